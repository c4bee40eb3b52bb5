"""What partners keep about an account."""

from core.personal.registry import keeps

from . import leaving
from .models import Asking, ErrorReport, Handover, JoinRequest, Membership, PaperCode


def register():
    """Say what is kept."""
    keeps("structures", _memberships, _leave, holds_pages=True)
    keeps("signalements", _reports, _leave_reports)
    keeps("demandes", _requests, _forget_requests)
    keeps("codes papier", _papers, _forget_papers)
    keeps("fiches à confirmer", _askings, _forget_askings)
    keeps("passages de relais", _handovers, _forget_handovers)


def _memberships(user):
    return [
        {
            "structure": membership.partner.title,
            "rôle": membership.get_role_display(),
            "invitation": membership.invited_at,
            "arrivée": membership.joined_at,
            "prévenir des citations": membership.told_when_cited,
        }
        for membership in Membership.objects.filter(user=user).select_related("partner")
    ]


def _leave(user, alias):
    leaving.tell_editors(user, user.erasure)
    for membership in Membership.objects.filter(user=user).select_related("partner", "user").order_by("partner"):
        membership.end()


def _reports(user):
    reports = ErrorReport.objects.filter(sent_by=user).select_related("page").newest_first()
    return [
        {"page": report.page.title, "texte": report.text, "le": report.sent_at, "réponse": report.answer}
        for report in reports
    ]


def _leave_reports(user, alias):
    ErrorReport.objects.filter(sent_by=user).update(sent_by=None)


def _requests(user):
    return [
        {
            "structure": asked.structure,
            "fonction": asked.position,
            "message": asked.message,
            "le": asked.created_at,
            "réponse": asked.get_decision_display(),
        }
        for asked in _requests_of(user).select_related("partner").order_by("pk")
    ]


def _forget_requests(user, alias):
    _requests_of(user).delete()


def _requests_of(user):
    if not user.has_proven_address:
        return JoinRequest.objects.none()
    return JoinRequest.objects.filter(email__iexact=user.email)


def _papers(user):
    codes = PaperCode.objects.filter(made_by=user).select_related("partner").order_by("pk")
    return [{"structure": code.partner.title, "pour": code.label, "le": code.made_at} for code in codes]


def _forget_papers(user, alias):
    PaperCode.objects.filter(made_by=user).delete()


def _askings(user):
    askings = Asking.objects.filter(user=user).select_related("partner").order_by("asked_at", "pk")
    return [
        {
            "structure": asking.partner.title,
            "demandé": asking.asked_at,
            "rappelé": asking.reminded_at,
            "réponse": asking.get_answer_display(),
            "répondu": asking.answered_at,
        }
        for asking in askings
    ]


def _forget_askings(user, alias):
    Asking.objects.filter(user=user).delete()


def _handovers(user):
    handovers = Handover.objects.filter(user=user).select_related("partner").order_by("asked_at", "pk")
    return [
        {
            "structure": handover.partner.title,
            "demandé": handover.asked_at,
            "nom proposé": handover.successor_name,
            "adresse proposée": handover.successor_email,
            "décidé": handover.decided_at,
        }
        for handover in handovers
    ]


def _forget_handovers(user, alias):
    Handover.objects.filter(user=user).delete()
    if user.has_proven_address:
        # Whoever leaves still does; an editor asks them for another name.
        named = Handover.objects.waiting().filter(successor_email__iexact=user.email)
        named.update(successor_name="", successor_email="")
