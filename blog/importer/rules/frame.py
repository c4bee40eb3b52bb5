"""The frame of a recap: its title, its summary, its thanks, its category; the rest is the story."""

import re
from dataclasses import dataclass, field

from ..document import Block
from ..lexicon import key
from . import lines
from .bylines import is_signature
from .thanks import is_thanks, thanks_at_the_end
from .words import SPACES, bare, sentences, squeezed

LONGEST_TITLE = 220
LONGEST_SUMMARY = 800
LONGEST_CATEGORY = 60
TAIL = 6
"""How many blocks from the end thanks are looked for: credits, links and contacts may follow them."""


_DATED_TITLE = re.compile(r"(?:le )?(?:\d{1,2}|1er) \w+ \d{4} (?:--|[–—:|-]) \w+ \w+", re.IGNORECASE)
"""« 29 mars 2011 -- ApéroWeb Toulouse » is a date that names what happened."""


@dataclass
class Frame:
    """Places in `blocks`; None where there is none. `blocks` may hold one more block than was read: cut-off thanks."""

    blocks: list[Block]
    title: int | None = None
    summary: int | None = None
    thanks: list[int] = field(default_factory=list)
    category: int | None = None
    category_label: str = ""
    category_words: str = ""
    """The words of the category's line that its label stands for."""

    @property
    def taken(self):
        """The places that are not in the story."""
        return {self.title, self.summary, self.category, *self.thanks} - {None}


def find_frame(document, blocks, lexicon):
    """Return the frame of `blocks` (those of `document`, mended)."""
    frame = Frame(list(blocks))
    _find_category(frame, lexicon)
    frame.title = _title(frame, document)
    _find_thanks(frame)
    return frame


def _find_category(frame, lexicon):
    last = len(frame.blocks) - 1
    while last > 0 and lines.is_hashtags(frame.blocks[last].text):
        last -= 1
    for place in (last, 0, 1, 2):
        if len(frame.blocks) < 2 or place >= len(frame.blocks):
            return
        block = frame.blocks[place]
        words = squeezed(block.text)
        if block.kind not in ("paragraph", "heading") or not words or len(words) > LONGEST_CATEGORY:
            continue
        head, colon, tail = words.partition(":")
        labelled = colon and head.strip().lower() in ("catégorie", "catégories", "rubrique", "type", "classé dans")
        label = lexicon.category(bare(tail if labelled else words).rstrip(".").lstrip("#"))
        if label and (labelled or block.kind == "paragraph"):
            frame.category, frame.category_label, frame.category_words = place, label, words
            return


def _title(frame, document):
    blocks = frame.blocks
    stated_headings = [place for place, block in enumerate(blocks) if block.kind == "heading"]
    tops = [place for place in stated_headings if blocks[place].level == 1]
    if len(tops) == 1 and len(stated_headings) > 2 and tops[0] == stated_headings[-1]:
        tops = []  # « # Conclusion », after headings of level 2
    stated = squeezed(document.meta.get("title", ""))
    whole = len(tops) == 1 and "**" not in blocks[tops[0]].text
    if stated and len(document.meta) > 1 and not whole:
        # Front matter: it says more than a page's <title>, which a site's name or a slogan may fill.
        return next((p for p, block in enumerate(blocks[:5]) if block.text and key(block.text) == key(stated)), None)
    if tops and (len(tops) == 1 or not stated or squeezed(blocks[tops[0]].text) == stated):
        return tops[0] if len(tops) == 1 or not any(_is_prose(block) for block in blocks[: tops[0]]) else None
    dated = None
    for place, block in enumerate(blocks[:5]):
        text = squeezed(block.text)
        if place == frame.category or not text:
            continue
        if block.kind == "heading":
            higher = [other for other in blocks[place + 1 :] if other.kind == "heading" and other.level <= block.level]
            return place if not stated or squeezed(text) == stated or not higher else None
        if block.kind != "paragraph" or (stated and text != stated and document.explicit):
            return None
        if dated is None and _DATED_TITLE.match(text):
            dated = place
        if (
            lines.is_kicker(text)
            or lines.is_byline(text)
            or lines.is_date(text)
            or lines.is_hashtags(text)
            or lines.is_link(text)
        ):
            continue
        fits = len(text) <= LONGEST_TITLE and len(sentences(text)) <= 2 and len(blocks) > 1
        return place if fits and not (text.endswith(".") and (len(text) > 120 or dated is not None)) else dated
    return dated


def _is_prose(block):
    return block.kind == "paragraph" and len(block.text) > 200


def _find_thanks(frame):
    end = len(frame.blocks)
    first = 0 if frame.title is None else frame.title + 1
    for place in range(end - 1, max(end - 1 - TAIL, first) - 1, -1):
        block = frame.blocks[place]
        if place == frame.category or place == frame.title or block.kind != "paragraph":
            if block.kind in ("heading", "list") and place != frame.category:
                return
            continue
        if is_thanks(block.text) and place > max(first, 1):
            frame.thanks.insert(0, place)
            continue
        if frame.thanks:
            return
        cut = thanks_at_the_end(block.text)
        if cut:
            head = Block("paragraph", block.text[:cut].rstrip(), html=block.html)
            tail = Block("paragraph", block.text[cut:], html=block.html)
            frame.blocks[place : place + 1] = [head, tail]
            frame.thanks = [place + 1]
            if frame.category is not None and frame.category > place:
                frame.category += 1
            return
        if len(block.text) > 200 and not lines.is_aside(block.text):
            return


def find_summary(frame, headings):
    """Set the summary: the paragraph between the title and the story, if it is short enough to be one."""
    start = 0 if frame.title is None else frame.title + 1
    story = [place for place in range(start, len(frame.blocks)) if place not in frame.taken]
    for place in story[:5]:
        block, text = frame.blocks[place], squeezed(frame.blocks[place].text)
        if place in headings or block.kind not in ("paragraph", "quote"):
            return
        if (lines.is_aside(text) and len(text) < 130) or is_signature(text):
            continue
        repeats = frame.title is not None and text == squeezed(frame.blocks[frame.title].text)
        if repeats or text.endswith(":"):
            continue
        rest = [other for other in story if other > place and other not in headings]
        if rest and len(text) <= LONGEST_SUMMARY and len(text.split()) >= 5 and not text.rstrip(SPACES).endswith(":"):
            frame.summary = place
        return
