"""What was understood of a text: the draft to be, and what only an editor can decide."""

from dataclasses import dataclass, field

from .document import Block


@dataclass
class When:
    """The date as far as it is known; None where it is not. `end` is an ISO date or None.

    `said` is the date in the words of the text: « du 9 au 11 avril ».
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    end: str | None = None
    said: str = ""


@dataclass
class Part:
    """A piece of a section's body.

    `type` is paragraph, list, quote, questions, figure, image, table or heading; `block` is what it comes from,
    with the same repairs made in its HTML. Questions have an introduction as `text` and the questions as `items`;
    a table has its rows as `items`, their cells separated by tabs; an image has its caption as `text`.
    """

    type: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    block: Block | None = None

    def words(self):
        """Return the words of the part, in order."""
        return [word for text in (self.text, *self.items) for word in text.split()]

    def to_json(self):
        """Return the type with the text, the items, or both."""
        shown = {"type": self.type}
        if self.text or not self.items:
            shown["text"] = self.text
        if self.items or self.type in ("list", "questions", "table"):
            shown["items"] = list(self.items)
        return shown


@dataclass
class Section:
    """A session to be. `moment` is a key of `blog.blocks.Moment`, or empty; `speakers` are names."""

    heading: str = ""
    moment: str = ""
    speakers: list[str] = field(default_factory=list)
    body: list[Part] = field(default_factory=list)


@dataclass
class Figure:
    """A number that was given. `modality` is a key of `KeyFigure.Modality`; `section` is the place of its section.

    `hedge` is what the text says just before it: « environ », « plus de ».
    """

    value: str
    unit: str = ""
    subject: str = ""
    modality: str = "statement"
    source: str = ""
    scope: str = ""
    section: int = 0
    hedge: str = ""

    @property
    def as_read(self):
        """The value with its hedge, as a reader must read it: « près de 640 000 », « près d’un million »."""
        joint = "" if self.hedge.endswith(("’", "'")) else " "
        return f"{self.hedge}{joint}{self.value}" if self.hedge else self.value


@dataclass
class Speaker:
    """Somebody named with what the text says of them; empty where it says nothing.

    `took_part` tells whether something shows that they were there that day, and are not only quoted or read.
    """

    name: str
    role: str = ""
    organisation: str = ""
    section: int = 0
    took_part: bool = False


@dataclass
class Repair:
    """A repair: `before` becomes `after`. `applied` ones are made already; others wait for the editor.

    `kind` is missing_quote, questions, trailing_space, double_space, bullet, category or moved (all applied: they
    change no letter, « moved » only the place), uppercase_accent or official_name (for the editor to accept).
    """

    kind: str
    before: str
    after: str
    applied: bool = False
    section: int | None = None
    """The place of the section; None when it is in the title, the summary or the thanks."""


@dataclass
class Proposal:
    """Something that the editor accepts or refuses.

    `label` says it in French, `words` are those of the text that suggest it, `value` is what accepting it writes,
    `sure` whether the box is ticked at first. `value` by `kind`:
    place, moment: a text (the moment is a key of `blog.blocks.Moment`).
    territory: {"level", "code", "name"}. theme: {"slug", "name"}. partner, organiser: {"partner", "name"}, `partner`
    being a primary key, or None for an organiser that has no profile.
    person: {"name", "role", "organisation"}. figure: a Figure's fields but `section`, its
    hedge within its value.
    year: {"year", "end"}, one proposal a candidate year, of which one at most is accepted.
    heading: {"part", "heading"}: the part of the section that begins with the run-in heading.
    repair: {"before", "after", "applied"}; refusing one that is applied means writing `before` back.
    """

    kind: str
    label: str
    value: object
    words: str = ""
    section: int | None = None
    sure: bool = True


@dataclass
class Understood:
    """Everything that was understood.

    `order` says which piece of the draft stands where in the source: a list of ("title",), ("summary",),
    ("heading", section), ("part", section, place in its body), ("thanks",) and ("category",). A title that comes
    from the front matter is not in it.
    """

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
    order: list[tuple] = field(default_factory=list)

    def words(self):
        """Return the words of the draft, in the order of the source."""
        return [word for piece in self.order for word in self._words_of(*piece)]

    def keeps(self, source):
        """Say whether the draft holds every word of `source` (a list of words), but for the repairs that it lists."""
        text, here = " ".join(source), 0
        for repair in self.repairs:
            if repair.applied:
                before, after = (" ".join(words.split()) for words in (repair.before, repair.after))
                found = text.find(before, here)
                found = text.find(before) if found < 0 else found
                if found < 0:
                    return False
                text, here = text[:found] + after + text[found + len(before) :], found + len(after)
        return text.split() == self.words()

    def to_json(self):
        """Return what `import_recap --json` prints: plain lists, dicts, texts and numbers."""
        return {
            "title": self.title,
            "summary": self.summary,
            "category": self.category,
            "date": {key: getattr(self.date, key) for key in ("day", "month", "year", "end")},
            "place": self.place,
            "territory": self.territory,
            "sections": [
                {
                    "heading": section.heading,
                    "moment": section.moment,
                    "speakers": list(section.speakers),
                    "body": [part.to_json() for part in section.body],
                }
                for section in self.sections
            ],
            "questions": list(self.questions),
            "figures": _shown(self.figures, "value", "unit", "subject", "modality", "source"),
            "people": _shown(self.people, "name", "role", "organisation"),
            "partners": [{"name": partner["name"], "match": partner["match"]} for partner in self.partners],
            "thanks": self.thanks,
            "repairs": _shown(self.repairs, "kind", "before", "after", "applied"),
            "proposals": _shown(self.proposals, "kind", "label", "value", "words", "section", "sure"),
            "warnings": list(self.warnings),
            "abstained": self.abstained,
        }

    def _words_of(self, kind, section=0, part=0):
        if kind == "heading":
            return self.sections[section].heading.split()
        if kind == "part":
            return self.sections[section].body[part].words()
        return getattr(self, kind).split()


def _shown(things, *fields):
    return [{name: getattr(thing, name) for name in fields} for thing in things]
