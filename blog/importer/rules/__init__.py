"""The rules: from a document to what can be understood of it, without a database, a network or a guess too many."""

from datetime import date

from ..understood import Part, Repair, Section, Understood
from .bylines import is_signature
from .frame import find_frame, find_summary
from .headings import bold_headings, find_headings
from .meaning import read_meaning
from .repairs import mend
from .sections import build
from .words import squeezed

NOTES = "Ce texte ressemble à une prise de notes : il est repris en paragraphes, sans intertitres. À vous de les poser."
KEPT_AS_IS = "Ce texte n’a pas pu être rangé sans risque d’en perdre un mot : il est repris en paragraphes, tel quel."

OTHER_SUMMARY = "Le fichier donne aussi un résumé, qui n’est pas repris : « %s »."


def understand(document, lexicon, today=None):
    """Return what is understood of `document`, with the help of `lexicon`; `today` is a date, now by default."""
    understood = _lay_out(document, lexicon)
    if not understood.keeps(document.words()):
        understood = as_paragraphs(document)
        understood.warnings.append(KEPT_AS_IS)
    read_meaning(understood, lexicon, today or date.today(), document.meta)
    return understood


def _lay_out(document, lexicon):
    blocks, repairs = mend(document.blocks)
    frame = find_frame(document, blocks, lexicon)
    headings, nested, abstained = _headings(document, frame)
    find_summary(frame, headings)
    understood = Understood(abstained=abstained, warnings=list(document.warnings))
    if abstained:
        understood.warnings.append(NOTES)
    _fill(understood, document, frame)
    section_of = build(understood, frame, headings, nested)
    for found in sorted(repairs, key=lambda one: (one.block, one.at)):
        found.repair.section = section_of.get(found.block)
        understood.repairs.append(found.repair)
    _declare(understood, frame)
    stated = map(lexicon.category, document.meta.get("category", "").split(","))
    understood.category = understood.category or next(filter(None, stated), "")
    return understood


def _headings(document, frame):
    """Return the places of the headings of sections, those of headings within sections, and whether to abstain."""
    blocks = frame.blocks
    stated = [p for p, block in enumerate(blocks) if block.kind == "heading" and p not in frame.taken]
    if document.explicit and stated:
        levels = sorted(blocks[place].level for place in stated)
        alone = len(levels) > 1 and levels[0] < levels[1]
        top = levels[1] if alone else levels[0]
        sections = {place for place in stated if blocks[place].level <= top}
        return sections, set(stated) - sections | bold_headings(blocks, stated[0], frame.taken), False
    above = [place for place in (frame.title, frame.category) if place is not None and place < len(blocks) / 2]
    first = max(above, default=-1) + 1
    last = min([place for place in frame.taken if place >= first], default=len(blocks))
    title = blocks[frame.title].text if frame.title is not None else ""
    headings, notes = find_headings(blocks, first, last, title, bold_only=document.explicit)
    headings = {place for place in headings if not is_signature(blocks[place].text)}
    return (set(), set(), True) if notes and not document.explicit else (headings, set(), False)


def _fill(understood, document, frame):
    def text(place):
        return squeezed(frame.blocks[place].text) if place is not None else ""

    understood.title = text(frame.title) or squeezed(document.meta.get("title", ""))
    understood.summary = text(frame.summary)
    summary = squeezed(document.meta.get("summary", ""))
    if summary and summary not in " ".join(document.words()):
        if understood.summary:
            understood.warnings.append(OTHER_SUMMARY % summary)
        else:
            understood.summary = summary
    understood.thanks = " ".join(text(place) for place in frame.thanks)
    understood.category = frame.category_label


def _declare(understood, frame):
    """List as repairs what the draft puts elsewhere or says in the site's words."""
    for section, place in [piece[1:] for piece in understood.order if piece[0] == "part"]:
        part = understood.sections[section].body[place]
        if part.type == "questions":
            understood.questions += part.items
            repair = Repair("questions", " ".join(part.block.words()), " ".join(part.words()), True, section)
            if repair.before.split() != repair.after.split():
                understood.repairs.append(repair)
    if frame.category is not None and frame.category_words != understood.category:
        understood.repairs.append(Repair("category", frame.category_words, understood.category, True))
    ranks = [_RANKS.get(piece[0], STORY) for piece in understood.order]
    for place, (field, *_rest) in enumerate(understood.order):
        rank = ranks[place]
        if rank == STORY:
            continue
        later_before = any(other > rank for other in ranks[:place]) and rank < STORY
        earlier_after = any(other < rank for other in ranks[place + 1 :]) and rank > STORY
        if later_before or earlier_after:
            words = getattr(understood, field)
            understood.repairs.append(Repair("moved", words, words, True))


STORY = 2
_RANKS = {"title": 0, "summary": 1, "thanks": 3, "category": 4}


def as_paragraphs(document):
    """Return every block of `document` as it came, in one section without a heading."""
    understood = Understood(warnings=list(document.warnings), sections=[Section()])
    for block in document.blocks:
        if not understood.order and block.kind in ("heading", "paragraph") and len(block.text) <= 200:
            understood.title, understood.order = squeezed(block.text), [("title",)]
            continue
        kind = block.kind if block.kind in ("list", "table", "image", "heading", "quote") else "paragraph"
        rows = ["\t".join(row) for row in block.rows]
        part = Part(kind, block.text, [*(item.text for item in block.items), *rows], block)
        understood.order.append(("part", 0, len(understood.sections[0].body)))
        understood.sections[0].body.append(part)
    understood.title = understood.title or squeezed(document.meta.get("title", ""))
    return understood
