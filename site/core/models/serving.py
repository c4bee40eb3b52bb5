"""How a page is found by its address and shown there, asking the database as little as possible."""

from django.apps import apps
from django.http import Http404
from wagtail.models import AbstractPage, PageViewRestriction, Site

from core.addresses import usual_type


class Served:
    """What a page does when its address is asked for."""

    @staticmethod
    def route_for_request(request, path):
        """Find the page for an address in one or two queries, however deep (Wagtail's own walk costs two a level)."""
        if not hasattr(request, "_wagtail_route_for_request"):
            site = Site.find_for_request(request)
            page = site and _pages().at(f"{site.root_page.url_path}{path.lstrip('/')}")
            if not page:
                return AbstractPage.route_for_request(request, path)
            try:
                request._wagtail_route_for_request = page.route(request, [])
            except Http404:
                request._wagtail_route_for_request = None
        return request._wagtail_route_for_request

    @staticmethod
    def at(url_path):
        """Return the page at `url_path` as its own type, with what its address shows, or None.

        Pages of a section are nearly all of one type: it is tried first, in a single query.
        """
        usual = usual_type(url_path)
        if usual and (page := apps.get_model(usual)._served().filter(url_path=url_path).first()):
            return page
        page = _pages()._served().filter(url_path=url_path).first()
        if page and page.specific_class not in (None, _pages()):
            return page.specific_class._served().get(pk=page.pk)
        return page

    @classmethod
    def _served(cls):
        return cls.objects.select_related(*cls.served_with).with_restriction()

    def is_site_root(self):
        """Only a page right under the root of the tree can be the home page of the site."""
        return self.depth <= 2 and super().is_site_root()

    def get_view_restrictions(self):
        """Return the restrictions on this page; none are looked for when its address has just told there are none."""
        if getattr(self, "restricted", True):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()


def _pages():
    return apps.get_model("core.BasePage")
