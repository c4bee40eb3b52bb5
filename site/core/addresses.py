"""The fixed addresses of the site: sections that pages live in, and names that no page may take."""

from django.utils.translation import gettext_lazy as _

SECTIONS = {
    "retours": (_("Retours d’événements"), "/retours/"),
    "articles": (_("Articles"), "/articles/"),
    "partenaires": (_("Partenaires"), "/partenaires/"),
}

RESERVED_SLUGS = {
    "admin",
    "agenda",
    "chiffres",
    "compte",
    "documents",
    "flux",
    "media",
    "mon-espace",
    "plan-du-site",
    "questions",
    "recherche",
    "static",
    "territoires",
    "themes",
}
