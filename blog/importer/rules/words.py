"""French text, looked at from outside: sentences, capitals, quotation marks."""

import re

QUOTES = '«»“”„"‟'
SPACES = " \t\r\n\u00a0\u202f"
LOOKED_AT = 20_000
"""How many letters of one block are searched for people, figures and dates: no real paragraph is longer."""

_SENTENCE_END = re.compile(r"[.!?…](?:[ \u00a0\u202f]?[»”\")\]])*\s+(?=[«“\"(\[—–-]{0,2}\s?[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(’'])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|cf|art|n|p|av|bd|ex|[A-ZÀ-Þ]|(?:[A-Z]\.)+[A-Z])\.$"
)
_SPACES = re.compile(r"\s+")


def squeezed(text):
    """Return `text` with single ordinary spaces, and none around it."""
    return _SPACES.sub(" ", text).strip()


def sentences(text):
    """Return the (start, end) of each sentence of `text`; « M. Roux » and « F. Nom » do not end one."""
    spans, start = [], 0
    for found in _SENTENCE_END.finditer(text):
        stop = found.start() + 1
        if _ABBREVIATION.search(text[max(start, stop - 12) : stop]):
            continue
        spans.append((start, start + len(text[start : found.end()].rstrip())))
        start = found.end()
    if text[start:].strip():
        spans.append((start, start + len(text[start:].rstrip())))
    return spans


def is_capitals(text):
    """Say whether `text` is written in capitals."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def bare(text):
    """Return `text` without the quotation marks and spaces around it."""
    return text.strip(QUOTES + SPACES)
