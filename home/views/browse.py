"""Themes, territories, search and the plan of the site."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from blog.models import KeyFigure
from core.browse import Browse, page_of
from core.models import BasePage, Territory, Theme
from core.search import query_stems
from partners.models import PartnerPage

from ..models import region_tiles

HOME = (_("Accueil"), "/")
MOST_RESULTS = 500
"""How many pages a search may find; what is further down would not be read."""

PLAN_PER_PAGE = 100
FIGURES_PER_PAGE = 30


def themes(request):
    """All themes, with their number of pages."""
    pages = BasePage.objects.visible().publications()
    return render(
        request,
        "home/themes.html",
        {"themes": Theme.objects.current().with_counts(pages), "breadcrumbs": [HOME, (_("Thèmes"), None)]},
    )


def theme(request, slug):
    """One theme. A theme merged into another leads to it."""
    found = get_object_or_404(Theme.objects.select_related("merged_into"), slug=slug)
    if found.merged_into:
        return redirect(found.merged_into, permanent=True)
    pages = BasePage.objects.visible().publications().on_theme(found)
    return render(
        request,
        "home/theme.html",
        {
            "theme": found,
            "browse": Browse(request.GET, pages, facets=("type", "territory", "year")),
            "breadcrumbs": [HOME, (_("Thèmes"), "/themes/"), (found.name, None)],
        },
    )


def territories(request):
    """All regions and what is told there."""
    pages = BasePage.objects.visible().publications()
    return render(
        request,
        "home/territories.html",
        {"tiles": region_tiles(pages), "breadcrumbs": [HOME, (_("Territoires"), None)]},
    )


def territory(request, slug):
    """One territory: what is told there, who is there, what lies around."""
    found = get_object_or_404(Territory.objects.select_related("parent"), slug=slug)
    visible = BasePage.objects.visible()
    pages = visible.publications().in_territory(found)
    parts = found.parts.annotate(
        n=Count("page_links", filter=Q(page_links__page__in=visible.publications().values("pk")))
    )
    trail = [HOME, (_("Territoires"), "/territoires/")]
    if found.parent and found.parent.level != Territory.Level.COUNTRY:
        trail.append((found.parent.name, found.parent.get_absolute_url()))
    return render(
        request,
        "home/territory.html",
        {
            "territory": found,
            "browse": Browse(request.GET, pages, facets=("type", "theme", "year")),
            "parts": parts.exclude(level=Territory.Level.REGION).in_alphabetical_order(),
            "neighbours": found.neighbours.in_alphabetical_order(),
            "partners": PartnerPage.objects.visible().originals().in_territory(found).with_citations().best_kept()[:12],
            "breadcrumbs": [*trail, (found.name, None)],
        },
    )


def search(request):
    """What the site says about a few words."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:200]
    words = query_stems(asked)
    context = {"q": asked, "breadcrumbs": [HOME, (_("Recherche"), None)]}
    if words:
        visible = BasePage.objects.visible().originals()
        found = BasePage.objects.filter(pk__in=visible.values("pk")).search(" ".join(words), operator="and")
        ranking = [page.pk for page in found[:MOST_RESULTS]]
        context["browse"] = Browse(
            request.GET,
            visible.filter(pk__in=ranking),
            facets=("type", "theme", "territory", "year"),
            ranking=ranking,
        )
    if not words or not context["browse"].results.object_list:
        context["themes"] = Theme.objects.current()
    return render(request, "home/search.html", context)


def figures(request):
    """All figures that were heard, with their sources."""
    return render(
        request,
        "home/figures.html",
        {
            "figures": page_of(KeyFigure.objects.heard(), FIGURES_PER_PAGE, request.GET),
            "breadcrumbs": [HOME, (_("Chiffres entendus"), None)],
        },
    )


def site_plan(request):
    """Everything that can be read, in one place."""
    visible = BasePage.objects.visible().filter(depth__gt=2).order_by("path")
    return render(
        request,
        "home/plan.html",
        {
            "pages": page_of(visible, PLAN_PER_PAGE, request.GET),
            "themes": Theme.objects.current(),
            "regions": Territory.objects.regions().in_alphabetical_order(),
            "breadcrumbs": [HOME, (_("Plan du site"), None)],
        },
    )
