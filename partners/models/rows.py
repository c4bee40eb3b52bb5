"""What a profile holds in any number: other names, photos, projects, figures, networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from core.fields import WebAddressField
from core.models.ordered import Ordered

from .profiles import PartnerPage


class PartnerAlias(Ordered):
    """Another name under which a partner is written: an old one, a sigle, a common misspelling."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(
        _("nom"), max_length=150, help_text=_("Un ancien nom, un sigle, une orthographe que l’on rencontre.")
    )


def picture_said(key):
    """Return what tells a picture from another: its title is often the name of a file."""
    return _("image n° %d") % key if key else ""


class PartnerPhoto(Ordered):
    """A photo of a partner, with what it shows and who took it, which are read again with the rest of the profile."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        "core.Photo",
        verbose_name=_("image"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Le lieu, l’équipe, un atelier. Les personnes que l’on reconnaît ont donné leur accord."),
    )
    alt = models.CharField(
        _("ce que montre la photo"),
        max_length=250,
        help_text=_("Pour qui ne la voit pas : « Deux personnes réparent un téléphone ». Jamais le nom du fichier."),
    )
    credit = models.CharField(
        _("crédit"), max_length=255, blank=True, help_text=_("Qui a pris la photo. Sans lui, celui de l’image paraît.")
    )

    @property
    def credit_said(self):
        """Who took it, as a reader is told."""
        return self.credit or self.image.credit

    @property
    def said(self):
        """The photo in words, to compare two versions of a profile."""
        return ", ".join(filter(None, [picture_said(self.image_id), self.alt, self.credit]))


class Project(Ordered):
    """Something that a partner carries, with a name of its own."""

    partner = ParentalKey(PartnerPage, on_delete=models.CASCADE, related_name="projects")
    name = models.CharField(_("nom"), max_length=150, help_text=_("Tel qu’il s’écrit : « La collecte.tech »."))
    since = models.PositiveSmallIntegerField(_("depuis"), null=True, blank=True, help_text=_("L’année."))
    text = models.TextField(
        _("en quelques phrases"), max_length=600, blank=True, help_text=_("Ce que c’est, pour qui, depuis quand.")
    )
    url = WebAddressField(_("lien"), blank=True, help_text=_("Le site du projet, s’il en a un."))


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
    url = WebAddressField(_("adresse"), help_text=_("La page de la structure sur ce réseau."))
