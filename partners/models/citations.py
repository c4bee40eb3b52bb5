"""What follows from being cited: a mail to the partner, and the errors that it points out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import BasePage

from .profiles import PartnerPage


class Citation(models.Model):
    """A published page cites a partner, who was told: once, however often the page is published again."""

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "partner"], name="a_partner_is_told_of_a_page_once")]

    def __str__(self):
        return f"{self.partner}, {self.page}"


class ErrorReportQuerySet(models.QuerySet):
    """Questions about errors that partners pointed out."""

    def waiting(self):
        """Not answered yet, the oldest first."""
        return self.filter(outcome="").order_by("sent_at", "pk")

    def newest_first(self):
        """The latest first."""
        return self.order_by("-sent_at", "-pk")


class ErrorReport(models.Model):
    """An error that a partner points out in a page that cites it, and what came of it."""

    class Outcome(models.TextChoices):
        """What the editors did."""

        CORRECTED = "corrected", _("Corrigé")
        KEPT = "kept", _("Laissé tel quel")

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="error_reports")
    # The report belongs to the partner: it stays when the person leaves.
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(_("ce qui est faux"), max_length=2000)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(_("votre réponse"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ErrorReportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("erreur signalée")
        verbose_name_plural = _("erreurs signalées")

    def __str__(self):
        return self.text[:80]
