"""Typographic repairs: those that change no letter are made, the others proposed."""

import re
from dataclasses import dataclass, replace

from ..passages import corrected
from ..understood import Repair
from .words import SPACES

_TRAILING = re.compile(r"[\u00a0\u202f\u2009\u200b]+$")
_DOUBLED = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
_QUOTE = re.compile(r"[«»“”„]")
_OPENS = {"«": "»", "“": "”", "„": "”"}
FURTHEST = 160
"""How far from the start of a block a closing quote may be for its lost opening to be that start."""

_ACCENTS = [
    (re.compile(r"(?:^|(?<=[.!?…:»”] )|(?<=[«“] )|(?<=[«“]))A (?=l[’'][a-zà-ÿ]|la |le |les |[a-zà-ÿ]{3,}|[A-ZÀ-Þ][a-zà-ÿ])"), "À "),
    (re.compile(r"(?<![\w-])Etat(?=s?\b(?![ -]Unis|[- ]major))"), "État"),
    (re.compile(r"(?<![\w-])Ecole(?=s?\b)"), "École"),
    (re.compile(r"(?<![\w-])Eglise(?=s?\b)"), "Église"),
    (re.compile(r"(?<![\w-])Education(?=\b)"), "Éducation"),
    (re.compile(r"(?<![\w-])Economie(?=\b)"), "Économie"),
    (re.compile(r"(?<![\w-])Energie(?=s?\b)"), "Énergie"),
    (re.compile(r"(?<![\w-])Evaluation(?=s?\b)"), "Évaluation"),
    (re.compile(r"(?<![\w-])Evénement(?=s?\b)"), "Événement"),
    (re.compile(r"(?<![\w-])Ethique(?=s?\b)"), "Éthique"),
    (re.compile(r"(?<![\w-])Etudiant(?=e?s?\b)"), "Étudiant"),
    (re.compile(r"(?<![\w-])Equipe(?=s?\b)"), "Équipe"),
    (re.compile(r"(?<![\w-])Elus?(?=\b)"), "Élu"),
    (re.compile(r"(?<![\w-])Echange(?=s?\b)"), "Échange"),
    (re.compile(r"(?<![\w-])Ile(?=s?\b)"), "Île"),
]  # fmt: skip
_NAMES = [
    (re.compile(r"\bFrances? [Ss]ervice\b(?!s)|\bFrance Services\b"), "France services"),
    (re.compile(r"\bNum[ée]rique en [Cc]ommuns?(?!\[|s\b|\w)(?! ?\[)"), "Numérique en Commun[s]"),
    (re.compile(r"\bAidant Connect\b|\bAidants connect\b"), "Aidants Connect"),
]
_CONTEXT = 24


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
    if trailing := _TRAILING.search(text):
        start = text.rfind(" ", 0, len(text[: trailing.start()].rstrip())) + 1
        found.append(Found(Repair("trailing_space", text[start:], text[start : trailing.start()], True), place, start))
        text = text[: trailing.start()]
        html = html and _TRAILING.sub("", html)
    if _DOUBLED.search(text):
        for double in _DOUBLED.finditer(text):
            around = text[max(0, double.start() - _CONTEXT) : double.end() + _CONTEXT]
            found.append(Found(Repair("double_space", around, _DOUBLED.sub(" ", around), True), place, double.start()))
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
    for kind, rules in (("uppercase_accent", _ACCENTS), ("official_name", _NAMES)):
        for pattern, after in rules:
            for match in pattern.finditer(text):
                if text[match.start() : match.end()] == after:
                    continue
                start, end = _with_neighbours(text, match, kind)
                before = text[start:end]
                written = text[start : match.start()] + after + text[match.end() : end]
                found.append(Found(Repair(kind, before, written), place, match.start()))
    return sorted(found, key=lambda one: one.at)


def _with_neighbours(text, match, kind):
    """Take in the article before and, after « A », the next words, so that the repair can be read by itself."""
    start, end = match.span()
    if kind == "official_name":
        return start, end
    if match.group() == "A ":
        word = re.compile(r"\S+").match(text, end)
        end = word.end() if word else end
        if word and word.group() in ("la", "le", "les"):
            word = re.compile(r"\s\S+").match(text, end)
            end = word.end() if word else end
        return start, len(text[:end].rstrip(",.;:!?"))
    before = re.search(r"[dl][’']$", text[max(0, start - 2) : start])
    return start - 2 if before else start, end
