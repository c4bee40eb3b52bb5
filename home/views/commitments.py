"""What was promised at events, and what became of it: one list, and a calendar of the days by which."""

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Concat
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
MOST_HOLDERS = 30
BY_NAME = "nom:"
"""What begins the value of a holder without a profile; no slug holds it."""


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


class HolderFacet:
    """By who committed: partners whose profile anyone may read by it, the others by the name that readers see."""

    label = gettext_lazy("Qui s’engage")
    param = "structure"

    def __init__(self, asked):
        self.asked = asked

    def filter(self, commitments, values):
        """Keep the commitments of any of the holders: the slug of a partner, or a name after `BY_NAME`."""
        names = [value.removeprefix(BY_NAME) for value in values if value.startswith(BY_NAME)]
        of_partners = Q(partner__in=PartnerPage.objects.visible().filter(slug__in=values).values("pk"))
        return commitments.filter(of_partners | Q(who__in=names) & ~_has_open_partner())

    def counts(self, commitments):
        """Return [(value, name, number of commitments)], the most committed first, and those that are asked for."""
        by_partner = _has_open_partner()
        rows = (
            commitments.order_by()
            .annotate(
                value=Case(When(by_partner, then=F("partner__slug")), default=Concat(Value(BY_NAME), "who")),
                name=Case(When(by_partner, then=F("partner__title")), default=F("who")),
            )
            .values_list("value", "name")
            .annotate(n=Count("pk"))
            .order_by("-n", "name", "value")
        )
        shown = [row for place, row in enumerate(rows) if place < MOST_HOLDERS or row[0] in self.asked]
        return [(value, name or _("Une structure"), n) for value, name, n in shown]


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
        facets=(StateFacet(), HolderFacet(request.GET.getlist(HolderFacet.param))),
        arrange=lambda found: found.for_reading().soonest_due_first(),
    )


def _has_open_partner():
    return Q(partner__in=PartnerPage.objects.visible().values("pk"))
