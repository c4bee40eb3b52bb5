"""Keeping profiles true: every six months their keepers are asked, and one press says that all is up to date."""

from datetime import timedelta

from django.db import transaction
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from core.models import BasePage
from core.outbox import tell, withdraw
from core.text import of

from .models import Asking, FreshnessLink, Handover, Membership, PartnerPage

EVERY = timedelta(days=183)
REMIND_AFTER = timedelta(days=30)
LINK_DAYS = 60
CONFIRMED = "partners.confirm"
"""The name of a confirmation in Wagtail's history."""


@transaction.atomic
def confirm(partner, user):
    """Note that `user` finds the profile up to date, without a revision: nothing that waits is published by it."""
    # Held, so that a version being published at this instant does not come over the new date.
    BasePage.objects.hold(partner.pk)
    stamp(partner)
    PartnerPage.objects.filter(pk=partner.pk).update(reviewed_on=partner.reviewed_on, reviewed_by=partner.reviewed_by)
    log(partner, CONFIRMED, user=user)
    withdraw(_matter(partner))


def stamp(page):
    """Write in `page`, which is not stored, that its partner checked it today."""
    page.reviewed_on, page.reviewed_by = timezone.localdate(), PartnerPage.Author.PARTNER


def ask_keepers():
    """Ask those who keep a profile that nobody confirmed for six months; return how many mails were written.

    Each person is asked once a period of six months, and reminded once after a month without an answer. What was
    asked is stored with its mail, one person at a time: this can run late, twice, or be stopped anywhere.
    """
    periods = _due()
    keepers = _keepers(periods)
    askings = {
        (asking.partner_id, asking.user_id, asking.period): asking
        for asking in Asking.objects.filter(partner__in=periods)
    }
    written = 0
    for membership in keepers:
        period = periods[membership.partner_id]
        asking = askings.get((membership.partner_id, membership.user_id, period))
        if asking is None:
            written += _ask(membership, period)
        elif not asking.answered_at and not asking.reminded_at and asking.asked_at < timezone.now() - REMIND_AFTER:
            written += _remind(membership, asking)
    return written


def _due():
    """Return {partner: the day on which its present period began}, the longest unkept first."""
    today = timezone.localdate()
    read = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type__model="basepage"
    ).annotate(page_pk=Cast("object_id", BigIntegerField()))
    partners = PartnerPage.objects.live().exclude(pk__in=read.values("page_pk")).longest_unkept()
    kept = partners.filter(kept_on__lte=today - EVERY).values_list("pk", "kept_on")
    return {pk: kept_on + (today - kept_on) // EVERY * EVERY for pk, kept_on in kept}


def _keepers(partners):
    """Return the memberships of those to ask: the managers of each partner, or everybody where there is none."""
    by_partner = {pk: [] for pk in partners}
    members = Membership.objects.in_force().filter(partner__in=partners).select_related("user", "partner")
    for membership in members.by_seniority():
        by_partner[membership.partner_id].append(membership)
    leaving = set(Handover.objects.waiting().values_list("partner", "user"))
    return [
        one
        for members in by_partner.values()
        for one in ([one for one in members if one.manages] or members)
        if one.user.wants_news and (one.partner_id, one.user_id) not in leaving
    ]


def _as_it_is_now(membership):
    # The list was read before the mails of the others left: this person may be gone since, or the profile.
    BasePage.objects.hold(membership.partner_id)
    return Membership.objects.in_force().select_related("user", "partner").filter(pk=membership.pk).first()


@transaction.atomic
def _ask(membership, period):
    membership = _as_it_is_now(membership)
    if not membership:
        return False
    asking, is_new = Asking.objects.get_or_create(partner=membership.partner, user=membership.user, period=period)
    if is_new:
        _write(asking)
    return is_new


@transaction.atomic
def _remind(membership, asking):
    membership = _as_it_is_now(membership)
    if not membership:
        return False
    # Another process may have done it since the list was read.
    open_still = Asking.objects.filter(pk=asking.pk, answered_at=None, reminded_at=None)
    if not open_still.update(reminded_at=timezone.now()):
        return False
    asking.partner, asking.user = membership.partner, membership.user
    _write(asking, again=True)
    return True


def _write(asking, again=False):
    partner, user = asking.partner, asking.user
    link = FreshnessLink.make(
        LINK_DAYS,
        purpose=FreshnessLink.PURPOSE,
        page_id=partner.pk,
        asking=asking,
        label=str(user),
        email=user.email,
    )
    subject = _("Rappel : la fiche %s est-elle à jour ?") if again else _("La fiche %s est-elle à jour ?")
    tell(
        [user],
        owed=False,
        key=f"freshness:{asking.pk}:{'again' if again else 'first'}",
        subject_key=_matter(partner),
        subject=subject % of(partner.title),
        body=render_to_string("partners/mails/freshness.txt", {"partner": partner, "link": link}),
    )


def _matter(partner):
    return f"freshness:{partner.pk}"
