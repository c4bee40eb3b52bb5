"""Partner profiles, and everything that hangs on them."""

from .directory import PartnerIndexPage
from .mentions import PartnerMention, Person
from .profiles import PartnerPage, validate_siret
from .rows import PartnerAlias, PartnerFigure, PartnerNetwork, Project

__all__ = [
    "PartnerAlias",
    "PartnerFigure",
    "PartnerIndexPage",
    "PartnerMention",
    "PartnerNetwork",
    "PartnerPage",
    "Person",
    "Project",
    "validate_siret",
]
