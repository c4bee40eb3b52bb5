"""Structures that ask to come in, on the editors' home."""

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import said
from partners.joining import may_decide
from partners.models import JoinRequest

from .waiting import SHOWN, Line, section


def partner_requests(user):
    """Requests whose address was confirmed and that nobody answered, the oldest first."""
    if not may_decide(user):
        return None
    waiting = JoinRequest.objects.waiting().select_related("partner")
    asked = list(waiting.annotate(total=Window(Count("*")))[:SHOWN])
    queue = reverse("join_requests")
    lines = [_line(one, f"{queue}#demande-{one.pk}") for one in asked]
    more = {"more_label": _("Voir toutes les demandes"), "more_url": queue}
    return section("requests", _("Demandes des structures"), "group", lines, asked[0].total if asked else 0, **more)


def _line(asked, url):
    note = _("%(who)s propose une fiche, depuis le %(day)s") if asked.is_new else _("%(who)s, depuis le %(day)s")
    day = said(timezone.localtime(asked.confirmed_at).date())
    return Line(asked.structure, url, note % {"who": asked.person, "day": day}, _("Répondre"), url)
