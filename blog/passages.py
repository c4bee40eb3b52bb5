"""What a page says of each person it names, so that they can read it before everybody else."""

import hashlib
import json
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from core.records import fetched_once
from core.search import fold
from partners.models import Person
from partners.recognition import Names

from .blocks import Voice


@dataclass(frozen=True)
class Passage:
    """A piece of a page: what it says, where a reader meets it, where an editor finds it."""

    kind: str
    """"speaker", "quote" or "text"."""
    text: str
    where: str
    """The heading of the part it stands in."""
    path: str
    """Wagtail's content path of the field that holds it, on which a comment can be left."""
    block_id: str = ""
    by: str = ""
    """Whose words, under a quotation."""
    position: str = ""
    """Where in a rich text the comment shows, in Wagtail's own terms."""

    @property
    def words(self):
        """All that the reader is shown of it."""
        return f"{self.text} — {self.by}" if self.by else self.text


@dataclass
class Named:
    """Somebody whom a page names, with the passages that are about them or by them, in reading order."""

    name: str
    person: Person | None = None
    passages: list[Passage] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)

    @property
    def key(self):
        """What tells this person from the others of the page, as long as the page names them so."""
        return f"person-{self.person.pk}" if self.person else f"name-{fold(self.name)}"[:150]

    @property
    def words(self):
        """What they would be shown, passage by passage."""
        return [passage.words for passage in self.passages]

    @property
    def fingerprint(self):
        """A short text that changes when a word of the passages does."""
        return fingerprint(self.words)

    @property
    def spot(self):
        """The passage beside which an answer is best read: their own words first, then what is said of them."""
        order = {"quote": 0, "text": 1, "speaker": 2}
        return min(self.passages, key=lambda passage: order[passage.kind], default=None)


def fingerprint(words):
    """Return a short text that is the same for the same words only."""
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:32]


def people_named(page):
    """Return the people whom `page` names (a list of Named, by order of appearance).

    They are its speakers, the named voices of its quotations, and those whom the site knows and the running
    text names. A name withdrawn from the site shows in running text alone, where editors wrote it by hand.
    """
    with fetched_once(page.body):
        pieces = list(_pieces(page))
    people = {}
    for piece in pieces:
        if piece.named and piece.named.key not in people:
            people[piece.named.key] = piece.named
    _one_person_one_entry(people, pieces)
    names, known = _names_to_look_for(people)
    for piece in pieces:
        speaker = people.get(piece.named.key) if piece.named else None
        if speaker:
            speaker.passages.append(piece.passage)
            speaker.roles += [role for role in piece.named.roles if role not in speaker.roles]
        if piece.passage.kind == "speaker":
            continue
        for index in dict.fromkeys(match.partner for match in names.find(piece.passage.text)):
            somebody = known[index]
            if somebody is not speaker:
                people.setdefault(somebody.key, somebody)
                somebody.passages.append(_as_text(piece.passage))
    return [somebody for somebody in people.values() if somebody.passages]


@dataclass
class _Piece:
    passage: Passage
    named: Named | None = None


def _as_text(passage):
    # Somebody named in another's words reads the words, not who said them.
    return Passage("text", passage.text, passage.where, passage.path, passage.block_id, position=passage.position)


def _one_person_one_entry(people, pieces):
    """Let a name written by hand join the record of the same name."""
    by_name = {fold(somebody.name): somebody for somebody in people.values() if somebody.person}
    for piece in pieces:
        if piece.named and not piece.named.person and (record := by_name.get(fold(piece.named.name))):
            people.pop(piece.named.key, None)
            piece.named = Named(record.name, record.person, roles=piece.named.roles)


def _names_to_look_for(people):
    known = list(people.values())
    listed = {somebody.person.pk for somebody in known if somebody.person}
    names = [(index, somebody.name, somebody.name) for index, somebody in enumerate(known)]
    surnames = [somebody.name.partition(" ")[2] for somebody in known]
    names += [
        (index, known[index].name, surname)
        for index, surname in enumerate(surnames)
        if surname and surnames.count(surname) == 1
    ]
    for person in Person.objects.exclude(pk__in=listed):
        # One word could be anything; the site's own records are recognised by their whole name.
        if " " in person.name.strip():
            names.append((len(known), person.name, person.name))
            known.append(Named(person.name, person))
    return Names(names), known


