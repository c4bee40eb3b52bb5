"""Browsing: filters with counts over any list of pages, in one query a facet."""

from functools import cached_property

from django.core.paginator import InvalidPage, Paginator
from django.db.models import Case, Count, F, Q, When
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.models import get_page_models

from core.models import PageTerritory, PageTheme

PER_PAGE = 12
MAX_VALUES = 20
"""How many values of one facet are listened to, whatever the address says."""
LONGEST_VALUE = 255
"""As long as the slug of a page may be."""


def page_of(objects, per_page, params):
    """Return the page of `objects` that `params` (a QueryDict) asks for. Raises Http404 when there is none."""
    try:
        return Paginator(objects, per_page).page(params.get("page") or 1)
    except InvalidPage as error:
        raise Http404(str(error)) from error


class Choice:
    """One value of a facet, and how many pages it would leave."""

    def __init__(self, value, label, count, checked):
        self.value, self.label, self.count, self.checked = value, label, count, checked


class ThemeFacet:
    """By theme."""

    label = _("Thème")
    param = "theme"

    def filter(self, pages, values):
        """Keep the pages on any of the themes (slugs)."""
        return pages.filter(pk__in=PageTheme.objects.filter(theme__slug__in=values).values("page"))

    def counts(self, pages):
        """Return [(slug, name, number of pages)], the most used first."""
        return (
            PageTheme.objects.filter(page__in=pages.values("pk"))
            .order_by()
            .values_list("theme__slug", "theme__name")
            .annotate(n=Count("page"))
            .order_by("-n", "theme__slug")
        )


class TerritoryFacet:
    """By region; the page of a department shows under its region."""

    label = _("Territoire")
    param = "territoire"

    def filter(self, pages, values):
        """Keep the pages on any of the territories (slugs), or on a department of them."""
        departments = Q(territory__parent__slug__in=values, territory__level="departement")
        links = PageTerritory.objects.filter(Q(territory__slug__in=values) | departments)
        return pages.filter(pk__in=links.values("page"))

    def counts(self, pages):
        """Return [(slug, name, number of pages)], the most covered first."""
        is_department = When(territory__level="departement", then=F("territory__parent__slug"))
        is_department_name = When(territory__level="departement", then=F("territory__parent__name"))
        return (
            PageTerritory.objects.filter(page__in=pages.values("pk"))
            .order_by()
            .annotate(
                area=Case(is_department, default=F("territory__slug")),
                area_name=Case(is_department_name, default=F("territory__name")),
            )
            .values_list("area", "area_name")
            .annotate(n=Count("page", distinct=True))
            .order_by("-n", "area")
        )


class YearFacet:
    """By year."""

    label = _("Année")
    param = "annee"

    def filter(self, pages, values):
        """Keep the pages of any of the years; what is not a year matches nothing."""
        years = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) == 4]
        return pages.filter(date__year__in=years) if years else pages.none()

    def counts(self, pages):
        """Return [(year, year, number of pages)], the latest first."""
        rows = (
            pages.exclude(date=None)
            .order_by()
            .values_list("date__year")
            .annotate(n=Count("pk"))
            .order_by("-date__year")
        )
        return [(str(year), str(year), n) for year, n in rows]


class TypeFacet:
    """By type of page."""

    label = _("Type")
    param = "type"

    @cached_property
    def models(self):
        """{value in the address: page model}."""
        return {
            model._meta.model_name.removesuffix("page"): model
            for model in get_page_models()
            if model.is_publication or model.is_announcement or model.is_profile
        }

    def filter(self, pages, values):
        """Keep the pages of any of the types."""
        models = [self.models[value] for value in values if value in self.models]
        return pages.type(*models) if models else pages.none()

    def counts(self, pages):
        """Return [(value, name, number of pages)]."""
        from django.contrib.contenttypes.models import ContentType

        numbers = dict(pages.order_by().values_list("content_type").annotate(n=Count("pk")))
        for value, model in self.models.items():
            if n := numbers.get(ContentType.objects.get_for_model(model).pk):
                yield value, str(model._meta.verbose_name_plural).capitalize(), n


FACETS = {"theme": ThemeFacet(), "territory": TerritoryFacet(), "year": YearFacet(), "type": TypeFacet()}


class Browse:
    """A list of pages that a reader narrows down.

    `params` is a QueryDict; `pages` a BasePage queryset; `facets` names from FACETS, or facets of the list's own,
    with which `pages` may be of any model; `ranking`, when
    given, the primary keys in the order to show, instead of newest first; `arrange`, when given, a
    function that puts a queryset in another order, with what its cards show. Values of one facet add
    up, facets cut across each other, and each facet counts what the others leave.
    """

    def __init__(self, params, pages, facets, ranking=None, arrange=None):
        self.params = params
        self.base = pages
        self.facets = [FACETS[facet] if isinstance(facet, str) else facet for facet in facets]
        self.ranking = ranking
        self.arrange = arrange or (lambda pages: pages.newest_first().for_cards())
        self.selected = {facet.param: self._values(facet) for facet in self.facets}

    @cached_property
    def pages(self):
        """The pages that every filter leaves."""
        return self._narrowed()

    @cached_property
    def results(self):
        """The asked page of results. Raises Http404 when there is no such page."""
        if self.ranking is None:
            ordered = self.arrange(self.pages)
        else:
            kept = set(self.pages.values_list("pk", flat=True))
            ordered = [pk for pk in self.ranking if pk in kept]
        page = page_of(ordered, PER_PAGE, self.params)
        if self.ranking is not None:
            found = self.base.model.objects.for_cards().in_bulk(list(page.object_list))
            page.object_list = [found[pk] for pk in page.object_list if pk in found]
        return page

    @cached_property
    def choices(self):
        """[(label, parameter, [Choice])] for every facet that still offers something."""
        offered = []
        for facet in self.facets:
            selected = self.selected[facet.param]
            choices = [
                Choice(value, label, n, value in selected)
                for value, label, n in facet.counts(self._narrowed(except_for=facet))
            ]
            if choices:
                offered.append((facet.label, facet.param, choices))
        return offered

    @cached_property
    def active(self):
        """[(label, query string without it)] for every filter in use."""
        labels = {(param, choice.value): choice.label for _label, param, choices in self.choices for choice in choices}
        chips = []
        for param, values in self.selected.items():
            for value in values:
                rest = self.params.copy()
                rest.pop("page", None)
                rest.setlist(param, [other for other in rest.getlist(param) if other != value])
                chips.append((labels.get((param, value), value), f"?{rest.urlencode()}"))
        return chips

    def _values(self, facet):
        # PostgreSQL refuses a NUL byte.
        values = (value.replace("\x00", "")[:LONGEST_VALUE] for value in self.params.getlist(facet.param)[:MAX_VALUES])
        return [value for value in values if value]

    def _narrowed(self, except_for=None):
        pages = self.base
        for facet in self.facets:
            values = self.selected[facet.param]
            if values and facet is not except_for:
                pages = facet.filter(pages, values)
        return pages
