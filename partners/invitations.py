"""How people come in: invited by an editor or by a colleague, with an address that opens at the first code."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.audit import note
from core.models import BasePage, User
from core.outbox import tell, withdraw
from core.text import of

from .models import Membership, PaperCode


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
    user = _account_of(email, by, first_name, last_name)
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        partner=partner, user=user, defaults={"role": role, "invited_by": by}
    )
    if not is_new:
        change_role(membership, role, by)
        membership.invited_by = by
        if not membership.joined_at:
            membership.invited_at = timezone.now()
        membership.save()
    if not membership.joined_at:
        _write_to(membership, by)
        _note("partners.invite" if is_new else "partners.invite_again", membership, by)
    return membership


def _account_of(email, by, first_name, last_name):
    known = User.objects.filter(email__iexact=email.strip())
    if not known.exists():
        try:
            with transaction.atomic():
                return User.objects.create_user(email, first_name=first_name, last_name=last_name)
        except IntegrityError:
            # Invited elsewhere, or come in on paper, at this instant.
            pass
    user = known.get()
    if user != by:
        # What is given is given to whoever reads the address: a session opened on paper alone ends here. Nobody
        # vouches for their own.
        user.vouch_for_address()
    return user


@transaction.atomic
def take_up(membership):
    """Have whoever was invited be a member, since they accept. Return whether the invitation still held."""
    BasePage.objects.hold(membership.partner_id)
    still_held = bool(Membership.objects.filter(pk=membership.pk).join(membership.user))
    if still_held:
        _note("partners.join", membership, by=membership.user)
    return still_held


@transaction.atomic
def decline(membership):
    """Forget an invitation that was not taken up, since the person says no; whoever invited them is told."""
    BasePage.objects.hold(membership.partner_id)
    if not Membership.objects.filter(pk=membership.pk, joined_at=None).delete()[0]:
        return
    _note("partners.decline", membership, by=membership.user)
    withdraw(membership.matter)
    partner = membership.partner
    tell(
        [membership.invited_by] if membership.invited_by else [],
        owed=True,
        key=f"{membership.matter}:declined",
        subject_key=membership.matter,
        subject=_("Invitation refusée pour la fiche %s") % of(partner.title),
        body=render_to_string("partners/mails/declined.txt", {"partner": partner, "address": membership.user.email}),
    )


@transaction.atomic
def change_role(membership, role, by):
    """Give a member another role; whoever no longer invites has nobody come in. Raises LastManager."""
    if role == membership.role:
        return
    if membership.manages:
        _keep_a_manager(membership)
        membership.close_invitations()
    membership.role = role
    membership.save(update_fields=["role"])
    _note("partners.role", membership, by)


@transaction.atomic
def remove(membership, by, even_the_last=False):
    """Take a member's rights away, their links and their open sessions with them.

    Raises LastManager, unless `even_the_last` manager may go.
    """
    if membership.manages and not even_the_last:
        _keep_a_manager(membership)
    _note("partners.remove" if membership.joined_at else "partners.invite_withdraw", membership, by)
    membership.end()


def papers_left(partner):
    """Return a sentence about the codes on paper that still open to `partner`: somebody who left may hold one."""
    number = PaperCode.objects.open().filter(partner=partner).count()
    sentence = ngettext(
        "Attention : %d code papier ouvre encore cette fiche.",
        "Attention : %d codes papier ouvrent encore cette fiche.",
        number,
    )
    return sentence % number if number else ""


def _note(action, membership, by):
    role = str(membership.get_role_display())
    note(action, by=by, page=membership.partner, about=membership.user, role=role)


def _keep_a_manager(membership):
    # Held, so that two managers who leave at once do not both go. One who is only invited may never come.
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
        owed=True,
        key=f"invitation:{membership.pk}:{membership.invited_at.timestamp():.0f}",
        subject_key=membership.matter,
        subject=_("Invitation à tenir la fiche %s") % of(partner.title),
        body=render_to_string("partners/mails/invitation.txt", context),
    )
