"""Who is cited where, and who speaks."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.search import index

from core.models import BasePage
from core.models.ordered import Ordered, OrderedQuerySet
from core.records import ChosenQuerySet

from ..vocabulary import Role
from .profiles import PartnerPage


class MentionQuerySet(OrderedQuerySet):
    """Questions about who is cited where."""

    def in_reading_order(self):
        """Newest page first, roles in the editor's order."""
        return self.order_by(F("page__date").desc(nulls_last=True), "-page__pk", "sort_order", "pk")


class PartnerMention(Ordered):
    """A page cites a partner, for something that the partner did."""

    page = ParentalKey(BasePage, on_delete=models.CASCADE, related_name="partner_links")
    partner = models.ForeignKey(
        PartnerPage,
        verbose_name=_("partenaire"),
        on_delete=models.CASCADE,
        related_name="mentions",
        help_text=_("Une structure qui a sa fiche."),
    )
    role = models.CharField(
        _("rôle"),
        max_length=12,
        choices=Role,
        default=Role.MENTIONED,
        help_text=_("Une structure qui a fait deux choses s’inscrit deux fois."),
    )

    objects = MentionQuerySet.as_manager()

    panels = [FieldRowPanel([PageChooserPanel("partner", "partners.PartnerPage"), FieldPanel("role")])]

    class Meta(Ordered.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "partner", "role"], name="a_partner_has_a_role_once_per_page")
        ]


class PersonQuerySet(ChosenQuerySet):
    """Questions about people."""

    chosen_as = ("person",)

    def for_choosers(self):
        """With their organisation."""
        return self.select_related("organisation")


class Person(index.Indexed, models.Model):
    """Somebody who speaks. What they did at an event lives with the event, not here."""

    name = models.CharField(
        _("prénom et nom"),
        max_length=120,
        help_text=_("Ce que la personne a fait ce jour-là s’écrit dans la séquence."),
    )
    organisation = models.ForeignKey(
        PartnerPage,
        verbose_name=_("structure"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        help_text=_("La fiche de sa structure, si elle en a une sur le site."),
    )
    withdrawn_on = models.DateField(
        _("nom retiré le"),
        null=True,
        blank=True,
        help_text=_("À la demande de la personne : son nom disparaît de toutes les pages, sa fonction reste."),
    )

    objects = PersonQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        PageChooserPanel("organisation", "partners.PartnerPage"),
        FieldPanel("withdrawn_on"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Store the person; the pages where they speak are found under their new name, or no longer under it."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            for page in BasePage.objects.told_by(self.mentions.values("page")).specific():
                page.describe_again()

    @property
    def public_name(self):
        """The name, or an empty text when it was withdrawn."""
        return "" if self.withdrawn_on else self.name
