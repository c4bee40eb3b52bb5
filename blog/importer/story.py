"""What the draft will tell, once the editor has accepted and refused: no record, no page yet."""

from dataclasses import dataclass, field

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ..blocks import Moment
from .document import Picture
from .passages import corrected, holds, inline, passage, split_after, text_of
from .understood import Proposal, Understood

TITLE, SUMMARY, THANKS = 255, 600, 600
"""How long the fields of a page may be. What does not fit goes on in the story, never away."""


@dataclass
class Piece:
    """A block to be. `kind` is the name of its block; `html`, `items` and the cells of `rows` are inline HTML."""

    kind: str
    html: str = ""
    items: list[str] = field(default_factory=list)
    ordered: bool = False
    rows: list[list[str]] = field(default_factory=list)
    picture: Picture | None = None
    figure: dict = field(default_factory=dict)

    def correct(self, before, after):
        """Write `before` as `after` where it first stands; tell whether it was there."""
        if (html := corrected(self.html, before, after)) is not None:
            self.html = html
            return True
        for texts in (self.items, *self.rows):
            for place, text in enumerate(texts):
                if (changed := corrected(text, before, after)) is not None:
                    texts[place] = changed
                    return True
        return False

    @property
    def text(self):
        """The words, without their markup."""
        return text_of(self.html)

    @property
    def safe_html(self):
        """The text as the page will show it."""
        return mark_safe(inline(self.html))  # noqa: S308 - cleaned on the same line

    @property
    def safe_items(self):
        """The items as the page will show them."""
        return [mark_safe(inline(item)) for item in self.items]  # noqa: S308 - cleaned on the same line

    @property
    def safe_rows(self):
        """The cells as the page will show them."""
        return [[text_of(cell) for cell in row] for row in self.rows]


@dataclass
class Scene:
    """A session to be. `speakers` are the values of accepted proposals."""

    heading: str = ""
    moment: str = ""
    speakers: list[dict] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def correct(self, before, after):
        """Write `before` as `after` where it first stands; tell whether it was there."""
        if (heading := corrected_text(self.heading, before, after)) is not None:
            self.heading = heading
            return True
        return any(piece.correct(before, after) for piece in self.pieces)

    @property
    def moment_label(self):
        """When, within the day."""
        return Moment(self.moment).label


@dataclass
class Story:
    """The texts of a draft."""

    title: str
    summary: str
    thanks: str
    scenes: list[Scene]
    lead: str = ""
    """What comes before the sessions: the end of a summary that was too long."""

    def correct(self, before, after):
        """Write `before` as `after` where it first stands around the sessions."""
        for name in ("title", "summary", "thanks"):
            if (text := corrected_text(getattr(self, name), before, after)) is not None:
                setattr(self, name, text)
                return


def corrected_text(text, before, after):
    """Return the plain `text` with the first `before` written `after`, or None when it is not there."""
    return text.replace(before, after, 1) if before and before in text else None


def tell(understood: Understood, accepted: list[Proposal], lead: str = "") -> Story:
    """Return what the draft tells when `accepted`, some of the proposals, are followed and the others are not.

    `lead` is text that goes before the sessions.
    """
    story = Story(
        understood.title.strip(),
        understood.summary.strip(),
        understood.thanks.strip(),
        [_scene(place, section, understood, accepted) for place, section in enumerate(understood.sections)],
        lead,
    )
    chosen = {id(proposal) for proposal in accepted}
    for proposal in understood.proposals:
        if proposal.kind == "repair" and proposal.value.get("applied", False) != (id(proposal) in chosen):
            before, after = proposal.value["before"], proposal.value["after"]
            if proposal.value.get("applied"):
                before, after = after, before
            where = story if proposal.section is None else story.scenes[proposal.section]
            where.correct(before, after)
    _make_it_fit(story)
    return story


