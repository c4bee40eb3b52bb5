"""What was understood of a text: the draft to be, and what only an editor can decide."""

from dataclasses import asdict, dataclass, field

from .document import Block


@dataclass
class When:
    """The date as far as it is known; None where it is not. `end` is an ISO date or None."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    end: str | None = None


@dataclass
class Part:
    """A piece of a section's body.

    `type` is paragraph, list, quote, questions, figure, image, table or heading; `block` is what it comes from.
    """

    type: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    block: Block | None = None


@dataclass
class Section:
    """A session to be. `moment` is a key of `blog.blocks.Moment`, or empty; `speakers` are names."""

    heading: str = ""
    moment: str = ""
    speakers: list[str] = field(default_factory=list)
    body: list[Part] = field(default_factory=list)


@dataclass
class Figure:
    """A number that was given. `modality` is a key of `KeyFigure.Modality`; `section` is the place of its section."""

    value: str
    unit: str = ""
    subject: str = ""
    modality: str = "statement"
    source: str = ""
    scope: str = ""
    section: int = 0


@dataclass
class Speaker:
    """Somebody named with what the text says of them; empty where it says nothing."""

    name: str
    role: str = ""
    organisation: str = ""
    section: int = 0


@dataclass
class Repair:
    """A typographic repair: `before` becomes `after`. `applied` ones change no letter; others wait for the editor."""

    kind: str
    before: str
    after: str
    applied: bool = False
    section: int | None = None
    """The place of the section; None when it is in the title, the summary or the thanks."""


@dataclass
class Proposal:
    """Something that the editor accepts or refuses.

    `kind` is place, territory, person, figure, partner, organiser, theme, heading, moment, year or repair.
    `label` says it in French, `words` are those of the text that suggest it, `value` is what accepting it writes
    (JSON; its shape depends on the kind), `sure` whether the box is ticked at first.
    """

    kind: str
    label: str
    value: object
    words: str = ""
    section: int | None = None
    sure: bool = True


@dataclass
class Understood:
    """Everything that was understood."""

    title: str = ""
    summary: str = ""
    category: str = ""
    date: When = field(default_factory=When)
    place: str = ""
    territory: str = ""
    sections: list[Section] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    people: list[Speaker] = field(default_factory=list)
    partners: list[dict] = field(default_factory=list)
    thanks: str = ""
    repairs: list[Repair] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    abstained: bool = False

    def words(self):
        """Return the words of the draft, in the order of the source."""
        raise NotImplementedError

    def to_json(self):
        """Return what `import_recap --json` prints: plain lists, dicts, texts and numbers."""
        raise NotImplementedError


__all__ = ["Figure", "Part", "Proposal", "Repair", "Section", "Speaker", "Understood", "When", "asdict"]
