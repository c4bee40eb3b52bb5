"""How people come in: invited by an editor or by a colleague, with an address that opens at the first code."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import BasePage, User
from core.outbox import tell
from core.text import of

from .models import Membership


class LastManager(Exception):
    """Nobody would answer for the partner any more."""

    def __str__(self):
        return _("Il faut au moins une personne responsable : nommez-en d’abord une autre.")


@transaction.atomic
def invite(partner, email, role, by, first_name="", last_name=""):
    """Let the person at `email` come in for `partner`; return the membership. One mail leaves with the transaction.

    The account is made at once, its address verified by whoever invites: the first code opens the door. Inviting
    again renews an invitation that was not taken up, and changes nothing for a member but the role. Raises
    LastManager rather than leave nobody who answers for the partner.
    """
    BasePage.objects.hold(partner.pk)
    user = _account_of(email, first_name, last_name)
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        partner=partner, user=user, defaults={"role": role, "invited_by": by}
    )
    if not is_new:
        if membership.manages and role != membership.role:
            _keep_a_manager(membership)
        membership.role, membership.invited_by = role, by
        if not membership.joined_at:
            membership.invited_at = timezone.now()
        membership.save()
    if not membership.joined_at:
        _write_to(membership, by)
    return membership


def _account_of(email, first_name, last_name):
    known = User.objects.filter(email__iexact=email.strip())
    if not known.exists():
        try:
            with transaction.atomic():
                return User.objects.create_user(email, first_name=first_name, last_name=last_name)
        except IntegrityError:
            # Invited elsewhere, or come in on paper, at this instant.
            pass
    user = known.get()
    # What is given is given to whoever reads the address: a session opened on paper alone ends here.
    user.vouch_for_address()
    return user


@transaction.atomic
def change_role(membership, role):
    """Give a member another role. Raises LastManager."""
    if membership.manages and role != membership.role:
        _keep_a_manager(membership)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove(membership):
    """Take a member's rights away, their links and their open sessions with them. Raises LastManager."""
    if membership.manages:
        _keep_a_manager(membership)
    membership.end()


def _keep_a_manager(membership):
    # Held, so that two managers who leave at once do not both go.
    BasePage.objects.hold(membership.partner_id)
    others = Membership.objects.in_force().managing().filter(partner=membership.partner_id)
    if membership.joined_at and not [one for one in others if one.pk != membership.pk]:
        raise LastManager


def _write_to(membership, by):
    partner = membership.partner
    context = {
        "partner": partner,
        "by": by,
        "membership": membership,
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("space", args=[partner.pk]),
    }
    tell(
        [membership.user],
        key=f"invitation:{membership.pk}:{membership.invited_at.timestamp():.0f}",
        subject_key=f"invitation:{membership.pk}",
        subject=_("La fiche %s est à vous") % of(partner.title),
        body=render_to_string("partners/mails/invitation.txt", context),
    )
