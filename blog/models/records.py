"""Records that several stories share: series of events, key figures."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import RevisionMixin
from wagtail.search import index

from core.models import BasePage
from core.records import ChosenQuerySet
from core.text import unit_after


class EventSeriesQuerySet(ChosenQuerySet):
    """Questions about series."""

    chosen_as = ("series",)


class EventSeries(index.Indexed, models.Model):
    """A name under which events come back, such as « Numérique en Commun[s] »."""

    name = models.CharField(
        _("nom"), max_length=120, unique=True, help_text=_("Tel qu’il s’écrit : « Numérique en Commun[s] ».")
    )
    slug = models.SlugField(
        _("identifiant"),
        max_length=120,
        unique=True,
        help_text=_("Un mot sans accent ni espace, pour les échanges de données."),
    )
    acronym = models.CharField(_("sigle"), max_length=20, blank=True, help_text=_("S’il y en a un : « NEC »."))
    description = models.TextField(
        _("description"), max_length=400, blank=True, help_text=_("Une ou deux phrases : à quoi on la reconnaît.")
    )

    objects = EventSeriesQuerySet.as_manager()

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("série d’événements")
        verbose_name_plural = _("séries d’événements")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Store the series; its recaps and events are found by its new name."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            for page in (*self.recaps.all(), *self.events.all()):
                page.describe_again()


class KeyFigureQuerySet(ChosenQuerySet):
    """Questions about figures."""

    chosen_as = ("key_figure",)

    def heard(self):
        """Figures that a page anyone may read gives, the most recently heard first, each with that `page`."""
        mentions = FigureMention.objects.filter(
            figure=OuterRef("pk"), page__in=BasePage.objects.visible().values("pk")
        ).order_by(models.F("page__date").desc(nulls_last=True), "-page__pk")
        return (
            self.filter(Exists(mentions))
            .annotate(
                page_title=models.Subquery(mentions.values("page__title")[:1]),
                page_path=models.Subquery(mentions.values("page__url_path")[:1]),
                heard_on=models.Subquery(mentions.values("page__date")[:1]),
            )
            .order_by(models.F("heard_on").desc(nulls_last=True), "-pk")
        )


class KeyFigure(RevisionMixin, index.Indexed, models.Model):
    """A number with what it counts, where it comes from and how sure it is.

    Several pages may show the same figure: corrected here, it is corrected everywhere, and its
    history keeps what it was.
    """

    class Modality(models.TextChoices):
        """What sort of statement a number is."""

        MEASURE = "measure", _("Mesure")
        ESTIMATE = "estimate", _("Estimation")
        TARGET = "target", _("Objectif")
        STATEMENT = "statement", _("Déclaration")

    value = models.CharField(
        _("valeur"), max_length=30, help_text=_("Telle qu’on la lit : « 638 000 », « 8 millions ».")
    )
    unit = models.CharField(_("unité"), max_length=80, blank=True, help_text=_("« personnes », « % », « appareils »…"))
    subject = models.CharField(
        _("ce qu’elle dit"),
        max_length=250,
        help_text=_("La suite de la phrase : « seraient en difficulté… »."),
    )
    scope = models.CharField(
        _("où, sur qui"), max_length=120, blank=True, help_text=_("« Centre-Val de Loire », « France »…")
    )
    source = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Vide : la page dira « source non précisée ».")
    )
    source_url = models.URLField(
        _("lien vers la source"), blank=True, help_text=_("La page où le chiffre est publié, si elle existe.")
    )
    as_of = models.CharField(_("valable en"), max_length=40, blank=True, help_text=_("« 2024 », « mars 2025 »…"))
    modality = models.CharField(
        _("nature"),
        max_length=10,
        choices=Modality,
        default=Modality.STATEMENT,
        help_text=_("Ce qu’un lecteur doit savoir avant de le répéter."),
    )

    objects = KeyFigureQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
        FieldPanel("subject"),
        FieldRowPanel([FieldPanel("scope"), FieldPanel("as_of"), FieldPanel("modality")]),
        FieldPanel("source"),
        FieldPanel("source_url"),
    ]
    search_fields = [
        index.SearchField("value"),
        index.SearchField("subject"),
        index.AutocompleteField("value"),
        index.AutocompleteField("subject"),
    ]

    class Meta:
        verbose_name = _("chiffre clé")
        verbose_name_plural = _("chiffres clés")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.value} {unit_after(self.value, self.unit)} {self.subject}".strip()

    def save(self, *args, **kwargs):
        """Store the figure; the pages that give it are found by its new words."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                for page in BasePage.objects.told_by(self.mentions.values("page")).specific():
                    page.describe_again()

    @property
    def page_url(self):
        """The address of the page that `heard` found."""
        return BasePage(url_path=self.page_path).path_from_home

    @property
    def provenance(self):
        """How sure the number is and where it comes from, as a reader is told."""
        source = self.source or str(_("source non précisée"))
        parts = [str(self.get_modality_display()), source]
        if self.as_of:
            parts.append(self.as_of)
        return ", ".join(parts)


from .registers import FigureMention  # noqa: E402 - registers point to figures, and figures ask registers
