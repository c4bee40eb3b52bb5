"""Partner profiles, and everything that hangs on them."""

from .citations import Citation, ErrorReport
from .directory import PartnerIndexPage
from .freshness import Asking, FreshnessLink, Handover
from .members import Membership
from .mentions import PartnerMention, Person
from .papers import PaperCode
from .profiles import PartnerPage, validate_siret
from .requests import JoinLink, JoinRequest
from .rows import PartnerAlias, PartnerFigure, PartnerNetwork, PartnerPhoto, Project

__all__ = [
    "Asking",
    "Citation",
    "ErrorReport",
    "FreshnessLink",
    "Handover",
    "JoinLink",
    "JoinRequest",
    "Membership",
    "PaperCode",
    "PartnerAlias",
    "PartnerFigure",
    "PartnerIndexPage",
    "PartnerMention",
    "PartnerNetwork",
    "PartnerPage",
    "PartnerPhoto",
    "Person",
    "Project",
    "validate_siret",
]
