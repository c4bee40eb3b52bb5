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

    def _next_free(self, slug, parent):
        candidate, number = slug, 1
        while not self.instance._slug_is_available(candidate, parent, self.instance):
            number += 1
            candidate = f"{slug}-{number}"
        return candidate
