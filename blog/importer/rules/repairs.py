"""Typographic repairs: those that change no letter are made, the others proposed."""

import itertools
import re
from dataclasses import dataclass, replace

from ..passages import corrected
from ..understood import Repair
from .words import SPACES

_INVISIBLE = "\u00a0\u202f\u2009\u200b"
_TRAILING = re.compile(rf"[{_INVISIBLE}]{{1,40}}$")
_DOUBLED = re.compile(r"[ \u00a0\u202f]{2,}")
_QUOTE = re.compile(r"[«»“”„]")
_OPENS = {"«": "»", "“": "”", "„": "”"}
FURTHEST = 160
"""How far from the start of a block a closing quote may be for its lost opening to be that start."""

_BARE_A = re.compile(r"A (?=l[’'][a-zà-ÿ]|la |le |les |[a-zà-ÿ]{3,}|[A-ZÀ-Þ][a-zà-ÿ])")
_BARE_CAPITAL = re.compile(
    r"(?:E(?:tats?(?![ -]Unis)(?![- ]major)|coles?|glises?|ducation|conomie|nergies?|valuations?|vénements?"
    r"|thique|tudiante?s?"
    r"|quipes?|lue?s?|changes?)|Iles?)(?![\wà-ÿ])"
)
_ACCENTED = {"E": "É", "I": "Î"}
_NAMES = [
    ("Service", re.compile(r"France [Ss]ervice(?!s)\b|France Services"), "France services"),
    ("ommun", re.compile(r"Num[ée]rique en [Cc]ommuns?(?![\w\[])(?! ?\[)"), "Numérique en Commun[s]"),
    ("onnect", re.compile(r"Aidant Connect\b|Aidants connect\b"), "Aidants Connect"),
]
_CONTEXT = 24
MOST = 40
"""How many repairs of one kind are listed for one block."""


@dataclass
class Found:
    """A repair and where it is: the place of the block, of the letter."""

    repair: Repair
    block: int
    at: int = 0


def mend(blocks):
    """Return (`blocks` with the repairs that change no letter, what was repaired or could be)."""
    mended, found = [], []
    for place, block in enumerate(blocks):
        whole = _mend(block, place, found)
        if block.items:
            whole.items = [_mend(item, place, found) for item in block.items]
        mended.append(whole)
    return mended, found


def _mend(block, place, found):
    text, html = block.text, block.html
    trimmed = text.rstrip(_INVISIBLE)
    if len(trimmed) < len(text):
        start = trimmed.rfind(" ", max(0, len(trimmed) - 60)) + 1
        found.append(Found(Repair("trailing_space", text[start : start + 80], trimmed[start:], True), place, start))
        text, html = trimmed, html and _TRAILING.sub("", html)
    if _DOUBLED.search(text):
        for double in itertools.islice(_DOUBLED.finditer(text), MOST):
            before, after = text[max(0, double.start() - _CONTEXT) : double.start()], text[double.end() :][:_CONTEXT]
            repair = Repair("double_space", f"{before}{double.group()[:3]}{after}", f"{before} {after}", True)
            found.append(Found(repair, place, double.start()))
        text, html = _DOUBLED.sub(" ", text), html and _DOUBLED.sub(" ", html)
    if lost := lost_quote(text):
        before, after = lost
        at = text.find(before)
        found.append(Found(Repair("missing_quote", before, after, True), place, at))
        text = text[:at] + after + text[at + len(before) :]
        html = html and (corrected(html, before, after) or "")
    found += _propose(text, place)
    return replace(block, text=text, html=html)


def lost_quote(text):
    """Return (before, after) when one quotation mark of `text` is certainly lost, else None.

    A closing mark with no opening one before it opens at the start of the block, if that is near; an opening mark
    that starts a block and is never closed closes at its end.
    """
    head = text[:2000]
    first = _QUOTE.search(head)
    if not first:
        return None
    if first.group() in "»”":
        words = head[: first.start()].rstrip(SPACES)
        marks = re.search(r"[.!?] ", words)
        if words and first.start() <= FURTHEST and not marks and '"' not in words:
            start = len(words) - len(words.lstrip(SPACES))
            return text[start : first.end()], f"« {words[start:]} »"
    elif first.start() == 0 and len(_QUOTE.findall(text)) == 1 and '"' not in text and len(text) <= FURTHEST:
        body = text.lstrip("«“„" + SPACES)
        if body:
            return text, f"« {body.rstrip(SPACES)} »"
    return None


def _propose(text, place):
    found = []
    if "A " in text:
        bare = [match for match in _BARE_A.finditer(text) if _starts(text, match.start())]
        found += [_accent(text, match, "À ", place) for match in bare[:MOST]]
    for match in itertools.islice(_BARE_CAPITAL.finditer(text), MOST):
        if not re.match(r"[\w-]", text[match.start() - 1 : match.start()]):
            word = match.group()
            found.append(_accent(text, match, _ACCENTED[word[0]] + word[1:], place))
    for sign, pattern, after in _NAMES:
        if sign in text or sign.lower() in text:
            for match in pattern.finditer(text):
                if match.group() != after:
                    found.append(Found(Repair("official_name", match.group(), after), place, match.start()))
    return sorted(found, key=lambda one: one.at)[:MOST]


def _starts(text, start):
    """Say whether a sentence starts there."""
    before = text[max(0, start - 6) : start].rstrip(SPACES + '«“"(')
    if re.search(r"\bM\.$|\b[A-ZÀ-Þ]\.$", before):
        return False
    return (not before and start < 6) or before[-1:] in set(".!?…:")


def _accent(text, match, after, place):
    """Take in the article before and, after « A », the next words, so that the repair can be read by itself."""
    start, end = match.span()
    if after == "À ":
        words = re.compile(r"(?:l[ae]s? )?\S{1,60}").match(text, end)
        end = len(text[start : words.end() if words else end].rstrip(",.;:!? ")) + start
    elif re.search(r"[dl][’']$", text[max(0, start - 2) : start]):
        start -= 2
    written = text[start : match.start()] + after + text[match.end() : end]
    return Found(Repair("uppercase_accent", text[start:end], written), place, match.start())
