"""Questions that readers and editors ask about pages of any type."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left, Length
from wagtail.models import PageViewRestriction, get_page_models
from wagtail.models.pages import PageManager
from wagtail.query import PageQuerySet

from .taxonomy import Territory
from .topics import PageTerritory, PageTheme


def is_restricted(prefix=""):
    """Return an expression: whether an access restriction holds for the page at `prefix` (a path ending in `__`)."""
    here = Q(page__path=Left(OuterRef(f"{prefix}path"), Length("page__path")))
    source = Q(page__path=Left(OuterRef(f"{prefix}alias_of__path"), Length("page__path")))
    return Exists(PageViewRestriction.objects.filter(here | source))


class BasePageQuerySet(PageQuerySet):
    """Questions that readers and editors ask about pages of any type."""

    def with_restriction(self):
        """Add `restricted`: whether the page, one above it or the one it is an alias of has an access restriction."""
        return self.annotate(restricted=is_restricted())

    def hold(self, pk):
        """Keep others from writing to a page until the transaction ends; return it as it is stored, or None.

        What is held is the row that all pages share, and not that of a type: two people who hold one of two rows each
        would wait for each other for ever. Whoever only points to the page, to cite it, does not wait.
        """
        base = apps.get_model("core.BasePage").objects.select_for_update(no_key=True).filter(pk=pk)
        if self.model is base.model:
            return base.first()
        return base.first() and self.filter(pk=pk).first()

    def visible(self):
        """Pages that anyone may read: live, and under no access restriction. One query, whatever the number."""
        return self.live().with_restriction().filter(restricted=False)

    def originals(self):
        """Pages that are not aliases of others: what is listed or counted is so once, where it was first told."""
        return self.filter(alias_of=None)

    def told_by(self, pages):
        """The pages whose primary keys `pages` holds (a queryset), and their aliases."""
        return self.filter(Q(pk__in=pages) | Q(alias_of__in=pages))

    def publications(self):
        """Pages that tell something: recaps, articles… not indexes, profiles, plain pages or aliases."""
        return self.originals().type(*(model for model in get_page_models() if model.is_publication))

    def in_order_of_publication(self):
        """The first published first."""
        return self.order_by(F("first_published_at").asc(nulls_last=True), "pk")

    def newest_first(self, first=None):
        """By date, undated pages last; the page whose primary key is `first`, if any, before all."""
        pinned = [models.Case(models.When(pk=first, then=0), default=1)] if first else []
        return self.order_by(*pinned, F("date").desc(nulls_last=True), "-pk")

    def on_theme(self, theme):
        """Pages on `theme`."""
        return self.filter(pk__in=PageTheme.objects.filter(theme=theme).values("page"))

    def in_territory(self, territory):
        """Pages on `territory` or, for a region, on one of its departments."""
        departments = Q(territory__parent=territory, territory__level=Territory.Level.DEPARTMENT)
        links = PageTerritory.objects.filter(Q(territory=territory) | departments)
        return self.filter(pk__in=links.values("page"))

    def for_cards(self):
        """With what a card shows, for two more queries."""
        return self.select_related("cover").prefetch_related(
            models.Prefetch("theme_links", PageTheme.objects.select_related("theme"))
        )


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
