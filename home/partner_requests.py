"""On the editors' home: structures that ask to come in, and people who hand their profile over."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.joining import may_decide
from partners.models import Handover, JoinRequest

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


def _line(asked, url):
    note = _("%(who)s propose une fiche, depuis le %(day)s") if asked.is_new else _("%(who)s, depuis le %(day)s")
    return Line(
        asked.structure, url, note % {"who": asked.person, "day": day_of(asked.confirmed_at)}, _("Répondre"), url
    )
