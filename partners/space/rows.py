"""Rows of a profile's form: what a profile holds in any number."""

from modelcluster.forms import BaseChildFormSet

from .half_typed import KeepsHalves


class Row(KeepsHalves):
    """A row of a profile; its address may wait until the profile is sent."""

    may_be_half_typed = ("url",)


class Rows(BaseChildFormSet):
    """Rows of a profile. A key that is not one of its own rows makes a new row, whoever sent it."""

    def _construct_form(self, i, **kwargs):
        key = f"{self.add_prefix(i)}-id"
        if self.is_bound and i < self.initial_form_count() and not self._is_own(self.data.get(key, "")):
            self.data[key] = ""
        return super()._construct_form(i, **kwargs)

    def _is_own(self, key):
        return key.isdecimal() and len(key) < 19 and self._existing_object(int(key)) is not None
