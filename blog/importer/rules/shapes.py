"""Lines that look alike all along a text: what is repeated opens something each time, or never does."""

import re
from collections import defaultdict
from string import ascii_lowercase, ascii_uppercase

from ..lexicon import key
from . import lines
from .claims import is_claim
from .traits import is_told
from .words import SPACES

LONGEST = 200
"""Characters of a numbered line that may be a heading."""
NAME = 40
"""Characters of a line that is repeated as it stands."""

_NUMBER = re.compile(r"\s*(\d{1,2})\s?[.)/°–—-]\s*(?=[^\W\d_]|[«“\"])")
_ROMAN = re.compile(r"\s*([IVX]{1,4})\s?[.)/–—:-]\s*(?=[^\W\d_]|[«“\"])")
_LETTER = re.compile(r"\s*([A-Z])\s?[.)/–—-]\s+(?=[^\W\d_]|[«“\"])")
_SMALL_LETTER = re.compile(r"\s*([a-z])\)\s+(?=[^\W\d_]|[«“\"])")
_PART = re.compile(
    r"\s*(?:ateliers?|tables? rondes?|sessions?|séquences?|parties?|temps|étapes?|axes?|volets?|chapitres?"
    r"|thèmes?|actes?|jours?|groupes?|modules?)\s(?:n°\s?)?(\d{1,2})\s?(?:[.:/–—-]\s*)(?=[^\W\d_]|[«“\"])",
    re.IGNORECASE,
)
"""« Temps 1. Accueillir », « Atelier n° 2 : réparer »."""
_ROMANS = "I II III IV V VI VII VIII IX X XI XII".split()


def consistent(blocks, first, last):
    """Return the places of lines that the text itself shows to be headings: numbered, dated or repeated alike."""
    found = set()
    for alike in (_numbered, _repeated, _dated, _named, _presented):
        found |= alike(blocks, first, last)
    return found


def _is_line(block, longest):
    return block.kind == "paragraph" and 0 < len(block.text) <= longest


def _opens(blocks, place, last):
    """Say whether a list, or a paragraph that is more than another line, follows."""
    if place + 1 >= last:
        return False
    after = blocks[place + 1]
    return after.kind in ("list", "table", "quote") or (after.kind == "paragraph" and len(after.text) > 45)


def _numbered(blocks, first, last):
    """Return lines numbered 1, 2, 3… or I, II, III… or A, B, C… or « Temps 1 », each above a text."""
    found = set()
    for pattern, order in (
        (_NUMBER, [str(number) for number in range(1, 100)]),
        (_ROMAN, _ROMANS),
        (_LETTER, list(ascii_uppercase)),
        (_SMALL_LETTER, list(ascii_lowercase)),
        (_PART, [str(number) for number in range(1, 100)]),
    ):
        found |= _in_order(blocks, first, last, pattern, order)
    return found


def _in_order(blocks, first, last, pattern, order):
    """Return lines whose numbers follow in order; they may start over within a passage, which its own then resumes."""
    ranks, levels = {}, []
    for place in range(first, last):
        number = pattern.match(blocks[place].text) if blocks[place].kind == "paragraph" else None
        if not number:
            continue
        rank = order.index(number[1].lstrip("0")) if number[1].lstrip("0") in order else -1
        if len(blocks[place].text) > LONGEST or blocks[place].text.rstrip(SPACES).endswith((";", ",")):
            return set()
        while rank and levels and levels[-1] != rank - 1:
            levels.pop()
        if rank and not levels:
            return set()
        levels[-1 if rank else len(levels) :] = [rank]
        ranks[place] = rank
    apart = all(place + 1 < last and ranks.get(place + 1, 0) == 0 for place in ranks)
    return set(ranks) if len(ranks) > 1 and apart else set()


def _repeated(blocks, first, last):
    """Return short lines that come back word for word, each time above a text."""
    places = defaultdict(list)
    for place in range(first, last):
        if _is_line(blocks[place], NAME) and (blocks[place].text[:1].isupper() or _NUMBER.match(blocks[place].text)):
            places[key(blocks[place].text)].append(place)
    return {
        place
        for same in places.values()
        if len(same) > 1 and all(_opens(blocks, one, last) and not _is_furniture(blocks[one].text) for one in same)
        for place in same
    }


def _is_furniture(text):
    return (
        is_claim(text)
        or text.rstrip(SPACES).endswith((".", ",", ";", "!"))
        or lines.is_caption(text)
        or lines.is_link(text)
        or lines.is_label(text)
        or lines.is_byline(text)
    )


def _dated(blocks, first, last):
    """Return the dates that cut a text into days: at least two, each above a text."""
    dated = [p for p in range(first, last) if _is_line(blocks[p], 80) and lines.is_date(blocks[p].text)]
    return set(dated) if len(dated) > 1 and all(_opens(blocks, place, last) for place in dated) else set()


def _named(blocks, first, last):
    """Return titles that begin with a name, each above a paragraph and below another: a dialogue has none between."""
    return {
        place
        for place in range(first + 1, last - 1)
        if _is_line(blocks[place], 110)
        and lines.is_named_title(blocks[place].text)
        and all(_is_prose(blocks[beside]) for beside in (place - 1, place + 1))
    }


def _presented(blocks, first, last):
    """Return lines that present somebody, « Camille Roux, directrice », when they part a text three times or more."""
    places = {
        place
        for place in range(first + 1, last - 1)
        if _is_line(blocks[place], 110)
        and lines.is_speaker(blocks[place].text)
        and not is_told(blocks[place].text)
        and all(_is_prose(blocks[beside]) for beside in (place - 1, place + 1))
    }
    return places if len(places) > 2 else set()


def _is_prose(block):
    """Say whether a block is a list, or a paragraph of some length that ends as a sentence does."""
    ends = block.text.rstrip(SPACES)[-1:] in tuple(".!?…»")
    return block.kind == "list" or (block.kind == "paragraph" and ends and len(block.text) > 80)


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
