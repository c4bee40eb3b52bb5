"""Addresses that are not pages of the tree."""

from django.urls import path
from django.views.generic import TemplateView
from wagtail.contrib.sitemaps.views import sitemap

from .feeds import LatestFeed, TerritoryFeed, ThemeFeed
from .views import agenda, browse, commitments
from .views.openness import openness

urlpatterns = [
    path("themes/", browse.themes, name="themes"),
    path("themes/<slug:slug>/", browse.theme, name="theme"),
    path("territoires/", browse.territories, name="territories"),
    path("territoires/<slug:slug>/", browse.territory, name="territory"),
    path("chiffres/", browse.figures, name="figures"),
    path("engagements/", commitments.commitments, name="commitments"),
    path("engagements.ics", commitments.calendar, name="commitments_ics"),
    path("ia/", openness, name="openness"),
    path("recherche/", browse.search, name="search"),
    path("plan-du-site/", browse.site_plan, name="site_plan"),
    path("flux/", LatestFeed(), name="feed"),
    path("flux/themes/<slug:slug>/", ThemeFeed(), name="theme_feed"),
    path("flux/territoires/<slug:slug>/", TerritoryFeed(), name="territory_feed"),
    path("agenda.ics", agenda.subscription, name="agenda_ics"),
    path("agenda/<slug:slug>/evenement.ics", agenda.event, name="event_ics"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain"),
        name="robots",
    ),
]
