"""What somebody promised at an event: who, what, and by when as far as it is known."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.dates import said
from core.records import FetchedOnce

DAY, MONTH, YEAR = "day", "month", "year"
PRECISIONS = [(DAY, _("Le jour")), (MONTH, _("Le mois")), (YEAR, _("L’année"))]


class PartnerChooserBlock(FetchedOnce, blocks.PageChooserBlock):
    """A partner that has its profile."""

    def __init__(self, **kwargs):
        super().__init__(page_type="partners.PartnerPage", **kwargs)


class CommitmentValue(blocks.StructValue):
    """A commitment as it was made, in words."""

    @property
    def name(self):
        """Who committed, as the editor wrote or chose it."""
        partner = self.get("partner")
        return partner.title if partner else self.get("who") or ""

    @property
    def due_label(self):
        """By when, as precisely as it is known; empty when nobody said."""
        if due := self.get("due"):
            return said(due, precision=self.get("precision") or DAY)
        return self.get("due_as_told") or ""

    @property
    def last_day(self):
        """The last day on which the commitment can be kept in time, or None."""
        due, precision = self.get("due"), self.get("precision")
        if due and precision == YEAR:
            return date(due.year, 12, 31)
        if due and precision == MONTH:
            return due.replace(day=monthrange(due.year, due.month)[1])
        return due


class CommitmentBlock(blocks.StructBlock):
    """Somebody says what they will do."""

    partner = PartnerChooserBlock(
        label=_("Structure"),
        required=False,
        help_text=_("Si elle a sa fiche : elle pourra donner des nouvelles depuis son espace."),
    )
    who = blocks.CharBlock(
        label=_("ou nom libre"),
        required=False,
        max_length=150,
        help_text=_("Pour qui n’a pas de fiche : « la commune de Saint-Imaginaire »."),
    )
    text = blocks.TextBlock(
        label=_("Ce qui est promis"),
        rows=2,
        max_length=300,
        help_text=_("Une phrase, telle qu’elle a été dite : « Ouvrir un second atelier de réparation. »"),
    )
    due = blocks.DateBlock(
        label=_("Échéance"),
        required=False,
        help_text=_("Un jour quelconque du mois ou de l’année, si l’on n’en sait pas plus."),
    )
    precision = blocks.ChoiceBlock(
        label=_("On connaît"),
        choices=PRECISIONS,
        default=DAY,
        help_text=_("La page ne dira rien de plus que ce que l’on connaît."),
    )
    due_as_told = blocks.CharBlock(
        label=_("ou échéance telle qu’écrite"),
        required=False,
        max_length=60,
        help_text=_("Sans date : « à la rentrée », « quand le local sera prêt »."),
    )

    class Meta:
        label = _("Engagement")
        icon = "success"
        value_class = CommitmentValue
        template = "blocks/commitment.html"
        label_format = "{partner} {who} : {text}"
        description = _("Qui s’engage, à quoi, pour quand. Les nouvelles viennent ensuite, sans toucher au récit.")
        form_layout = [
            blocks.BlockGroup(["partner", "who"], heading=_("Qui s’engage")),
            "text",
            blocks.BlockGroup(["due", "precision", "due_as_told"], heading=_("Pour quand")),
        ]
        preview_value = {
            "who": "Commune de Saint-Imaginaire (exemple)",
            "text": "Ouvrir une permanence numérique le samedi matin.",
            "due": date(2027, 4, 1),
            "precision": MONTH,
        }

    def clean(self, value):
        """Ask who committed: a partner or a name."""
        value = super().clean(value)
        if not self.is_deferred_validation and not (value.get("partner") or value.get("who")):
            raise blocks.StructBlockValidationError(
                {"who": ValidationError(_("Dites qui s’engage : choisissez une structure ou écrivez un nom."))}
            )
        return value


class Commitments(blocks.StreamBlock):
    """What was promised that day."""

    commitment = CommitmentBlock()
