"""The closed lists of a profile.

Publics: data·inclusion v1, referential « publics ». Services and national schemes: schema « Lieux de
médiation numérique » v1.0.2. Keys are those of the standards, so that exports need no mapping.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of organisation a partner is."""

    ASSOCIATION = "association", _("Association")
    LOCAL_AUTHORITY = "local-authority", _("Collectivité")
    STATE = "state", _("Administration de l’État")
    HUB = "hub", _("Hub territorial")
    FEDERATION = "federation", _("Fédération ou tête de réseau")
    PLACE = "place", _("Lieu (centre social, médiathèque, tiers-lieu)")
    COMPANY = "company", _("Entreprise ou économie sociale et solidaire")
    COLLECTIVE = "collective", _("Collectif")
    RESEARCH = "research", _("Recherche")


class Role(models.TextChoices):
    """What a partner did at an event, or in a text."""

    ORGANISED = "organised", _("a organisé")
    HOSTED = "hosted", _("a accueilli")
    SPOKE = "spoke", _("est intervenu·e")
    FACILITATED = "facilitated", _("a animé")
    THANKED = "thanked", _("a été remercié·e")
    MENTIONED = "mentioned", _("est cité·e")

    @property
    def label_ahead(self):
        """The role, of an event that has not taken place yet."""
        return AHEAD.get(self, self.label)


AHEAD = {
    Role.ORGANISED: _("organise"),
    Role.HOSTED: _("accueille"),
    Role.SPOKE: _("intervient"),
    Role.FACILITATED: _("anime"),
    Role.THANKED: _("est remercié·e"),
}


PUBLICS = [
    ("tous-publics", _("Tous publics")),
    ("actifs", _("Actifs")),
    ("beneficiaires-des-minimas-sociaux", _("Bénéficiaires des minima sociaux")),
    ("demandeurs-emploi", _("Demandeurs d’emploi")),
    ("etudiants", _("Étudiants")),
    ("familles", _("Familles")),
    ("femmes", _("Femmes")),
    ("jeunes", _("Jeunes")),
    ("personnes-en-situation-de-handicap", _("Personnes en situation de handicap")),
    ("personnes-en-situation-durgence", _("Personnes en situation d’urgence")),
    ("personnes-en-situation-juridique-specifique", _("Personnes en situation juridique spécifique")),
    ("personnes-exilees", _("Personnes exilées")),
    ("residents-qpv-frr", _("Habitants de quartiers prioritaires ou de zones rurales")),
    ("seniors", _("Seniors")),
]

SERVICES = [
    (service, service)
    for service in (
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Insertion professionnelle via le numérique",
        "Utilisation sécurisée du numérique",
        "Parentalité et éducation avec le numérique",
        "Loisirs et créations numériques",
        "Compréhension du monde numérique",
        "Accès internet et matériel informatique",
        "Acquisition de matériel informatique à prix solidaire",
    )
]

SCHEMES = [
    (scheme, scheme)
    for scheme in (
        "Aidants Connect",
        "Bibliothèques numérique de référence",
        "Certification PIX",
        "Conseillers numériques",
        "Emmaüs Connect",
        "France Services",
        "Grande école du numérique",
        "La Croix Rouge",
        "Point d'accès numérique CAF",
        "Promeneurs du net",
        "Relais numérique (Emmaüs Connect)",
    )
]


class MemberRole(models.TextChoices):
    """What a person may do for a partner."""

    MANAGER = "manager", _("responsable")
    CONTRIBUTOR = "contributor", _("contributeur·ice")
