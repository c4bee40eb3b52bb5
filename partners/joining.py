"""From a request to an invitation: asked in public, confirmed by mail, decided once by an editor."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.permissions import page_permission_policy

from core.audit import note
from core.links import mail_link
from core.models import BasePage
from core.outbox import answer, tell, withdraw
from core.text import of

from .invitations import invite
from .models import JoinLink, JoinRequest, PartnerIndexPage, PartnerPage
from .models.requests import CONFIRMED_WITHIN

Decision = JoinRequest.Decision


class NotSent(Exception):
    """The mail server does not answer: nothing was kept."""


class Gone(Exception):
    """The profile was deleted meanwhile: nothing was kept."""


class AlreadyDecided(Exception):
    """Somebody was quicker."""


def may_decide(user):
    """Tell whether `user` answers the requests: whoever keeps the directory does."""
    index = PartnerIndexPage.objects.first()
    return index is not None and index.permissions_for_user(user).can_edit()


def ask(join_request):
    """Store a request, then mail its address a link to confirm it; call it outside of a transaction.

    Raises Gone, or NotSent, and has kept nothing.
    The mail holds nothing that a stranger typed: the form cannot be used to write to others. A process that dies in
    between leaves a request that nobody can confirm, and that is forgotten in three days.
    """
    with transaction.atomic():
        if join_request.partner_id and not BasePage.objects.hold(join_request.partner_id):
            raise Gone
        JoinRequest.objects.outdated().delete()
        join_request.save()
        link = JoinLink.make(
            CONFIRMED_WITHIN.days,
            purpose=JoinLink.PURPOSE,
            page=join_request.partner or PartnerIndexPage.objects.get(),
            request=join_request,
            label=join_request.person,
            email=join_request.email,
        )
    context = {"partner": join_request.partner}
    if not mail_link(link, _("Confirmez votre demande à Maillage"), "partners/mails/join_confirm.txt", context):
        join_request.delete()
        raise NotSent


@transaction.atomic
def confirm(join_request):
    """Put a request before the editors who publish."""
    join_request.confirm()
    index = PartnerIndexPage.objects.get()
    context = {"request": join_request, "url": settings.WAGTAILADMIN_BASE_URL + reverse("join_requests")}
    tell(
        page_permission_policy.users_with_permission_for_instance("publish", index),
        owed=False,
        key=join_request.matter,
        subject_key=join_request.matter,
        subject=_("Une demande au sujet %s") % of(join_request.structure),
        body=render_to_string("partners/mails/join_request.txt", context),
    )


@transaction.atomic
def accept(join_request, role, by):
    """Invite who asked, after making a draft of the profile of a new structure. Return the membership.

    Raises AlreadyDecided, and LastManager rather than leave a partner with nobody who answers for it.
    """
    if join_request.partner_id:
        BasePage.objects.hold(join_request.partner_id)
    _decide(join_request, Decision.ACCEPTED, by)
    if join_request.is_new:
        join_request.partner = _draft_of(join_request, by)
        join_request.save(update_fields=["partner"])
    membership = invite(
        join_request.partner,
        join_request.email,
        role,
        by,
        first_name=join_request.first_name,
        last_name=join_request.last_name,
    )
    partner, said = join_request.partner, str(membership.get_role_display())
    note("partners.request_accept", by=by, page=partner, about=membership.user, request=join_request.pk, role=said)
    return membership


@transaction.atomic
def refuse(join_request, reason, by):
    """Say no, with a sentence that is mailed. Raises AlreadyDecided."""
    _decide(join_request, Decision.REFUSED, by, reason)
    answer(
        join_request.email,
        key=f"{join_request.matter}:refused",
        subject_key=join_request.matter,
        subject=_("Votre demande à Maillage"),
        body=render_to_string("partners/mails/join_refused.txt", {"request": join_request, "reason": reason}),
    )
    page = join_request.partner or PartnerIndexPage.objects.get()
    note("partners.request_refuse", by=by, page=page, request=join_request.pk)


def _decide(join_request, decision, by, reason=""):
    if not join_request.decide(decision, by, reason):
        raise AlreadyDecided
    withdraw(join_request.matter)


def _draft_of(join_request, by):
    """Make the draft of a profile. It belongs to the structure: nobody owns the page."""
    page = PartnerPage(
        title=join_request.name,
        kind=join_request.kind,
        website=join_request.website,
        summary=join_request.mission,
        live=False,
    )
    PartnerIndexPage.objects.get().add_child(instance=page)
    page.save_revision(clean=False)
    log(instance=page, action="wagtail.create", user=by)
    return page
