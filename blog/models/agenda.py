"""The agenda: the list of events."""

from itertools import groupby

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.browse import Browse
from core.dates import said
from core.models import BasePage

from .events import EventPage


def by_month(events, today):
    """Return [(heading, [events])]: the months ahead, then what is over. `events` are in agenda order.

    An event that began in another month and goes on is listed in this one.
    """

    def heading(event):
        return _("Déjà passés") if event.last_day < today else said(max(event.date, today), precision="month")

    return [(title.capitalize(), list(group)) for title, group in groupby(events, key=lambda e: str(heading(e)))]


def subscription(browse):
    """Return the query string that narrows the calendar to subscribe to as `browse` narrows the list, or nothing."""
    asked = {param: values for param, values in browse.selected.items() if values}
    return f"?{urlencode(asked, doseq=True)}" if asked else ""


class EventIndexPage(BasePage):
    """All events: those to come month by month, then those that are over."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.EventPage"]
    template = "blog/agenda.html"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request, *args, **kwargs):
        """List the events that the reader asks for."""
        today = timezone.localdate()
        browse = Browse(
            request.GET,
            EventPage.objects.visible().originals().exclude(date=None),
            facets=("theme", "territory"),
            arrange=lambda events: events.in_agenda_order(today).for_cards().with_recaps(),
        )
        return super().get_context(request, *args, **kwargs) | {
            "browse": browse,
            "months": by_month(browse.results, today),
            "nothing_ahead": browse.results.number == 1 and not any(e.last_day >= today for e in browse.results),
            "subscription": subscription(browse),
        }
