"""The lists of recaps and of articles."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.browse import Browse
from core.models import BasePage


class PublicationIndex(BasePage):
    """All publications of one type, newest first."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    template = "blog/index.html"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """List the publications that the reader asks for."""
        pages = BasePage.objects.visible().originals().type(apps.get_model(self.subpage_types[0]))
        browse = Browse(request.GET, pages, facets=("theme", "territory", "year"))
        return super().get_context(request, *args, **kwargs) | {"browse": browse}


class RecapIndexPage(PublicationIndex):
    """All recaps."""

    subpage_types = ["blog.RecapPage"]
    template = PublicationIndex.template

    class Meta:
        verbose_name = _("liste des retours d’événements")


class ArticleIndexPage(PublicationIndex):
    """All articles."""

    subpage_types = ["blog.ArticlePage"]
    template = PublicationIndex.template

    class Meta:
        verbose_name = _("liste des articles")
