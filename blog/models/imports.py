"""Texts that editors have brought in, until they become drafts."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=7)


class RecapImportQuerySet(models.QuerySet):
    """Questions about imports."""

    def open_to(self, user):
        """Those that `user` may read: their own, or all for somebody who may do everything."""
        return self if user.is_superuser else self.filter(user=user)

    def waiting(self):
        """Those that have not become a draft, the latest first."""
        return self.filter(draft=None).exclude(document={}).order_by("-created_at", "pk")

    def stale(self):
        """Those that nobody came back to."""
        return self.filter(created_at__lt=timezone.now() - KEPT)


class RecapImport(models.Model):
    """A text as it was brought, kept while its editor decides, so that a closed window loses nothing.

    Once the draft is made the text goes, and the row only remembers which draft it was: pressing the
    button twice leads to the same one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("compte"), on_delete=models.CASCADE, related_name="recap_imports"
    )
    source_name = models.CharField(_("fichier"), max_length=255, blank=True)
    text = models.TextField(_("texte collé"), blank=True)
    html = models.TextField(_("texte collé, mis en forme"), blank=True)
    document = models.JSONField(_("document"), default=dict)
    draft = models.ForeignKey(
        "blog.RecapPage", verbose_name=_("brouillon"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(_("apporté le"), auto_now_add=True)

    objects = RecapImportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import de récit")
        verbose_name_plural = _("imports de récits")

    def __str__(self):
        return self.source_name or self.first_words

    @property
    def first_words(self):
        """The beginning of the text, to recognise it by."""
        texts = (block.get("text", "") for block in self.document.get("blocks", []))
        first = next((text for text in texts if text.strip()), "")
        return first if len(first) <= 90 else first[:90].rsplit(" ", 1)[0] + "…"

    @property
    def folder(self):
        """Where the pictures wait: no address leads there."""
        return f"imports/{self.pk}"

    def forget(self, draft):
        """Keep nothing of the text, now that it is in `draft`."""
        self.delete_pictures()
        self.draft, self.document, self.text, self.html = draft, {}, "", ""
        self.save()

    def delete_pictures(self):
        """Delete the files of the pictures, once the change under way is kept."""
        names = [block["picture"]["file"] for block in self.document.get("blocks", []) if block.get("picture")]
        transaction.on_commit(lambda: [default_storage.delete(name) for name in names])
