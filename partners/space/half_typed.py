"""What may be kept half-typed: addresses and numbers, which are checked when the profile is sent."""

from django import forms
from django.core.exceptions import ValidationError


class HalfTypedBox(forms.BoundField):
    """A box that says what is still wrong with what is in it."""

    @property
    def fault(self):
        """Why this could not be sent, in a sentence; empty when it could."""
        return self.field.fault(self.value())


class HalfTyped(forms.CharField):
    """Stands for the field `whole`: takes what is typed as it is, until it is all that `whole` asks for."""

    def __init__(self, whole, validators):
        super().__init__(
            label=whole.label,
            help_text=whole.help_text,
            max_length=whole.max_length,
            required=False,
            widget=whole.widget,
        )
        self.whole = whole
        whole.validators = [*whole.validators, *validators]

    def to_python(self, value):
        """Return the text as `whole` would keep it, or as it was typed."""
        text = super().to_python(value)
        try:
            return self.whole.clean(text)
        except ValidationError:
            return text

    def fault(self, text):
        """Return why `text` could not be sent, in a sentence; empty when it could, or when it is not there yet."""
        try:
            if text:
                self.whole.clean(text)
        except ValidationError as refusal:
            return " ".join(dict.fromkeys(refusal.messages))
        return ""

    def get_bound_field(self, form, field_name):
        """Let the screen ask what is still wrong."""
        return HalfTypedBox(form, self, field_name)


class KeepsHalves(forms.ModelForm):
    """A form that takes the fields named in `may_be_half_typed` as they are typed, unless it is `sending`."""

    may_be_half_typed = ()

    def __init__(self, *args, sending=False, **kwargs):
        self.sending = sending
        super().__init__(*args, **kwargs)
        for name in () if sending else set(self.may_be_half_typed).intersection(self.fields):
            validators = self._meta.model._meta.get_field(name).validators
            self.fields[name] = HalfTyped(self.fields[name], validators)

    def _get_validation_exclusions(self):
        halves = {name for name, field in self.fields.items() if isinstance(field, HalfTyped)}
        return super()._get_validation_exclusions() | halves
