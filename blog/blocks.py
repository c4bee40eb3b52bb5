"""The blocks of a story: who spoke, what was asked, what was said, which figures were given."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks import COMMON_BLOCKS, HeadingBlock, SubheadingBlock
from core.records import RecordChooserBlock

STORY = _("Paroles et chiffres")


class SessionFormat(models.TextChoices):
    """How people met."""

    PLENARY = "plenary", _("Plénière")
    TALK = "talk", _("Conférence")
    ROUND_TABLE = "round-table", _("Table ronde")
    WORKSHOP = "workshop", _("Atelier")
    DEMONSTRATION = "demonstration", _("Démonstration")
    TESTIMONY = "testimony", _("Retour d’expérience")
    DEBATE = "debate", _("Débat")
    PRESENTATION = "presentation", _("Présentation")
    OTHER = "other", _("Autre")

    @classmethod
    def shown(cls, value):
        """Return how people met, as readers are told it: « Autre » would tell them nothing."""
        return cls(value).label if value and value != cls.OTHER else ""


class Moment(models.TextChoices):
    """When, within the day."""

    MORNING = "morning", _("Le matin")
    MIDDAY = "midday", _("Le midi")
    AFTERNOON = "afternoon", _("L’après-midi")
    EVENING = "evening", _("Le soir")


class Voice(models.TextChoices):
    """Whose words a quotation carries."""

    NAMED = "named", _("Une personne nommée")
    FUNCTION = "function", _("Une fonction (« une médiatrice »)")
    ANONYMOUS = "anonymous", _("Anonyme")


class PersonChooserBlock(RecordChooserBlock):
    """Somebody the site knows, with their organisation."""

    def __init__(self, **kwargs):
        super().__init__("partners.Person", **kwargs)


class SpeakerValue(blocks.StructValue):
    """Somebody who spoke, as the page shows them."""

    @property
    def name(self):
        """The name, unless it was withdrawn."""
        person = self.get("person")
        return person.public_name if person else self.get("free_name", "")

    @property
    def partner(self):
        """The partner that the person belongs to, unless another organisation was written for that day."""
        person = self.get("person")
        return person.organisation if person and not self.get("organisation") else None


class SpeakerBlock(blocks.StructBlock):
    """Somebody who spoke, with the role they had that day."""

    person = PersonChooserBlock(
        label=_("Personne"),
        required=False,
        help_text=_("Si elle est déjà connue du site."),
    )
    free_name = blocks.CharBlock(
        label=_("ou nom libre"), required=False, help_text=_("Pour quelqu’un qui ne parlera sans doute qu’ici.")
    )
    role = blocks.CharBlock(
        label=_("Fonction ce jour-là"), required=False, help_text=_("« chef du pôle Datalab », « habitante »…")
    )
    organisation = blocks.CharBlock(
        label=_("Structure"), required=False, help_text=_("Seulement si ce n’est pas celle de la personne choisie.")
    )

    class Meta:
        label = _("Intervenant ou intervenante")
        icon = "user"
        value_class = SpeakerValue
        template = "blocks/speaker.html"
        label_format = "{person} {free_name}"
        description = _("Une personne du site, ou un nom libre.")
        preview_value = {
            "free_name": "Camille Exemple",
            "role": "médiatrice numérique",
            "organisation": "Médiathèque (exemple)",
        }

    def clean(self, value):
        """Ask for somebody: a known person or a name."""
        value = super().clean(value)
        if not self.is_deferred_validation and not (value.get("person") or value.get("free_name")):
            raise blocks.StructBlockValidationError(
                {"free_name": ValidationError(_("Choisissez une personne ou écrivez un nom."))}
            )
        return value


class QuoteValue(blocks.StructValue):
    """A quotation, as the page attributes it."""

    @property
    def speaker(self):
        """Whose words these are, as text; empty when nobody is to be named."""
        if self.get("voice") == Voice.ANONYMOUS:
            return ""
        return self.named_person.public_name if self.named_person else self.get("who", "")

    @property
    def named_person(self):
        """The person quoted, only when the editor chose to name them."""
        return self.get("person") if self.get("voice") == Voice.NAMED else None


class QuoteBlock(blocks.StructBlock):
    """Words that somebody said."""

    text = blocks.TextBlock(label=_("Citation"), rows=3, help_text=_("Sans guillemets : le site les met."))
    voice = blocks.ChoiceBlock(
        label=_("Qui parle"),
        choices=Voice.choices,
        default=Voice.NAMED,
        help_text=_("Sans l’accord de la personne, choisissez sa fonction ou « Anonyme »."),
    )
    person = PersonChooserBlock(
        label=_("Personne"), required=False, help_text=_("Son nom ne paraît que si elle est nommée.")
    )
    who = blocks.CharBlock(
        label=_("ou nom, ou fonction"), required=False, help_text=_("« Une médiatrice », « Un habitant »…")
    )
    context = blocks.CharBlock(
        label=_("À quel propos"), required=False, help_text=_("Par exemple : pendant le débat du matin")
    )

    class Meta:
        label = _("Citation")
        icon = "openquote"
        group = STORY
        value_class = QuoteValue
        template = "blocks/quote.html"
        description = _("Des mots prononcés, avec la voix qui les porte.")
        preview_value = {
            "text": "Je viens pour l’ordinateur, je reste pour les gens.",
            "voice": "function",
            "who": "Un habitant",
            "context": "à la fin de l’atelier",
        }

    def clean(self, value):
        """Ask for the voice that the editor announced, and take off quotation marks: the page has its own."""
        value = super().clean(value)
        value["text"] = value["text"].strip('«»“”" \u00a0\u202f\n')
        missing = value.get("voice") != Voice.ANONYMOUS and not (value.get("person") or value.get("who"))
        if missing and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                {"who": ValidationError(_("Dites qui parle, ou choisissez « Anonyme »."))}
            )
        return value


class AudienceQuestionsBlock(blocks.StructBlock):
    """What the audience asked. Nobody is named."""

    intro = blocks.CharBlock(
        label=_("Introduction"), required=False, help_text=_("Une phrase avant les questions, si elle aide.")
    )
    questions = blocks.ListBlock(
        blocks.TextBlock(label=_("Question"), rows=2),
        label=_("Questions"),
        help_text=_("Une question par ligne, telle qu’elle a été posée."),
    )

    class Meta:
        label = _("Questions du public")
        icon = "help"
        group = STORY
        template = "blocks/audience_questions.html"
        description = _("Les questions, telles qu’elles ont été posées, sans le nom de qui les pose.")
        preview_value = {"questions": ["Qui décide, à la fin ?", "Et si l’outil se trompe ?"]}


class KeyFigureBlock(RecordChooserBlock):
    """A figure that was given, with where it comes from."""

    def __init__(self, **kwargs):
        super().__init__("blog.KeyFigure", **kwargs)

    class Meta:
        label = _("Chiffre clé")
        icon = "order"
        group = STORY
        template = "blocks/key_figure.html"
        description = _("Un chiffre avec sa source. Corrigé une fois, il l’est partout.")
        preview_template = "blocks/previews/key_figure.html"


STORY_BLOCKS = [
    *COMMON_BLOCKS,
    ("subheading", SubheadingBlock()),
    ("quote", QuoteBlock()),
    ("audience_questions", AudienceQuestionsBlock()),
    ("key_figure", KeyFigureBlock()),
]


class SessionValue(blocks.StructValue):
    """A session, in words."""

    @property
    def format_label(self):
        """How people met."""
        return SessionFormat.shown(self.get("format"))

    @property
    def moment_label(self):
        """When, within the day."""
        return Moment(self["moment"]).label


class SessionBlock(blocks.StructBlock):
    """One moment of an event: who spoke, and what was told there."""

    heading = blocks.CharBlock(
        label=_("Titre de la séquence"),
        required=False,
        help_text=_("Il paraît dans le sommaire. Un récit très court peut s’en passer."),
    )
    format = blocks.ChoiceBlock(
        label=_("Format"), choices=SessionFormat.choices, required=False, help_text=_("Comment on s’est réuni.")
    )
    moment = blocks.ChoiceBlock(
        label=_("Moment"), choices=Moment.choices, required=False, help_text=_("Si l’on s’en souvient.")
    )
    speakers = blocks.ListBlock(
        SpeakerBlock(),
        label=_("Intervenantes et intervenants"),
        default=[],
        collapsed=True,
        help_text=_("Avec leur accord pour être nommés."),
    )
    body = blocks.StreamBlock(STORY_BLOCKS, label=_("Récit"), help_text=_("Ce qui s’y est dit, dans l’ordre."))

    class Meta:
        label = _("Séquence")
        icon = "group"
        value_class = SessionValue
        template = "blocks/session.html"
        label_format = "{heading}"
        description = _("Une table ronde, un atelier, un débat… avec ce qui s’y est dit.")
        form_layout = [
            "heading",
            blocks.BlockGroup(["format", "moment"], heading=_("Quand, comment"), classname="w-field-row"),
            "speakers",
            "body",
        ]
        preview_value = {
            "heading": "L’atelier du matin",
            "format": "workshop",
            "moment": "morning",
            "speakers": [],
            "body": [("paragraph", "<p>Chacun apporte un appareil et une question.</p>")],
        }


class RecapBody(blocks.StreamBlock):
    """The story of an event, session by session."""

    session = SessionBlock()


class ArticleBody(blocks.StreamBlock):
    """The text of an article."""

    heading = HeadingBlock()

    def __init__(self, **kwargs):
        super().__init__(STORY_BLOCKS, **kwargs)


def walk(stream):
    """Yield every block of a story in reading order, those inside sessions included.

    Each is a StreamChild: it has `block_type`, `id` and `value`.
    """
    for child in stream:
        yield child
        if child.block_type == "session":
            yield from walk(child.value["body"])
