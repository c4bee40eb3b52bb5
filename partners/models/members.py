"""The people who keep a profile true: who belongs to which partner, and since when."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import BasePage, SignedLink

from ..vocabulary import MemberRole
from .profiles import PartnerPage

INVITATION_LASTS = timedelta(days=7)


class MembershipQuerySet(models.QuerySet):
    """Questions about who may act for whom."""

    def in_force(self):
        """Those that give rights: the person came in, or still may; their account is open."""
        invited = Q(invited_at__gt=timezone.now() - INVITATION_LASTS)
        return self.filter(Q(joined_at__isnull=False) | invited, user__is_active=True)

    def managing(self):
        """Those of people who answer for the partner."""
        return self.filter(role=MemberRole.MANAGER)

    def by_seniority(self):
        """Who answers for the partner first, then the longest there."""
        first = models.Case(models.When(role=MemberRole.MANAGER, then=0), default=1)
        return self.order_by(first, "invited_at", "pk")

    def join(self, user):
        """Note that `user` came in: invitations that still hold become memberships."""
        self.in_force().filter(user=user, joined_at=None).update(joined_at=timezone.now())


class Membership(models.Model):
    """A person keeps the profile of a partner.

    What the person writes belongs to the partner: removing the membership takes away rights and nothing else.
    """

    partner = models.ForeignKey(
        PartnerPage, verbose_name=_("structure"), on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("personne"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(
        _("rôle"),
        max_length=12,
        choices=MemberRole,
        default=MemberRole.CONTRIBUTOR,
        help_text=_("Un responsable invite et retire des collègues ; les deux modifient la fiche."),
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True)
    told_when_cited = models.BooleanField(
        _("prévenir quand la structure est citée"),
        default=True,
        help_text=_("Un mail calme quand un récit ou un article qui vous cite est publié."),
    )

    objects = MembershipQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        constraints = [models.UniqueConstraint(fields=["partner", "user"], name="a_person_is_a_member_once")]

    def __str__(self):
        return f"{self.user}, {self.partner}"

    @property
    def manages(self):
        """Whether the person answers for the partner."""
        return self.role == MemberRole.MANAGER

    @property
    def is_expired(self):
        """Whether the invitation was not taken up in time."""
        return not self.joined_at and self.invited_at <= timezone.now() - INVITATION_LASTS

    @transaction.atomic
    def end(self):
        """Take the rights away at once: the links that this person holds and the sessions left open close with it."""
        BasePage.objects.hold(self.partner_id)
        held = SignedLink.objects.filter(page=self.partner).filter(
            Q(email__iexact=self.user.email) | Q(made_by=self.user)
        )
        held.update(revoked_at=timezone.now(), email="")
        self.partner.handovers.filter(user=self.user, decided_at=None).delete()
        self.delete()
        self.user.end_sessions()
