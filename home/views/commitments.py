"""What was promised at events, and what became of it: one list, and a calendar of the days by which."""

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.due_dates import due_dates
from blog.models import Commitment
from blog.models.commitments import State
from core.browse import Browse
from partners.models import PartnerPage

from .agenda import KEPT, calendar_file
from .browse import HOME

SILENT = "silent"
MOST_PARTNERS = 30


class StateFacet:
    """By what became of them; those of which nothing is heard are counted apart too."""

    label = gettext_lazy("Où en est-on ?")
    param = "etat"

    def filter(self, commitments, values):
        """Keep the commitments in any of the states."""
        found = commitments.filter(state__in=values)
        return found | commitments.silent() if SILENT in values else found

    def counts(self, commitments):
        """Return [(state, name, number of commitments)], in the order in which things go."""
        numbers = dict(commitments.order_by().values_list("state").annotate(n=Count("pk")))
        rows = [(value, label, numbers[value]) for value, label in State.choices if value in numbers]
        silent = commitments.silent().count()
        return [*rows, (SILENT, _("Sans nouvelles"), silent)] if silent else rows


class PartnerFacet:
    """By partner: those whose profile anyone may read, the most committed, and those that are asked for."""

    label = gettext_lazy("Structure")
    param = "structure"

    def __init__(self, asked):
        self.asked = asked

    def filter(self, commitments, values):
        """Keep the commitments of any of the partners (slugs)."""
        return commitments.filter(partner__in=PartnerPage.objects.visible().filter(slug__in=values).values("pk"))

    def counts(self, commitments):
        """Return [(slug, name, number of commitments)], the most committed first."""
        rows = (
            commitments.filter(partner__in=PartnerPage.objects.visible().values("pk"))
            .order_by()
            .values_list("partner__slug", "partner__title")
            .annotate(n=Count("pk"))
            .order_by("-n", "partner__title", "partner__slug")
        )
        rows = list(rows)
        return [row for place, row in enumerate(rows) if place < MOST_PARTNERS or row[0] in self.asked]


def commitments(request):
    """All commitments of recaps that anyone may read, narrowed down as the reader asks."""
    browse = _browse(request)
    asked = {param: values for param, values in browse.selected.items() if values}
    context = {
        "browse": browse,
        "subscription": f"?{urlencode(asked, doseq=True)}" if asked else "",
        "breadcrumbs": [HOME, (_("Engagements"), None)],
    }
    return render(request, "home/commitments.html", context)


def calendar(request):
    """The days by which things were promised, those to come and those of the last year, narrowed down as the list."""
    since = timezone.localdate() - KEPT
    found = _browse(request).pages.filter(last_day__gte=since).for_reading().order_by("last_day", "-pk")
    return calendar_file(due_dates(found, name=_("Engagements, Maillage")), "engagements")


def _browse(request):
    return Browse(
        request.GET,
        Commitment.objects.visible(),
        facets=(StateFacet(), PartnerFacet(request.GET.getlist(PartnerFacet.param))),
        arrange=lambda found: found.for_reading().soonest_due_first(),
    )
