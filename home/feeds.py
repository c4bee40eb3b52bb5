"""What is new, for readers who follow from elsewhere (RSS 2.0)."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from core.models import BasePage, Territory, Theme

ITEMS = 30


class LatestFeed(Feed):
    """Everything, newest first."""

    title = _("Maillage : retours d’événements et articles")
    description = _("Le carnet commun des acteurs de la médiation numérique.")
    link = "/"
    language = "fr"

    def get_object(self, request, **kwargs):
        """What the feed is about."""
        return self._subject(**kwargs)

    def items(self, subject):
        """The newest pages on the subject."""
        pages = self._pages(subject)
        return pages.newest_first().prefetch_related("theme_links__theme")[:ITEMS]

    def item_title(self, page):
        """The page's title."""
        return page.title

    def item_description(self, page):
        """The page's summary."""
        return page.summary

    def item_link(self, page):
        """The page's address."""
        return page.path_from_home

    def item_guid(self, page):
        """An identifier that outlives a change of address."""
        return f"urn:uuid:{page.translation_key}"

    item_guid_is_permalink = False

    def item_pubdate(self, page):
        """When the page was first published."""
        return page.first_published_at

    def item_updateddate(self, page):
        """When it last changed."""
        return page.last_published_at

    def item_categories(self, page):
        """Its themes."""
        return [theme.name for theme in page.themes]

    def _subject(self):
        return None

    def _pages(self, subject):
        return BasePage.objects.visible().publications()


class SubjectFeed(LatestFeed):
    """What is new on one theme or in one territory."""

    model = None

    def title(self, subject):
        """Say what is followed."""
        return f"Maillage : {subject.name}"

    def link(self, subject):
        """The page of the subject."""
        return subject.get_absolute_url()

    def _subject(self, slug):
        return get_object_or_404(self.model, slug=slug)


class ThemeFeed(SubjectFeed):
    """What is new on a theme."""

    model = Theme

    def __call__(self, request, *args, slug):
        """A theme merged into another leads to the feed of that one, so that nobody is left behind."""
        theme = get_object_or_404(Theme.objects.select_related("merged_into"), slug=slug)
        if theme.merged_into:
            return redirect("theme_feed", slug=theme.merged_into.slug, permanent=True)
        return super().__call__(request, *args, slug=slug)

    def _pages(self, theme):
        return super()._pages(theme).on_theme(theme)


class TerritoryFeed(SubjectFeed):
    """What is new in a territory."""

    model = Territory

    def _pages(self, territory):
        return super()._pages(territory).in_territory(territory)
