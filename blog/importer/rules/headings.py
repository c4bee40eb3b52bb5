"""Headings: stated by the format, or told from the lines around them."""

import re

from . import lines
from .claims import is_claim
from .notes import is_notes
from .scores import scores
from .shapes import consistent, refrains
from .words import SPACES

BOLD = 25
"""What a line in bold is worth among the weights."""
LONGEST_COLON = 9
"""Words of a bold heading that ends with a colon."""
MOST_BOLD = 1 / 3
"""Above this share of lines in bold, bold is no sign of a heading."""


def find_headings(blocks, first, last, title="", bold_only=False):
    """Return the places of the headings among `blocks[first:last]`, and whether the text looks like notes."""
    bold = {place for place in range(first, last) if _is_bold(blocks[place])}
    found = {
        place
        for place, score in scores(blocks, first, last, title).items()
        if score + BOLD * (place in bold) > 0 and (place in bold or not bold_only)
    }
    found = {place for place in found if place + 1 >= last or not lines.is_attribution(blocks[place + 1].text)}
    closing = refrains(blocks, first, last, found.__contains__)
    found -= closing
    if not bold_only:
        found |= consistent(blocks, first, last)
    bold &= found
    if len(bold) >= 2 and len(bold) >= len(found) / 2:
        found = bold
    return found, is_notes(blocks, first, last, found, closing)


def bold_headings(blocks, first, taken):
    """Return the bold lines that stand above a text, in a document whose headings are stated otherwise."""
    places = [place for place in range(first, len(blocks)) if place not in taken]
    bold = {place for place in places if blocks[place].kind == "paragraph" and _is_bold(blocks[place])}
    if len(bold) > len(places) * MOST_BOLD:
        return set()
    likely = scores(blocks, first, len(blocks))
    likely = {place for place in bold if likely.get(place, -BOLD) + BOLD > 0}
    return {p for p in likely if not _is_sentence(blocks[p].text) and _stands_above(blocks, p, bold, taken)}


def _is_sentence(text):
    """Say whether a line in bold is part of the story: it ends, or introduces at length what follows."""
    text = text.rstrip(SPACES)
    return text.endswith(".") or is_claim(text) or (text.endswith(":") and len(text.split()) > LONGEST_COLON)


def _stands_above(blocks, place, bold, taken):
    after = place + 1
    if after >= len(blocks) or after in taken:
        return lines.opens_pictures(blocks[place].text)
    return after not in bold and blocks[after].kind not in ("heading", "note")


def _is_bold(block):
    html = block.html.strip()
    return bool(html) and not re.sub(r"<(b|strong)>.*?</\1>|<[^>]+>", "", html).strip(SPACES + ":") and "<b>" in html
