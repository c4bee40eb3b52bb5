"""Keeping profiles true: who was asked whether one still is, what they said, and who wants to hand it over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import SignedLink

from .members import Membership
from .profiles import PartnerPage


class Asking(models.Model):
    """A person was asked, once for a period, whether a profile is still true.

    `period` is the day on which it became time to ask. The row is stored with the mail that it stands for.
    """

    class Answer(models.TextChoices):
        """The three buttons."""

        TRUE = "true", _("tout est à jour")
        CORRECTING = "correcting", _("je corrige")
        LEAVING = "leaving", _("ce n’est plus moi")

    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="askings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    period = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "user", "period"], name="a_person_is_asked_once_a_period")
        ]

    def __str__(self):
        return f"{self.user}, {self.partner}, {self.period}"

    @property
    def membership(self):
        """The membership of whoever was asked, while it gives rights; None afterwards."""
        return Membership.objects.in_force().filter(partner=self.partner_id, user=self.user_id).first()

    def settle(self, answer):
        """Keep the answer and close every link that asked for it. Return True for the first caller only."""
        now = timezone.now()
        first = Asking.objects.filter(pk=self.pk, answered_at=None).update(answer=answer, answered_at=now)
        if first:
            links = SignedLink.objects.filter(freshnesslink__asking=self.pk, revoked_at=None)
            links.update(revoked_at=now, email="")
        return bool(first)


class FreshnessLink(SignedLink):
    """Lets whoever was asked answer, once."""

    PURPOSE = "freshness"

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="links")

    wagtail_reference_index_ignore = True


class HandoverQuerySet(models.QuerySet):
    """Questions about hand-overs."""

    def waiting(self):
        """Those on which no editor has decided, the oldest first."""
        return self.filter(decided_at=None).order_by("asked_at", "pk")


class Handover(models.Model):
    """A member says that somebody else keeps the profile now; until an editor decides, nothing changes."""

    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="handovers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    successor_name = models.CharField(_("nom de la personne qui prend la suite"), max_length=150, blank=True)
    successor_email = models.EmailField(_("adresse e-mail de la personne qui prend la suite"), blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted = models.BooleanField(default=False)

    objects = HandoverQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("passage de relais")
        verbose_name_plural = _("passages de relais")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "user"], condition=Q(decided_at=None), name="a_person_hands_over_once_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.partner}"
