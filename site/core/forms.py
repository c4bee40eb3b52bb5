"""The form of every page."""

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
        """Refuse, right under the home page, the first word of an address that is taken."""
        slug = self.cleaned_data.get("slug")
        parent = self.parent_page or self.instance.get_parent()
        if parent and parent.depth == 2 and slug in RESERVED_SLUGS:
            raise ValidationError(_("Cette adresse est déjà celle d’une page du site. Choisissez-en une autre."))
        return slug
