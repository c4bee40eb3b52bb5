"""The form of every page."""

from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.addresses import RESERVED_SLUGS
from core.records import expect_form


class PageForm(WagtailAdminPageForm):
    """Keeps pages away from the addresses that the site itself answers; asks for all its records at once."""

    def __init__(self, data=None, *args, **kwargs):
        # The form looks its records up one by one: say all of them beforehand.
        expect_form(data)
        super().__init__(data, *args, **kwargs)

    def _post_clean(self):
        """Once the page holds what was typed, ask for what a reader could not do without; drafts may wait."""
        super()._post_clean()
        for name, sentence in {} if self.is_deferred_validation else self.instance.lacks().items():
            self.add_error(name if name in self.fields else None, sentence)

    def clean_slug(self):
        """Refuse, right under the home page, the first word of an address that is taken; number one that has a twin.

        A rendez-vous that comes back each month has the same title each month: nobody should have to find out
        that this stops the saving, by an address on another tab.
        """
        slug = self.cleaned_data.get("slug")
        parent = self.parent_page or self.instance.get_parent()
        if parent and parent.depth == 2 and slug in RESERVED_SLUGS:
            raise ValidationError(_("Cette adresse est déjà celle d’une page du site. Choisissez-en une autre."))
        if not slug or not parent or slug == self.instance.slug or self.instance.first_published_at:
            return slug
        others = parent.get_children().exclude(pk=self.instance.pk).filter(slug__startswith=slug)
        taken = set(others.values_list("slug", flat=True))
        return next(one for one in chain([slug], (f"{slug}-{number}" for number in count(2))) if one not in taken)

    def save(self, commit=True):
        """Store the page, without storing again the rows that an autosave stored since the form was filled in."""
        for formset in self.formsets.values():
            _recognise_stored_rows(formset)
        return super().save(commit=commit)


def _recognise_stored_rows(formset):
    """Give a new row of `formset` the identity of the stored one that says the same and that it does not know.

    Somebody who adds a theme and publishes at once sends the form while the autosave is on its way: the form
    does not know yet under which number its row was stored.
    """
    parent = formset.fk.name
    checks = [
        [name for name in constraint.fields if name != parent]
        for constraint in formset.model._meta.total_unique_constraints
        if parent in constraint.fields
    ]
    new = [form.instance for form in formset.extra_forms if form.has_changed() and form not in formset.deleted_forms]
    known = {form.instance.pk for form in formset.initial_forms}
    stored = [row for row in formset.queryset if row.pk and row.pk not in known]
    for names in checks:
        by_value = {_values(row, names): row.pk for row in stored}
        for row in new:
            row.pk = row.pk or by_value.get(_values(row, names))


def _values(row, names):
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)
