"""The fixed addresses of the site: sections that pages live in, and names that no page may take."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    """A part of the site: its name, its address, and the type of nearly all its pages."""

    title: str
    url: str
    page_type: str


SECTIONS = {
    "retours": Section(_("Retours d’événements"), "/retours/", "blog.RecapPage"),
    "articles": Section(_("Articles"), "/articles/", "blog.ArticlePage"),
    "agenda": Section(_("Agenda"), "/agenda/", "blog.EventPage"),
    "partenaires": Section(_("Partenaires"), "/partenaires/", "partners.PartnerPage"),
}

FRONT_PAGE_TYPE = "home.HomePage"


def usual_type(url_path):
    """Return the type of nearly all pages at such a place in the tree (« blog.RecapPage »), or None."""
    parts = url_path.strip("/").split("/")
    if len(parts) == 1:
        return FRONT_PAGE_TYPE
    section = SECTIONS.get(parts[1]) if len(parts) == 3 else None
    return section.page_type if section else None


RESERVED_SLUGS = {
    "admin",
    "agenda",
    "chiffres",
    "compte",
    "documents",
    "engagements",
    "flux",
    "ia",
    "lien",
    "media",
    "mon-espace",
    "plan-du-site",
    "questions",
    "recherche",
    "static",
    "territoires",
    "themes",
}
