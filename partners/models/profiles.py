"""Partner profiles."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from core.accounts import ACCESS
from core.fields import SeveralChoicesField, WebAddressField
from core.forms import PageForm
from core.models import BasePage, BasePageManager
from core.models.taxonomy import Hue
from core.text import plain_text
from core.web import web_address

from ..identifiers import validate_siret
from ..schema_org import profile_ld
from ..vocabulary import PUBLICS, SCHEMES, SERVICES, Kind, Role
from .library import learn
from .profile_panels import PANELS
from .profile_queries import PartnerPageQuerySet

STALE_AFTER = timedelta(days=365)
COMMITMENTS = 5


class PartnerPage(BasePage):
    """What an organisation is, does, and where it was heard."""

    class Author(models.TextChoices):
        """Who wrote the profile."""

        EDITORS = "editors", _("la rédaction")
        PARTNER = "partner", _("la structure")

    short_name = models.CharField(
        _("sigle ou nom court"), max_length=60, blank=True, help_text=_("Celui que tout le monde emploie : « DINUM ».")
    )
    kind = models.CharField(
        _("type"), max_length=20, choices=Kind, help_text=_("Ce qu’est la structure, en un mot de la liste.")
    )
    own_hue = models.CharField(
        _("encre"), max_length=10, choices=Hue, default=Hue.INDIGO, help_text=_("La couleur de la fiche.")
    )
    logo = models.ForeignKey(
        "core.Photo",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("PNG ou WebP, sur fond clair. Sans logo, ses initiales prennent la place."),
    )
    presentation = RichTextField(
        _("notre action"),
        blank=True,
        features=["bold", "italic", "link", "ul", "ol"],
        max_length=10_000,
        help_text=_("Ce que fait la structure, avec qui et comment. Deux ou trois paragraphes."),
    )

    publics = SeveralChoicesField(
        _("publics"), choices=PUBLICS, help_text=_("Les personnes que la structure accompagne.")
    )
    services = SeveralChoicesField(_("services"), choices=SERVICES, help_text=_("Ce que l’on peut venir y chercher."))
    schemes = SeveralChoicesField(
        _("dispositifs nationaux"), choices=SCHEMES, help_text=_("Ceux dans lesquels la structure est engagée.")
    )

    address = models.CharField(
        _("adresse"), max_length=200, blank=True, help_text=_("Le numéro et la rue du lieu ouvert au public.")
    )
    postal_code = models.CharField(
        _("code postal"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("Cinq chiffres."))],
        help_text=_("Cinq chiffres."),
    )
    city = models.CharField(_("ville"), max_length=120, blank=True, help_text=_("La commune."))
    opening_hours = models.TextField(
        _("horaires"),
        max_length=500,
        blank=True,
        help_text=_("Comme on les dirait : « du mardi au samedi, de 10 h à 18 h »."),
    )
    accessibility = models.TextField(
        _("accès des personnes handicapées"),
        max_length=500,
        blank=True,
        help_text=_("Rampe, boucle magnétique, langue des signes… Ce qu’on trouve vraiment sur place."),
    )
    accessibility_url = WebAddressField(
        _("fiche Acceslibre"), blank=True, help_text=_("L’adresse de la fiche du lieu sur Acceslibre.")
    )

    email = models.EmailField(
        _("adresse e-mail"), blank=True, help_text=_("Celle de la structure plutôt que celle d’une personne.")
    )
    phone = models.CharField(_("téléphone"), max_length=30, blank=True, help_text=_("Celui de l’accueil."))
    website = WebAddressField(_("site web"), blank=True, help_text=_("L’adresse complète."))

    siret = models.CharField(
        _("SIRET"),
        max_length=14,
        blank=True,
        validators=[validate_siret],
        help_text=_("Quatorze chiffres, sans espace. Facultatif."),
    )
    rna = models.CharField(
        _("numéro RNA"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^W\d{9}$", _("Un W suivi de neuf chiffres."))],
        help_text=_("Pour une association : un W suivi de neuf chiffres. Facultatif."),
    )

    parent_partner = models.ForeignKey(
        "self",
        verbose_name=_("fait partie de"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="units",
        help_text=_("Si c’est l’antenne ou le service d’une structure qui a sa fiche."),
    )
    members = models.TextField(_("membres"), blank=True, help_text=_("Un par ligne."))

    reviewed_on = models.DateField(
        _("fiche à jour au"),
        null=True,
        blank=True,
        help_text=_("Le jour où quelqu’un a relu la fiche, et pas seulement modifié une ligne."),
    )
    reviewed_by = models.CharField(
        _("vérifiée par"),
        max_length=10,
        choices=Author,
        default=Author.EDITORS,
        help_text=_("Les lecteurs sauront qui s’en porte garant."),
    )
    written_by = models.CharField(
        _("rédigée par"),
        max_length=10,
        choices=Author,
        default=Author.EDITORS,
        help_text=_("Les lecteurs sauront qui parle."),
    )

    objects = BasePageManager.from_queryset(PartnerPageQuerySet)()

    served_with = ("cover", "logo")

    is_profile = True

    parent_page_types = ["partners.PartnerIndexPage"]
    subpage_types = []
    template = "partners/partner.html"
    base_form_class = PageForm

    content_panels = [*BasePage.content_panels, *PANELS]

    search_fields = [*BasePage.search_fields, index.FilterField("kind")]

    class Meta:
        verbose_name = _("fiche partenaire")
        verbose_name_plural = _("fiches partenaires")

    @property
    def hue(self):
        """The ink of the partner."""
        return self.own_hue

    def edit_path_for(self, user):
        """Partners keep their profile in a space of their own."""
        if user.has_perm(ACCESS):
            return super().edit_path_for(user)
        return reverse("space_profile", args=[self.pk])

    @property
    def is_stale(self):
        """Whether nobody confirmed the profile for a year, counted from its publication when nobody ever did."""
        published = self.first_published_at and timezone.localdate(self.first_published_at)
        since = self.reviewed_on or published
        return bool(since) and timezone.localdate() - since > STALE_AFTER

    @property
    def reviewer_name(self):
        """Who vouches for the profile, as a reader is told."""
        is_own = self.reviewed_by == self.Author.PARTNER
        return (self.short_name or self.title) if is_own else self.get_reviewed_by_display()

    @property
    def public_labels(self):
        """The publics, as a reader says them."""
        return self._meta.get_field("publics").labels(self.publics)

    @property
    def member_names(self):
        """The members, one text each."""
        return [name.strip() for name in self.members.splitlines() if name.strip()]

    @property
    def full_address(self):
        """The address on one line, or an empty text."""
        return ", ".join(filter(None, [self.address, f"{self.postal_code} {self.city}".strip()]))

    @cached_property
    def citations_list(self):
        """[(page, [roles as they are said])] for every visible page that cites this partner, newest first.

        Each page has `cited_at` (see `MentionQuerySet.with_cited_at`).
        """
        if not self.pk:
            return []
        visible = BasePage.objects.visible().originals().values("pk")
        mentions = self.mentions.filter(page__in=visible).select_related("page").with_cited_at().in_reading_order()
        pages, today = {}, timezone.localdate()
        for mention in mentions:
            mention.page.cited_at = mention.cited_at
            is_ahead = mention.page.date and mention.page.date > today
            role = Role(mention.role)
            pages.setdefault(mention.page, []).append(role.label_ahead if is_ahead else role.label)
        return list(pages.items())

    def clean(self):
        """A profile cannot have been checked tomorrow."""
        super().clean()
        if self.reviewed_on and self.reviewed_on > timezone.localdate():
            raise ValidationError(
                {"reviewed_on": _("Cette date est dans le futur : donnez le jour de la vérification.")}
            )

    def with_content_json(self, content):
        """Return the page as the revision `content` tells it. No draft takes back what the partner confirmed since."""
        page = super().with_content_json(content)
        confirmed = self.reviewed_on if self.reviewed_by == self.Author.PARTNER else None
        if confirmed and (page.reviewed_on is None or page.reviewed_on < confirmed):
            page.reviewed_on, page.reviewed_by = confirmed, self.reviewed_by
        return page

    def describe(self):
        """A profile's card shows its kind and where it works."""
        self.label = self.get_kind_display()
        self.locality = self.city
        super().describe()

    def body_texts(self):
        """Yield what the profile says, names by which it is known first."""
        yield self.short_name
        yield from (alias.name for alias in self.other_names.all())
        yield plain_text(self.presentation)
        for project in self.projects.all():
            yield f"{project.name} {project.text}"

    def copy_to_registers(self):
        """Have the library of pictures follow what readers are told of the photos."""
        learn(self)

    def get_context(self, request, *args, **kwargs):
        """Add where the partner is cited."""
        return super().get_context(request, *args, **kwargs) | {
            "citations": self.citations_list,
            "commitments": self._commitments(),
            "photos": self.photos.all().select_related("image"),
            "projects": self.projects.all(),
            "figures": self.figures.all(),
            "networks": [network for network in self.networks.all() if web_address(network.url)],
            "parent_partner": self._open_parent(),
            "json_ld": self.json_ld(request),
        }

    def _commitments(self):
        # Recaps, which hold them, are a floor above: they hang a relation here.
        return list(self.promises.visible().for_reading().soonest_due_first()[:COMMITMENTS]) if self.pk else []

    def _open_parent(self):
        if not self.parent_partner_id:
            return None
        return PartnerPage.objects.visible().filter(pk=self.parent_partner_id).first()

    def json_ld(self, request):
        """Return the profile in schema.org's words."""
        return profile_ld(self, request)
