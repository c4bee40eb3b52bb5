"""Lines that say something in full: what tells a one-sentence paragraph from a heading."""

import re
from typing import NamedTuple

from .words import SPACES, bare, is_capitals

_ENDS_LIKE_A_WORD = re.compile(r"(?:^|\s)[\w’'-]+$")


class Sign(NamedTuple):
    """What speaks against a line being a heading, and how much."""

    name: str
    weight: int
    pattern: re.Pattern
    in_questions: bool = False
    """Whether it counts in a question too: most questions have a subject and a verb, headings or not."""


ENOUGH = 2
"""From this weight on, a line is a sentence of the story."""
ENOUGH_UNENDED = 3
"""And from this one, when no sign ends it as a sentence is ended: few sentences lack one."""
LONG_QUOTE = 60
"""A quotation longer than this is somebody's words rather than a title."""

_CASE = re.IGNORECASE
SIGNS = [
    # Somebody speaks.
    Sign("speaks", 3, re.compile(r"(?:j[’']|(?:je|nous|me)\b)", _CASE)),
    # Something is told of « il », « elle », « on ».
    Sign("is told", 2, re.compile(r"(?:on|ils?|elles?|c[’']est|c[’']était|ce sont)\b", _CASE)),
    # The line goes on from the one before it.
    Sign(
        "goes on",
        2,
        re.compile(
            r"(?:mais|alors|ensuite|puis|donc|ainsi|car|cependant|pourtant|d[’']ailleurs|en effet|à travers|a travers"
            r"|en vrai|en attendant|pour suivre|depuis lors|autre \w+ :|bref,|enfin,|\w+ment,|heureusement"
            r"|malheureusement|clairement|évidemment|finalement)(?=\W|$)",
            _CASE,
        ),
        True,
    ),
    # A verb that a title rarely has.
    Sign(
        "title verb",
        1,
        re.compile(
            r".*\b(?:ont|est|sont|étai(?:s|t|ent)|été|sera|seront|avons|avez|sommes|permet(?:tent)?|proposai\w+|doit"
            r"|doivent|il y a|il faut|n[’']a|[jlm][’']ai|avai(?:s|t|ent)|[a-zà-ÿ]{4,}(?:aient|èrent)"
            r"|(?:elle|il|on|qui) [a-zà-ÿ]{3,}ait|qui (?:a|donnent?))\b",
            _CASE,
        ),
    ),
    # It points back at what was said.
    Sign("points back", 1, re.compile(r".*\b(?:cette(?! (?:année|édition))|cet|ces|celui|celle|ceux|celles)\b", _CASE)),
    # It exclaims, or trails off.
    Sign("exclaims", 1, re.compile(r".*(?:!|…|\.\.\.)[\s»”\")]*$")),
    # It names an account, or many things after a colon.
    Sign("names many", 3, re.compile(r".*(?:^|\s)@\w|.*\s?:[^:,]+(?:,[^,]+){3}", _CASE), True),
    # It exclaims at length.
    Sign("exclaims at length", 1, re.compile(r".{70,}![\s»”\")]*$")),
]


def has_odd_quotes(text):
    """Say whether a quotation begins or ends outside of `text`."""
    return bool(text.count('"') % 2) or text.count("«") != text.count("»")


def is_claim(text):
    """Say whether `text` is a sentence of the story rather than a title."""
    text = text.strip(SPACES)
    if is_capitals(text):
        return False
    if bare(text) != text and text[:1] in '«“"' and text[-1:] in '»”"':
        return len(text) > LONG_QUOTE
    if has_odd_quotes(text):
        return True
    asks = text.endswith("?")
    weight = sum(sign.weight for sign in SIGNS if (sign.in_questions or not asks) and sign.pattern.match(text))
    return weight >= (ENOUGH_UNENDED if _ENDS_LIKE_A_WORD.search(text) else ENOUGH)
