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
    "partenaires": Section(_("Partenaires"), "/partenaires/", "partners.PartnerPage"),
}

RESERVED_SLUGS = {
    "admin",
    "agenda",
    "chiffres",
    "compte",
    "documents",
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
