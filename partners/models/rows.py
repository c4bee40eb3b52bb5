"""What a profile holds in any number: other names, projects, figures, networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from core.models.ordered import Ordered

from .profiles import PartnerPage


class PartnerAlias(Ordered):
    """Another name under which a partner is written: an old one, a sigle, a common misspelling."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(
        _("nom"), max_length=150, help_text=_("Un ancien nom, un sigle, une orthographe que l’on rencontre.")
    )


class Project(Ordered):
    """Something that a partner carries, with a name of its own."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="projects")
    name = models.CharField(_("nom"), max_length=150, help_text=_("Tel qu’il s’écrit : « La collecte.tech »."))
    since = models.PositiveSmallIntegerField(_("depuis"), null=True, blank=True, help_text=_("L’année."))
    text = models.TextField(
        _("en quelques phrases"), max_length=600, blank=True, help_text=_("Ce que c’est, pour qui, depuis quand.")
    )
    url = models.URLField(_("lien"), blank=True, help_text=_("Le site du projet, s’il en a un."))


class PartnerFigure(Ordered):
    """A number that a partner gives about itself."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("valeur"), max_length=30, help_text=_("Telle qu’on la lit : « 12 », « 3 000 »."))
    text = models.CharField(_("ce que c’est"), max_length=150, help_text=_("« postes en libre accès »."))
    year = models.PositiveSmallIntegerField(
        _("année"), null=True, blank=True, help_text=_("Celle que le chiffre décrit.")
    )
    source = models.CharField(_("source"), max_length=150, blank=True, help_text=_("D’où il vient."))


class PartnerNetwork(Ordered):
    """A place where a partner can be followed."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="networks")
    name = models.CharField(_("nom"), max_length=60, help_text=_("Mastodon, PeerTube, LinkedIn…"))
    url = models.URLField(_("adresse"), help_text=_("La page de la structure sur ce réseau."))
