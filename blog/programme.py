"""The blocks of an announcement: what is planned, hour by hour."""

import datetime

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.dates import hour

from .blocks import Moment, SessionFormat, SpeakerBlock


class ProgrammeItemValue(blocks.StructValue):
    """A part of the programme, in words."""

    @property
    def hour_label(self):
        """When it begins: « 9 h 30 »."""
        return hour(self["time"]) if self.get("time") else ""

    @property
    def format_label(self):
        """How people will meet."""
        return SessionFormat.shown(self.get("format"))

    @property
    def moment(self):
        """The moment of the day in which it begins, or an empty text."""
        if not self.get("time"):
            return ""
        hours = self["time"].hour
        bounds = ((12, Moment.MORNING), (14, Moment.MIDDAY), (18, Moment.AFTERNOON))
        return next((moment for bound, moment in bounds if hours < bound), Moment.EVENING).value


class ProgrammeItemBlock(blocks.StructBlock):
    """One moment of an event to come: when, what, with whom."""

    time = blocks.TimeBlock(label=_("Heure"), required=False, help_text=_("Celle du début : 9:30. Facultative."))
    heading = blocks.CharBlock(
        label=_("Titre"), help_text=_("Il deviendra celui de la séquence dans le récit : « Qui garde la clé ? »")
    )
    format = blocks.ChoiceBlock(
        label=_("Format"), choices=SessionFormat.choices, required=False, help_text=_("Comment on se réunira.")
    )
    speakers = blocks.ListBlock(
        SpeakerBlock(),
        label=_("Intervenantes et intervenants"),
        default=[],
        help_text=_("Avec leur accord pour être annoncés."),
    )

    class Meta:
        label = _("Moment du programme")
        icon = "time"
        value_class = ProgrammeItemValue
        template = "blocks/programme_item.html"
        description = _("Une table ronde, un atelier, une pause… et qui l’anime.")
        form_layout = [
            blocks.BlockGroup(["time", "format"], heading=_("Quand, comment"), classname="w-field-row"),
            "heading",
            "speakers",
        ]
        preview_value = {
            "time": datetime.time(9, 30),
            "heading": "Qui garde la clé ?",
            "format": "round-table",
            "speakers": [{"free_name": "Camille Exemple", "role": "médiatrice numérique"}],
        }


class Programme(blocks.StreamBlock):
    """What is planned, in the order of the day."""

    item = ProgrammeItemBlock()
