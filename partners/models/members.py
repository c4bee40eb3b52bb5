"""The people who keep a profile true: who belongs to which partner, and since when."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts import ACCESS
from core.models import BasePage, SignedLink
from core.outbox import withdraw

from ..vocabulary import MemberRole
from .papers import PaperCode
from .profiles import PartnerPage

INVITATION_LASTS = timedelta(days=7)
INVITATION_KEPT_FOR = timedelta(days=30)


class MembershipQuerySet(models.QuerySet):
    """Questions about who may act for whom."""

    def in_force(self):
        """Those that give rights: the person accepted to come in, and their account is open."""
        return self.filter(joined_at__isnull=False, user__is_active=True)

    def waiting(self):
        """Invitations that may still be accepted."""
        return self.filter(joined_at=None, invited_at__gt=timezone.now() - INVITATION_LASTS, user__is_active=True)

    def never_taken_up(self):
        """Invitations to which nobody came for a month: nobody needs to know any more who was asked."""
        return self.filter(joined_at=None, invited_at__lt=timezone.now() - INVITATION_KEPT_FOR)

    def managing(self):
        """Those of people who answer for the partner."""
        return self.filter(role=MemberRole.MANAGER)

    def by_seniority(self):
        """Who answers for the partner first, then the longest there."""
        first = models.Case(models.When(role=MemberRole.MANAGER, then=0), default=1)
        return self.order_by(first, "invited_at", "pk")

    def join(self, user):
        """Note that `user` accepts these invitations, as far as they still hold; return how many there were."""
        return self.waiting().filter(user=user).update(joined_at=timezone.now())


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
        return not self.joined_at and self.lapses_at <= timezone.now()

    @property
    def lapses_at(self):
        """Until when the invitation may be accepted."""
        return self.invited_at + INVITATION_LASTS

    @property
    def known_as(self):
        """How colleagues see the person: by the address that was invited until they come in, then by their name."""
        return str(self.user) if self.joined_at else self.user.email

    @property
    def matter(self):
        """The name of the invitation for the outbox."""
        return f"invitation:{self.pk}"

    def close_invitations(self):
        """Close the invitations that this person made and that nobody took up: they give no more than their maker has.

        Those of an editor hold, whatever becomes of their membership.
        """
        if self.partner.permissions_for_user(self.user).can_edit():
            return
        waiting = self.partner.memberships.waiting().filter(invited_by=self.user)
        for invited in waiting:
            withdraw(invited.matter)
        waiting.update(invited_at=timezone.now() - INVITATION_LASTS)

    @transaction.atomic
    def end(self):
        """Take the rights away at once: the links that this person holds and the sessions left open close with it.

        So do the invitations that they made, and the codes on paper that bear their name. Whoever never accepted had
        nothing to close: who invites somebody and thinks better of it does not log them out.
        """
        BasePage.objects.hold(self.partner_id)
        withdraw(self.matter)
        # As stored and held: they may be accepting at this instant.
        if Membership.objects.select_for_update().filter(pk=self.pk, joined_at__isnull=False).first():
            self._close_all()
        self.delete()

    def _close_all(self):
        held = SignedLink.objects.filter(page=self.partner).filter(
            Q(email__iexact=self.user.email) | Q(made_by=self.user)
        )
        held.update(revoked_at=timezone.now(), email="")
        self.close_invitations()
        PaperCode.objects.open().filter(partner=self.partner).close_for(self.user)
        self.partner.handovers.filter(user=self.user, decided_at=None).delete()
        self._forget_mails()
        self.user.end_sessions()

    def _forget_mails(self):
        """Forget what was not sent yet about the partner; what is left is about the person, or about others."""
        unsent = self.user.notices.filter(sent_at=None).unclaimed()
        elsewhere = Membership.objects.in_force().filter(user=self.user).exclude(pk=self.pk)
        if elsewhere.exists() or self.user.has_perm(ACCESS):
            cited = Q(key__startswith="cited:", key__endswith=f":{self.partner_id}")
            unsent.filter(cited | Q(subject_key=f"freshness:{self.partner_id}")).delete()
        else:
            unsent.exclude(subject_key=f"erasure:{self.user_id}").delete()
