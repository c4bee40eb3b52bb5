"""The home page and plain pages."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from blog.models import EventPage, KeyFigure
from core.blocks import PlainBody
from core.fields import StreamField
from core.forms import PageForm
from core.models import BasePage, PageTerritory, Territory, Theme
from core.templatetags.maillage import anchor
from partners.models import PartnerPage

from .loom import Loom

CHIPS = 6
LATEST = 3
EVENTS = 3
FIGURES = 3
PARTNERS = 3
MANY_PAGES = 5
"""From how many pages on a region's tile is filled."""


class HomePage(BasePage):
    """The front page."""

    featured = models.ForeignKey(
        "core.BasePage",
        verbose_name=_("à la une"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Un retour ou un article. Vide : la publication la plus récente."),
    )

    max_count = 1
    parent_page_types = ["core.BasePage"]
    subpage_types = [
        "home.PlainPage",
        "blog.RecapIndexPage",
        "blog.ArticleIndexPage",
        "blog.EventIndexPage",
        "partners.PartnerIndexPage",
    ]
    template = "home/home.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        PageChooserPanel("featured", ["blog.RecapPage", "blog.ArticlePage"]),
    ]

    class Meta:
        verbose_name = _("page d’accueil")

    def get_context(self, request, *args, **kwargs):
        """Gather what the front page shows, each part in one query."""
        pages = BasePage.objects.visible().publications()
        themes = list(Theme.objects.current().with_counts(pages))
        tiles = region_tiles(pages)
        shown = list(pages.newest_first(first=self.featured_id).for_cards()[: LATEST + 1])
        return super().get_context(request, *args, **kwargs) | {
            "chips": [theme for theme in themes if theme.n][:CHIPS],
            "loom": Loom(themes, tiles, pages),
            "featured": shown[0] if shown else None,
            "latest": shown[1:],
            "events": EventPage.objects.visible().originals().ahead().soonest_first()[:EVENTS],
            "figures": KeyFigure.objects.heard()[:FIGURES],
            "tiles": tiles,
            "partners": PartnerPage.objects.visible().originals().with_citations().best_kept()[:PARTNERS],
        }


def region_tiles(pages):
    """Return the 18 regions with `n`, the number of `pages` in each, and `size` for the tile's tone."""
    links = PageTerritory.objects.filter(page__in=pages.values("pk")).with_region().order_by()
    numbers = dict(links.values_list("region").annotate(n=models.Count("page", distinct=True)))
    regions = list(Territory.objects.regions().in_alphabetical_order())
    for region in regions:
        region.n = numbers.get(region.pk, 0)
        region.size = "many" if region.n >= MANY_PAGES else "some" if region.n else "none"
    return regions


class PlainPage(BasePage):
    """A page of text: legal notices, accessibility, about…"""

    body = StreamField(PlainBody(), verbose_name=_("texte"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "home/plain.html"
    base_form_class = PageForm

    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        verbose_name = _("page simple")
        verbose_name_plural = _("pages simples")

    def describe(self):
        """To a reader who finds it, it is a page and nothing else."""
        self.label = str(_("Page"))
        super().describe()

    @property
    def contents(self):
        """[(anchor, heading)] of the parts of the text, in order."""
        return [(anchor(child.id), child.value) for child in self.body if child.block_type == "heading"]


class DemoItem(models.Model):
    """Remembers that a row is demo content, so that it can be removed and nothing else."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return str(self.content_object)