def _scene(place, section, understood, accepted):
    here = [proposal for proposal in accepted if proposal.section == place]
    offered = {proposal.kind for proposal in understood.proposals if proposal.section == place}
    moments = [proposal.value for proposal in here if proposal.kind == "moment"]
    scene = Scene(
        heading=section.heading,
        moment=moments[0] if moments else "" if "moment" in offered else section.moment,
        speakers=[proposal.value for proposal in here if proposal.kind == "person"],
    )
    headings = {proposal.value["part"]: proposal.value["heading"] for proposal in here if proposal.kind == "heading"}
    for number, part in enumerate(section.body):
        pieces = _pieces(part)
        if number in headings and pieces and pieces[0].kind == "paragraph":
            pieces = _under_a_heading(pieces[0], headings[number]) + pieces[1:]
        if pieces and scene.pieces and pieces[0].kind == scene.pieces[-1].kind == "aside":
            scene.pieces[-1].items += pieces[0].items
        else:
            scene.pieces += pieces
    for proposal in here:
        if proposal.kind == "figure":
            _place_figure(scene.pieces, proposal)
    return scene


def _pieces(part):
    block = part.block
    if part.type == "questions":
        return [
            Piece("audience_questions", passage(part.text, block), items=[passage(item, block) for item in part.items])
        ]
    if part.type == "list":
        if block and [item.text for item in block.items] == part.items:
            items = [passage(item.text, item) for item in block.items]
        else:
            items = [passage(item, block) for item in part.items]
        intro = [Piece("paragraph", passage(part.text, block))] if part.text else []
        return [*intro, Piece("list", items=items, ordered=bool(block and block.ordered))]
    if part.type == "table":
        rows = [row.split("\t") for row in part.items] or (block.rows if block else [])
        return [Piece("table", passage(part.text), rows=[[passage(cell) for cell in row] for row in rows])]
    if part.type == "image" and block and block.picture:
        return [Piece("picture", passage(part.text), picture=block.picture)]
    if part.type == "heading":
        return [Piece("subheading", passage(part.text))]
    if part.type == "quote" and block and block.kind == "quote":
        return [Piece("quote", passage(part.text))]
    if not part.text.strip():
        return []
    html = passage(part.text, block)
    return [Piece("aside", items=[html])] if block and block.kind == "note" else [Piece("paragraph", html)]


def _under_a_heading(piece, heading):
    cut = split_after(piece.html, heading)
    if not cut:
        return [piece]
    rest = [Piece("paragraph", cut[1])] if cut[1] else []
    return [Piece("subheading", passage(text_of(cut[0]))), *rest]


def _place_figure(pieces, proposal):
    figure = Piece("key_figure", figure=proposal.value)
    for place, piece in enumerate(pieces):
        if any(holds(html, proposal.words) for html in (piece.html, *piece.items)):
            while place + 1 < len(pieces) and _stay_together(pieces[place], pieces[place + 1]):
                place += 1
            pieces.insert(place + 1, figure)
            return
    pieces.append(figure)


def _stay_together(piece, following):
    """Tell whether a figure may not stand between two blocks: a list follows the words that announce it."""
    announced = piece.text.rstrip().endswith(":") and following.kind in ("list", "table", "audience_questions", "quote")
    return announced or following.kind == "key_figure"


def _make_it_fit(story):
    story.title, rest = _halves(story.title, TITLE)
    story.summary, rest = _halves(f"{rest} {story.summary}".strip(), SUMMARY)
    story.lead = f"{rest} {story.lead}".strip()
    if story.lead:
        story.scenes.insert(0, Scene(pieces=[Piece("paragraph", passage(story.lead))]))
    if len(story.thanks) > THANKS:
        last = story.scenes[-1] if story.scenes else Scene()
        last.pieces.append(Piece("paragraph", passage(story.thanks)))
        story.scenes[-1:], story.thanks = [last], ""
    if not story.title:
        story.title = _("Récit sans titre")


def _halves(text, longest):
    """Cut `text` at the end of a sentence if there is one, else between two words, within `longest` letters."""
    if len(text) <= longest:
        return text, ""
    beginning = text[: longest + 1]
    ends = [beginning.rfind(mark) + 1 for mark in (". ", "! ", "? ", "… ")]
    end = max(ends) if max(ends) > 1 else beginning.rfind(" ")
    end = end if end > 0 else longest
    return text[:end].strip(), text[end:].strip()
