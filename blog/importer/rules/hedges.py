"""The words before a number that say how exact it is; a reader must read them with it."""

import re

from .words import squeezed

_NEAR = (
    r"environ|près d[e’']\s?|presque|autour d[e’']\s?|quelque|à peu près|approximativement|de l[’']ordre d[e’']\s?"
    r"|plus ou moins|aux alentours d[e’']\s?"
)
_ESTIMATED = r"une estimation de|estim\w+ à"
_BETWEEN = r"entre\s+\d[\d \u00a0\u202f.,]*(?:\s?(?:milliers?|millions?|milliards?|%))?\s+et"
_BOUND = r"plus d[e’']\s?|moins d[e’']\s?|au moins|jusqu[’']à|quelques|pas moins d[e’']\s?"
_BEFORE = 40
"""How many letters before a number its hedge may begin."""

_NEARLY = re.compile(rf"(?:\b(?:{_NEAR}|{_ESTIMATED}|{_BETWEEN}))\s*$", re.IGNORECASE)
_NEARLY_AFTER = re.compile(r"(?:\s[\wà-ÿ’'-]+){0,2}\s+environ\b")
_READ_WITH = re.compile(rf"\b(?:{_BETWEEN}|(?:pas )?{_BOUND}|{_NEAR})\s*$", re.IGNORECASE)
_ANY = re.compile(rf"\b(?:{_NEAR}|{_ESTIMATED}|{_BETWEEN}|{_BOUND})\s*$", re.IGNORECASE)
_OPENS_A_RANGE = re.compile(r"\bentre\s*$", re.IGNORECASE)
_CLOSES_A_RANGE = re.compile(r"(?:\s[\wà-ÿ%]+)?\s+et\s+\d")


def is_nearly(sentence, start, end):
    """Say whether the number at `sentence[start:end]` is said to be but near the truth."""
    return bool(_NEARLY.search(_before(sentence, start)) or _NEARLY_AFTER.match(sentence, end))


def with_hedge(sentence, start):
    """Return where the hedge of the number at `start` begins: there, when it has none."""
    found = _ANY.search(_before(sentence, start))
    return start - len(found.group()) if found else start


def hedge_of(sentence, start):
    """Return the words to be read with the number at `start`: « environ », « plus de », « entre 5 et »."""
    found = _READ_WITH.search(_before(sentence, start))
    return squeezed(found.group()).lower() if found else ""


def opens_a_range(sentence, start, end):
    """Say whether the number at `sentence[start:end]` is the first of « entre 5 000 et 6 000 »."""
    return bool(_OPENS_A_RANGE.search(_before(sentence, start)) and _CLOSES_A_RANGE.match(sentence, end))


def _before(sentence, start):
    return sentence[max(0, start - _BEFORE) : start]
