"""On the editors’ home: structures that ask to come in or point out an error, people who hand their profile over."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.error_hooks import may_answer
from partners.joining import may_decide
from partners.models import ErrorReport, Handover, JoinRequest

from .waiting import Line, section
from .waiting_pages import day_of, editable, first_rows, total_of


def partner_requests(user):
    """Requests whose address was confirmed and that nobody answered, the oldest first."""
    if not may_decide(user):
        return None
    asked = first_rows(JoinRequest.objects.waiting().select_related("partner"))
    queue = reverse("join_requests")
    lines = [_line(one, f"{queue}#demande-{one.pk}") for one in asked]
    more = {"more_label": _("Voir toutes les demandes"), "more_url": queue}
    return section("requests", _("Demandes des structures"), "group", lines, total_of(asked), **more)


def handovers(user):
    """People who no longer keep a profile that `user` may edit, the oldest request first."""
    asked = Handover.objects.waiting().filter(partner__in=editable(user).order_by().values("pk"))
    asked = first_rows(asked.select_related("partner", "user"))
    note = _("%(who)s, depuis le %(day)s")
    lines = [
        Line(one.partner.title, url, note % {"who": one.user, "day": day_of(one.asked_at)}, _("Décider"), url)
        for one in asked
        for url in [f"{reverse('handovers')}#relais-{one.pk}"]
    ]
    return section("handovers", _("Passages de relais"), "group", lines, total_of(asked))


def error_reports(user):
    """Errors that partners point out and that nobody answered, the oldest first."""
    if not may_answer(user):
        return None
    reported = first_rows(ErrorReport.objects.waiting().select_related("page", "partner"))
    queue, note = reverse("error_reports"), _("%(who)s, depuis le %(day)s")
    lines = [
        Line(one.page.title, url, note % said, _("Répondre"), url, quote=one.text)
        for one in reported
        for url in [f"{queue}#signalement-{one.pk}"]
        for said in [{"who": one.partner.title, "day": day_of(one.sent_at)}]
    ]
    more = {"more_label": _("Voir toutes les erreurs signalées"), "more_url": queue}
    return section("errors", _("Erreurs signalées"), "warning", lines, total_of(reported), **more)


def _line(asked, url):
    note = _("%(who)s propose une fiche, depuis le %(day)s") if asked.is_new else _("%(who)s, depuis le %(day)s")
    return Line(
        asked.structure, url, note % {"who": asked.person, "day": day_of(asked.confirmed_at)}, _("Répondre"), url
    )
