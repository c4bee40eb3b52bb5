"""What pages are sorted by: themes and territories."""

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from core.records import ChosenQuerySet


class Hue(models.TextChoices):
    """The six inks of the site. A colour never stands alone: the label is always there."""

    INDIGO = "indigo", _("Indigo")
    VERMILION = "vermillon", _("Vermillon")
    TEAL = "canard", _("Bleu canard")
    PLUM = "prune", _("Prune")
    FIR = "sapin", _("Vert sapin")
    OCHRE = "ocre", _("Ocre")


class ThemeQuerySet(ChosenQuerySet):
    """Questions about themes."""

    chosen_as = ("theme", "merged_into")

    def current(self):
        """Themes that were not merged into another."""
        return self.filter(merged_into=None)

    def with_counts(self, pages):
        """Add `n`, the number of `pages` (a BasePage queryset) on each theme."""
        return self.annotate(n=models.Count("page_links", filter=Q(page_links__page__in=pages.values("pk"))))


class Theme(index.Indexed, models.Model):
    """A subject that can be followed across events and articles: a thread of the cloth."""

    name = models.CharField(
        _("nom"), max_length=80, unique=True, help_text=_("Court et courant : on le lit sur les étiquettes.")
    )
    slug = models.SlugField(
        _("adresse"),
        max_length=80,
        unique=True,
        help_text=_("La fin de l’adresse : /themes/… Ne change plus après."),
    )
    hue = models.CharField(
        _("encre"),
        max_length=10,
        choices=Hue,
        default=Hue.INDIGO,
        help_text=_("La couleur du fil, partout sur le site."),
    )
    introduction = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("Une ou deux phrases, en tête de la page du thème."),
    )
    synonyms = models.CharField(
        _("autres mots"),
        max_length=400,
        blank=True,
        help_text=_("Les mots que quelqu’un pourrait taper pour trouver ce thème, séparés par des virgules."),
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0, db_index=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("fusionné avec"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged_themes",
        help_text=_("Les pages de ce thème passent à l’autre, et son adresse y mène."),
    )

    objects = ThemeQuerySet.as_manager()

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("slug"), FieldPanel("hue")], heading=_("Le thème")),
        FieldPanel("introduction"),
        FieldPanel("synonyms"),
        FieldPanel("merged_into"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("synonyms"),
    ]

    class Meta:
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        ordering = ["order", "name", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse a merger that would turn in circles."""
        from django.core.exceptions import ValidationError

        target = self.merged_into
        if target and (target.pk == self.pk or target.merged_into_id):
            raise ValidationError({"merged_into": _("Choisissez un autre thème, qui ne soit pas lui-même fusionné.")})

    def save(self, *args, **kwargs):
        """Store the theme; its pages are found by its new words, or follow it into another, in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.merged_into_id:
                self._hand_over_pages()
            for link in (self.merged_into or self).page_links.select_related("page"):
                link.page.specific.describe_again()

    def get_absolute_url(self):
        """Return the address of the theme's page."""
        return reverse("theme", args=[self.slug])

    def _hand_over_pages(self):
        Theme.objects.filter(merged_into=self).update(merged_into=self.merged_into)
        already_there = self.merged_into.page_links.values("page")
        self.page_links.filter(page__in=already_there).delete()
        self.page_links.update(theme=self.merged_into)


class TerritoryQuerySet(ChosenQuerySet):
    """Questions about territories."""

    chosen_as = ("territory",)

    def regions(self):
        """The 18 regions."""
        return self.filter(level=Territory.Level.REGION)

    def in_alphabetical_order(self):
        """Île-de-France among the I: their addresses have no accents, which SQLite puts after Z."""
        return self.order_by("slug")


def territory_region_pk(prefix=""):
    """Return an expression for the region of the territory found at `prefix` (a lookup path ending in `__`)."""
    return models.Case(
        models.When(**{f"{prefix}level": "region"}, then=F(f"{prefix}pk")),
        models.When(**{f"{prefix}level": "departement"}, then=F(f"{prefix}parent")),
    )


class Territory(index.Indexed, models.Model):
    """A place that pages speak of: the country, a region or a department.

    Codes are INSEE's (Code officiel géographique), as text: « 01 », « 2A ». A region and a
    department may bear the same code, so that the level and the code together are unique.
    """

    class Level(models.TextChoices):
        """From the widest to the narrowest."""

        COUNTRY = "pays", _("Pays")
        REGION = "region", _("Région")
        DEPARTMENT = "departement", _("Département")

    level = models.CharField(_("échelon"), max_length=12, choices=Level)
    code = models.CharField(_("code INSEE"), max_length=3)
    name = models.CharField(_("nom"), max_length=80)
    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    abbreviation = models.CharField(_("abréviation"), max_length=3, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("fait partie de"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    neighbours = models.ManyToManyField("self", verbose_name=_("voisins"), blank=True)

    objects = TerritoryQuerySet.as_manager()

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("code"),
        index.FilterField("level"),
    ]

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ["name", "level", "pk"]
        constraints = [models.UniqueConstraint(fields=["level", "code"], name="one_territory_per_level_and_code")]

    def __str__(self):
        return f"{self.name} ({self.code})" if self.level == self.Level.DEPARTMENT else self.name

    def get_absolute_url(self):
        """Return the address of the territory's page."""
        return reverse("territory", args=[self.slug])
