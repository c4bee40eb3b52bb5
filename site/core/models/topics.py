"""What pages are on, and where: their themes and their territories, in the order that the editor chose."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from .ordered import Ordered, OrderedQuerySet
from .taxonomy import Territory, Theme, territory_region_pk


class PageTheme(Ordered):
    """A page is on a theme."""

    page = ParentalKey("core.BasePage", on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("thème"),
        on_delete=models.PROTECT,
        related_name="page_links",
        help_text=_("Le premier donne sa couleur à la page."),
    )

    panels = [FieldPanel("theme")]

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "theme"], name="a_page_is_on_a_theme_once")]


class PageTerritoryQuerySet(OrderedQuerySet):
    """Questions about where pages take place."""

    def with_region(self):
        """Add `region`, the primary key of the region each link falls in (None for the whole country)."""
        return self.annotate(region=territory_region_pk("territory__"))


class PageTerritory(Ordered):
    """A page is about a territory."""

    page = ParentalKey("core.BasePage", on_delete=models.CASCADE, related_name="territory_links")
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territoire"),
        on_delete=models.PROTECT,
        related_name="page_links",
        help_text=_("Le plus précis : un département se trouve aussi par sa région."),
    )

    objects = PageTerritoryQuerySet.as_manager()

    panels = [FieldPanel("territory")]

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "territory"], name="a_page_is_on_a_territory_once")]