def _pieces(page):
    """Yield every piece of text of a page, in reading order, with who is expressly named there."""
    if page.summary:
        yield _Piece(Passage("text", page.summary, _("Le chapô"), "summary"))
    for child in page.in_brief:
        yield _Piece(Passage("text", child.value, _("En bref"), f"in_brief.{child.id}", child.id))
    heading = ""
    for child in page.body:
        if child.block_type == "session":
            yield from _session(page, child)
        elif child.block_type == "heading":
            heading = child.value
            yield _Piece(Passage("text", child.value, heading, f"body.{child.id}", child.id))
        else:
            yield from _block(page, child, f"body.{child.id}", heading, "title")
    for name, title in (("thanks", _("Les remerciements")), ("correction", _("La note de correction"))):
        if text := getattr(page, name, ""):
            yield _Piece(Passage("text", text, title, name))


def _session(page, child):
    value, path = child.value, f"body.{child.id}"
    heading = value["heading"] or ""
    if heading:
        yield _Piece(Passage("text", heading, heading, f"{path}.heading", child.id))
    for speaker in value["speakers"].bound_blocks:
        named = _somebody(speaker.value["person"], speaker.value["free_name"], speaker.value["role"])
        if named:
            partner = speaker.value.partner
            organisation = speaker.value["organisation"] or (
                partner.title if partner and partner.pk in page.open_partners else ""
            )
            line = ", ".join(filter(None, [named.name, speaker.value["role"], organisation]))
            # Wagtail takes no comment inside a list: the one for a speaker stands on the session's heading.
            yield _Piece(Passage("speaker", line, heading, f"{path}.heading", speaker.id), named)
    for block in value["body"]:
        yield from _block(page, block, f"{path}.body.{block.id}", heading, f"{path}.heading")


def _block(page, child, path, where, fallback):
    """Yield the pieces of one block. `fallback` is a field that takes comments when the block's own do not."""
    kind, value = child.block_type, child.value
    if kind == "quote":
        named = _somebody(value.named_person, value["who"] if value["voice"] == Voice.NAMED else "")
        by = ", ".join(filter(None, [value.speaker, value["context"]]))
        yield _Piece(Passage("quote", value["text"], where, f"{path}.text", child.id, by), named)
    elif kind == "paragraph":
        yield from _rich_text(value, where, path, child.id, fallback)
    elif kind == "list":
        for item in value["items"]:
            yield from _rich_text(item, where, fallback, child.id, fallback)
    elif kind == "aside":
        yield from _rich_text(value["text"], where, f"{path}.text", child.id, fallback)
    elif kind == "picture":
        yield from _plain(value["caption"], where, f"{path}.caption", child.id)
    elif kind == "gallery":
        for picture in value["pictures"]:
            yield from _plain(picture["caption"], where, fallback, child.id)
    elif kind == "audience_questions":
        yield from _plain(value["intro"], where, f"{path}.intro", child.id)
        for question in value["questions"]:
            yield from _plain(question, where, fallback, child.id)
    elif kind in ("file", "video"):
        name = "note" if kind == "file" else "title"
        yield from _plain(value[name], where, f"{path}.{name}", child.id)


def _plain(text, where, path, block_id):
    if text:
        yield _Piece(Passage("text", text, where, path, block_id))


def _rich_text(value, where, path, block_id, fallback):
    """Yield the paragraphs and points of a rich text, each a passage of its own."""
    soup = BeautifulSoup(value.source if value else "", "html.parser")
    for element in soup.find_all(["p", "li", "h2", "h3", "h4"]):
        text = " ".join(element.get_text(" ").split())
        if not text or element.find(["p", "li"]):
            continue
        key = element.get("data-block-key")
        if key and path != fallback:
            position = json.dumps([{"key": key, "start": 0, "end": len(element.get_text())}])
            yield _Piece(Passage("text", text, where, path, block_id, position=position))
        else:
            # Text that never went through the editor has no marks to hang a comment on.
            yield _Piece(Passage("text", text, where, fallback, block_id))


def _somebody(person, free_name, role=""):
    roles = [role] if role else []
    if person:
        return None if person.withdrawn_on else Named(person.name, person, roles=roles)
    return Named(free_name.strip(), roles=roles) if (free_name or "").strip() else None
