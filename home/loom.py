"""« La trame »: themes are the weft, regions the warp, a knot stands where something was published."""

from dataclasses import dataclass, field
from math import sqrt

from django.db.models import Count

from core.models import PageTheme
from core.models.taxonomy import territory_region_pk

WEFTS = 6
WARPS = 12
STEP_X, STEP_Y, LEFT, TOP = 44, 50, 18, 40
GAP = 8
"""Half the width of the passage of one thread under another, in the drawing's own units."""

LARGEST_KNOT = 20


@dataclass
class Knot:
    """Pages on one theme in one region."""

    region: object
    count: int
    x: int
    y: int

    @property
    def radius(self):
        """The area of a knot grows with the number of pages."""
        return round(min(5 + 4.2 * sqrt(self.count), LARGEST_KNOT), 1)


@dataclass
class Weft:
    """One theme across the regions."""

    theme: object
    y: int
    path: str
    knots: list = field(default_factory=list)

    def cells(self, regions):
        """Return one knot or None for each of `regions`: a row of the table that says the same."""
        by_region = {knot.region.pk: knot for knot in self.knots}
        return [by_region.get(region.pk) for region in regions]


class Loom:
    """The drawing, ready for the template.

    `themes` and `regions` come with their number of pages `n`; `pages` is the queryset counted. The most
    used themes and the regions with most to read are shown; a page on a department counts for its region.
    """

    def __init__(self, themes, regions, pages):
        used = sorted((theme for theme in themes if theme.n), key=lambda theme: -theme.n)[:WEFTS]
        numbers = self._numbers(pages)
        self.regions = self._warp_regions(regions)
        self.width = LEFT * 2 + STEP_X * (max(len(self.regions), 1) - 1)
        self.height = TOP + STEP_Y * (max(len(used), 1) - 1) + 40
        self.wefts = [self._weft(row, theme, numbers) for row, theme in enumerate(used)]
        self.warps = [
            (LEFT + STEP_X * column, self._warp_path(column, len(used)), region)
            for column, region in enumerate(self.regions)
        ]

    @property
    def rows(self):
        """[(theme, [knot or None for each region])]."""
        return [(weft.theme, weft.cells(self.regions)) for weft in self.wefts]

    def _numbers(self, pages):
        region = territory_region_pk("page__territory_links__territory__")
        rows = (
            PageTheme.objects.filter(page__in=pages.values("pk"))
            .order_by()
            .annotate(region=region)
            .exclude(region=None)
            .values_list("theme", "region")
            .annotate(n=Count("page", distinct=True))
        )
        return {(theme, region): n for theme, region, n in rows}

    def _warp_regions(self, regions):
        most_told = sorted(regions, key=lambda region: (-region.n, region.code))[:WARPS]
        # From north to south, as on the map of tiles, so that neighbours stay neighbours.
        return sorted(most_told, key=lambda region: NORTH_TO_SOUTH.index(region.abbreviation))

    def _weft(self, row, theme, numbers):
        y = TOP + STEP_Y * row
        knots = [
            Knot(region, numbers[theme.pk, region.pk], LEFT + STEP_X * column, y)
            for column, region in enumerate(self.regions)
            if (theme.pk, region.pk) in numbers
        ]
        edges = [0]
        for column in range(len(self.regions)):
            if (row + column) % 2:
                edges += [LEFT + STEP_X * column - GAP, LEFT + STEP_X * column + GAP]
        edges.append(self.width)
        path = "".join(f"M{start} {y}H{end}" for start, end in zip(edges[::2], edges[1::2], strict=True))
        return Weft(theme, y, path, knots)

    def _warp_path(self, column, rows):
        x = LEFT + STEP_X * column
        edges = [TOP - 26]
        for row in range(rows):
            if not (row + column) % 2:
                edges += [TOP + STEP_Y * row - GAP + 1, TOP + STEP_Y * row + GAP - 1]
        edges.append(self.height - 22)
        return "".join(f"M{x} {start}V{end}" for start, end in zip(edges[::2], edges[1::2], strict=True))


NORTH_TO_SOUTH = "HDF NOR IDF GES BRE PDL CVL BFC NAQ ARA OCC PAC COR GLP MTQ GUF REU MYT".split()
