"""Handing a profile over: asked by whoever keeps it, decided by an editor, and never leaving it to nobody."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import note
from core.models import BasePage
from core.outbox import tell
from core.text import of

from .invitations import LastManager, invite, remove
from .models import Handover, Membership
from .vocabulary import MemberRole


class AlreadyDecided(Exception):
    """Another editor was faster."""

    def __str__(self):
        return _("Quelqu’un s’est déjà occupé de cette demande.")


@transaction.atomic
def ask_to_hand_over(partner, user, successor_name="", successor_email=""):
    """Keep that `user` no longer keeps `partner`; asked again before the decision, the last words count."""
    Handover.objects.update_or_create(
        partner=partner,
        user=user,
        decided_at=None,
        defaults={"successor_name": successor_name, "successor_email": successor_email},
    )
    note("partners.handover_ask", by=user, page=partner, about=user)


@transaction.atomic
def accept(handover, by, name="", email=""):
    """Invite the successor as a manager and take the rights of whoever leaves away.

    Without `email`, they only leave. Raises LastManager when nobody would answer for the partner any more, and
    AlreadyDecided. An editor who names a successor knows that the profile waits for them to accept.
    """
    partner = handover.partner
    BasePage.objects.hold(partner.pk)
    _decide(handover, by, accepted=True)
    if email:
        first_name, _space, last_name = name.strip().partition(" ")
        invite(partner, email, MemberRole.MANAGER, by, first_name, last_name)
    former = Membership.objects.filter(partner=partner, user=handover.user).first()
    others = Membership.objects.in_force().managing().filter(partner=partner).exclude(user=handover.user)
    if not email and not others.exists():
        raise LastManager
    if former:
        remove(former, by, even_the_last=True)
    _tell(handover, by, name=name or email)


@transaction.atomic
def refuse(handover, by, reason):
    """Leave everything as it is, and tell whoever asked why. Raises AlreadyDecided."""
    _decide(handover, by, accepted=False)
    _tell(handover, by, reason=reason)


def _decide(handover, by, accepted):
    # Whoever was named may never have heard of it: nothing of them stays but an account, if they were invited.
    decision = {"decided_at": timezone.now(), "decided_by": by, "accepted": accepted}
    decision |= {"successor_name": "", "successor_email": ""}
    if not Handover.objects.filter(pk=handover.pk, decided_at=None).update(**decision):
        raise AlreadyDecided
    handover.accepted = accepted
    action = "partners.handover_accept" if accepted else "partners.handover_refuse"
    note(action, by=by, page=handover.partner, about=handover.user)


def _tell(handover, by, name="", reason=""):
    partner = handover.partner
    context = {
        "handover": handover,
        "partner": partner,
        "by": by,
        "name": name,
        "reason": reason,
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("space", args=[partner.pk]),
    }
    tell(
        [handover.user],
        owed=True,
        key=f"handover:{handover.pk}",
        subject_key=f"handover:{handover.pk}",
        subject=_("Votre demande pour la fiche %s") % of(partner.title),
        body=render_to_string("partners/mails/handover.txt", context),
    )
