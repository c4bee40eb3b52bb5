"""The form of every page."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
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
        self.is_online = bool(self.instance.pk and self.instance.live)
        if not self.is_online and "slug" in self.fields:
            # The browser fills it from the title, but not for who types before it is ready: a draft would not save.
            self.fields["slug"].required = False

    def _post_clean(self):
        """Once the page holds what was typed, ask for what a reader could not do without; drafts may wait."""
        super()._post_clean()
        for name, sentence in {} if self.is_deferred_validation else self.instance.lacks().items():
            self.add_error(name if name in self.fields else None, sentence)

    def clean_slug(self):
        """Refuse, right under the home page, the first word of an address that is taken.

        Until it is online, a page whose address nobody chose takes that of its title, or the next one free.
        """
        slug = self.cleaned_data.get("slug")
        of_title = slugify(self.cleaned_data.get("title", ""), settings.WAGTAIL_ALLOW_UNICODE_SLUGS)
        parent = self.parent_page or self.instance.get_parent()
        if parent and parent.depth == 2 and (slug or of_title) in RESERVED_SLUGS:
            raise ValidationError(_("Cette adresse est déjà celle d’une page du site. Choisissez-en une autre."))
        if self.is_online or slug not in ("", of_title):
            return slug
        if of_title:
            return self._next_free(of_title, parent)
        if self.cleaned_data.get("title"):
            raise ValidationError(_("Ce titre ne peut pas faire une adresse : donnez-en une."))
        return slug

    def save(self, commit=True):
        """Store the page, without storing again the rows that an autosave stored since the form was filled in."""
        for formset in self.formsets.values():
            _recognise_stored_rows(formset)
        return super().save(commit=commit)

    def _next_free(self, slug, parent):
        candidate, number = slug, 1
        while not self.instance._slug_is_available(candidate, parent, self.instance):
            number += 1
            candidate = f"{slug}-{number}"
        return candidate


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
