"""The agenda, for other agendas."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from blog.ical import calendar
from blog.models import EventPage
from core.browse import Browse

KEPT = timedelta(days=365)
"""How long what is over stays in the calendar that people subscribe to."""


def subscription(request):
    """Every event to come and those of the last year, narrowed down as the agenda is."""
    events = EventPage.objects.visible().originals().since(timezone.localdate() - KEPT)
    browse = Browse(request.GET, events, facets=("theme", "territory"))
    found = browse.pages.soonest_first().prefetch_related("theme_links__theme")
    return calendar_file(calendar(found, name=_("Agenda Maillage")), "agenda")


def event(request, slug):
    """One event, to put in one's own agenda."""
    page = get_object_or_404(EventPage.objects.visible().exclude(date=None), slug=slug)
    return calendar_file(calendar([page]), page.slug, attached=True)


def calendar_file(content, name, attached=False):
    """Answer with a calendar (bytes), to follow or to keep."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    disposition = "attachment" if attached else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{name}.ics"'
    return response
