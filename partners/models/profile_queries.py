"""Questions about partners."""

from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Coalesce, TruncDate

from core.models import BasePage, BasePageQuerySet
from core.records import ChosenQuerySet


class PartnerPageQuerySet(ChosenQuerySet, BasePageQuerySet):
    """Questions about partners."""

    chosen_as = ("partner", "publisher", "organisation", "parent_partner")

    def for_choosers(self):
        """With the page above them, which choosers open at."""
        partners = list(self)
        above = {
            parent.path: parent for parent in BasePage.objects.filter(path__in={p.path[: -p.steplen] for p in partners})
        }
        for partner in partners:
            partner._cached_parent_obj = above[partner.path[: -partner.steplen]]
        return partners

    def with_citations(self):
        """Add `citations`, the number of visible publications that cite each partner."""
        visible = BasePage.objects.visible().publications().values("pk")
        return self.annotate(citations=Count("mentions__page", filter=Q(mentions__page__in=visible), distinct=True))

    def by_name(self):
        """In alphabetical order."""
        return self.order_by("title", "pk")

    def longest_unkept(self):
        """With `kept_on`, the day each was confirmed, or first published when nobody ever did; the oldest first."""
        kept_on = Coalesce("reviewed_on", TruncDate("first_published_at"))
        return self.annotate(kept_on=kept_on).order_by(F("kept_on").asc(nulls_first=True), "title", "pk")

    def never_confirmed_first(self):
        """Those that nobody ever confirmed, the longest online first, then the others, the longest unkept first."""
        never = Case(When(reviewed_on=None, then=0), default=1)
        return self.longest_unkept().order_by(never, F("kept_on").asc(nulls_first=True), "title", "pk")

    def best_kept(self):
        """The most recently confirmed first."""
        return self.order_by(F("reviewed_on").desc(nulls_last=True), "-citations", "title", "pk")
