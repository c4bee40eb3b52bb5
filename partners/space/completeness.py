"""How much of a profile is there, and what a reader still looks for in vain."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

LOOKED_FOR = (
    ("summary", _("votre mission en une phrase")),
    ("presentation", _("ce que vous faites")),
    ("logo", _("un logo")),
    ("photos", _("une photo")),
    ("territories", _("un territoire")),
    ("themes", _("un thème")),
    ("publics", _("les publics que vous accompagnez")),
    ("services", _("les services que vous rendez")),
    ("city", _("une ville")),
    ("email", _("une adresse de contact")),
    ("website", _("un site web")),
)
"""What readers look for in a profile, in the order of the form."""


@dataclass
class Completeness:
    """The share of a profile that is filled in, in percent, and the names of what is not."""

    percent: int
    missing: list


def completeness(page):
    """Return how complete `page` (a profile, as it is in memory) is."""
    missing = [
        label for name, label in LOOKED_FOR if not (page.photos.all() if name == "photos" else getattr(page, name))
    ]
    return Completeness(round(100 * (len(LOOKED_FOR) - len(missing)) / len(LOOKED_FOR)), missing)
