"""Lines that look alike all along a text: what is repeated opens something each time, or never does."""

import re
from collections import defaultdict

from ..lexicon import key
from . import lines
from .words import SPACES

LONGEST = 200
"""Characters of a numbered line that may be a heading."""
NAME = 40
"""Characters of a line that is repeated as it stands."""

_NUMBER = re.compile(r"\s*(\d{1,2})\s?[.)/°–—-]\s*(?=[^\W\d_]|[«“\"])")


def consistent(blocks, first, last):
    """Return the places of lines that the text itself shows to be headings: numbered, dated or repeated alike."""
    return _numbered(blocks, first, last) | _repeated(blocks, first, last) | _dated(blocks, first, last)


def _is_line(block, longest):
    return block.kind == "paragraph" and 0 < len(block.text) <= longest


def _opens(blocks, place, last):
    """Say whether a list, or a paragraph that is more than another line, follows."""
    if place + 1 >= last:
        return False
    after = blocks[place + 1]
    return after.kind in ("list", "table", "quote") or (after.kind == "paragraph" and len(after.text) > 45)


def _numbered(blocks, first, last):
    """Return lines numbered 1, 2, 3… each of which has a text of its own."""
    found, expected = [], 1
    for place in range(first, last):
        number = _NUMBER.match(blocks[place].text) if blocks[place].kind == "paragraph" else None
        if not number:
            continue
        if len(blocks[place].text) > LONGEST or blocks[place].text.rstrip(SPACES).endswith((";", ",")):
            return set()
        if int(number[1]) not in (expected, 1):
            return set()
        expected = int(number[1]) + 1
        found.append(place)
    apart = len(found) > 1 and all(place + 1 < last and place + 1 not in found for place in found)
    return set(found) if apart and _longer_after(blocks, found, last) else set()


def _longer_after(blocks, found, last):
    """Say whether most of the lines are followed by a list or something longer than they are."""
    longer = [
        blocks[place + 1].kind != "paragraph"
        or len(blocks[place + 1].text) > len(blocks[place].text)
        or place + 2 < last
        for place in found
    ]
    return sum(longer) > len(found) / 2


def _repeated(blocks, first, last):
    """Return short lines that come back word for word, each time above a text."""
    places = defaultdict(list)
    for place in range(first, last):
        if _is_line(blocks[place], NAME) and blocks[place].text[:1].isupper():
            places[key(blocks[place].text)].append(place)
    return {
        place
        for same in places.values()
        if len(same) > 1 and all(_opens(blocks, one, last) and not _is_furniture(blocks[one].text) for one in same)
        for place in same
    }


def _is_furniture(text):
    return text.rstrip(SPACES).endswith((".", ",", ";", "!")) or lines.is_caption(text) or lines.is_link(text)


def _dated(blocks, first, last):
    """Return the dates that cut a text into days: at least two, each above a text."""
    dated = [p for p in range(first, last) if _is_line(blocks[p], 80) and lines.is_date(blocks[p].text)]
    return set(dated) if len(dated) > 1 and all(_opens(blocks, place, last) for place in dated) else set()


def refrains(blocks, first, last, could):
    """Return lines that begin alike three times or more and close a passage: a candidate follows most of them."""
    places = defaultdict(list)
    for place in range(first, last):
        words = key(blocks[place].text).split() if _is_line(blocks[place], 130) else []
        if len(words) > 2 and not any(word.isdigit() for word in words[:3]):
            places[tuple(words[:2])].append(place)
    return {
        place
        for same in places.values()
        if len(same) > 2 and sum(one + 1 >= last or could(one + 1) for one in same) > len(same) * 0.6
        for place in same
    }
