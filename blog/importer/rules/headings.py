"""Headings: stated by the format, or told from the lines around them."""

import re
from dataclasses import dataclass
from statistics import median

from ..lexicon import key
from . import lines
from .claims import is_claim
from .shapes import consistent, refrains
from .thanks import gives_thanks
from .words import SPACES, bare, is_capitals, sentences

LONGEST = 130
LONGEST_QUESTION = 120
LONGEST_QUESTIONS = 100
"""Characters of a heading made of two questions."""
NOTES = 0.4
"""Above this share of blocks that look like headings, a text is notes rather than a recap."""
UNPLACED = 0.3
"""Above this share of short lines that open nothing, too."""
SHORT_BODY = 55
"""Below this many letters, what stands between two headings is hardly a paragraph."""

_MARKED = re.compile(
    r"\s*(?:\d{1,2}\s?(?:[.)/°–—-]|\s(?=[A-ZÀ-Þ]))|[IVX]{1,4}\s?[.)–—-]|[A-F]\s?[.)–—-]\s|\d{1,2}\s?[hH:]\s?\d{0,2}\b"
    r"|(?:de )?\d{1,2}\s?h|#{1,4}\s|(?:ateliers?|tables? rondes?|session|séquence|partie|jour(?:née)?|temps|plénière|"
    r"conférence|matin(?:ée)?|après-midi|soirée|étape|acte|axe|volet|chapitre|thème|focus|stand|débat|keynote"
    r"|module)\b)",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:a|ont|est|sont|était|étaient|été|avons|avez|sommes|voici|voilà|faut|proposait|permet|permettent|nous|vous"
    r"|ils|elles|suivante?s?|notamment)\b|\b[jl][’']ai\b",
    re.IGNORECASE,
)


@dataclass
class Look:
    """How a block looks: whether it could be a heading, and what sets it apart."""

    short: bool = False
    """One line that ends no sentence, as a naive eye sees it."""
    could: bool = False
    marked: bool = False
    bold: bool = False
    colon: bool = False
    aside: bool = False
    question: bool = False


def look_at(block, title=""):
    """Return how `block` looks by itself."""
    text = block.text.strip(SPACES)
    if block.kind not in ("paragraph", "heading") or not text or len(text) > LONGEST * 2:
        return Look()
    look = Look(aside=lines.is_aside(text), question=text.endswith("?"))
    if len(text) > LONGEST:
        return look
    look.bold = _is_bold(block)
    look.marked = bool(_MARKED.match(text)) or is_capitals(text)
    look.colon = text.endswith(":")
    ending = bare(text)[-1:] or text[-1:]
    look.short = ending not in (".", ";", ",") or text.endswith(("...", " etc."))
    first = bare(text).lstrip("….")[:1] if len(text) > 1 else ""
    follows_on = text.startswith(("…", "..."))
    repeated = bool(title) and len(text) < len(title) + 9 and key(text) == key(title)
    look.could = (
        look.short
        and not look.aside
        and not repeated
        and (first.isupper() or follows_on or first.isdigit() or bool(_MARKED.match(text)) or text[:2].lower() == "e-")
        and any(character.isalpha() for character in text)
        and not gives_thanks(text)
        and not lines.is_greeting(text)
        and not text.startswith(("—", "–", "-", "•", "*", "→"))
        and len(sentences(text.replace("...", ""))) <= _sentences_allowed(text, look)
        and (look.marked or not is_claim(text))
    )
    if not look.could and not look.aside and ending in ("!", "?"):
        look.short = False
    if look.colon and look.could:
        look.could = len(text.split()) <= 9 and not _FINITE.search(text)
    return look


def _sentences_allowed(text, look):
    """Return how many sentences a heading may seem to hold: « Réussir sans effort ? Gilles Roux » is but one."""
    asks_at_length = text.endswith("?") and len(text) > LONGEST_QUESTIONS and not look.marked
    ends = text.endswith((".", "!")) and not look.marked
    if text.endswith("?") and len(text) > LONGEST_QUESTION and not look.marked:
        return 0
    return 1 if ends or asks_at_length else 2


def _is_bold(block):
    html = block.html.strip()
    return bool(html) and not re.sub(r"<(b|strong)>.*?</\1>|<[^>]+>", "", html).strip(SPACES + ":") and "<b>" in html


def find_headings(blocks, first, last, title="", bold_only=False):
    """Return the places of the headings among `blocks[first:last]`, and whether the text looks like notes."""
    looks = {place: look_at(blocks[place], title) for place in range(first, last)}
    alike = set() if bold_only else consistent(blocks, first, last)
    for place in refrains(blocks, first, last, lambda place: looks[place].could or place in alike) - alike:
        looks[place].could, looks[place].aside = False, True
    for place in alike:
        looks[place].could, looks[place].aside, looks[place].marked = True, False, True
    found = set()
    for place in range(first, last):
        said_by = place + 1 < last and lines.is_attribution(blocks[place + 1].text)
        if not looks[place].could or said_by or (bold_only and not looks[place].bold):
            continue
        if _opens(blocks, looks, place, last):
            found.add(place)
    found -= _listed(blocks, looks, found, first)
    found |= alike
    found -= _lone_exclamation(blocks, looks, found)
    bold = {place for place in found if looks[place].bold}
    if len(bold) >= 2 and len(bold) >= len(found) / 2:
        found = bold
    return found, _is_notes(blocks, looks, found)


def _lone_exclamation(blocks, looks, found):
    """Return the only candidate of a text when it exclaims, asks or trails off: it is part of the story."""
    return {
        place
        for place in found
        if len(found) == 1
        and not (looks[place].marked or looks[place].bold)
        and blocks[place].text.rstrip(SPACES)[-1:] in ("!", "?", "…", ".")
    }


def bold_headings(blocks, first, taken):
    """Return the bold lines that stand above a text, in a document whose headings are stated otherwise."""
    looks = {place: look_at(blocks[place]) for place in range(first, len(blocks)) if place not in taken}
    bold = {place for place, look in looks.items() if look.bold and blocks[place].kind == "paragraph"}
    if len(bold) > len(looks) / 3:
        return set()
    return {place for place in bold if looks[place].could and _stands_above(blocks, looks, place, bold)}


def _stands_above(blocks, looks, place, bold):
    after = place + 1
    if after not in looks:
        return lines.opens_pictures(blocks[place].text)
    return after not in bold and blocks[after].kind not in ("heading", "note")


def _opens(blocks, looks, place, last):
    """Say whether something to read follows."""
    after = _after(looks, place, last)
    if after is None:
        # « Contact » may open nothing but an address, « Les intervenantes » nothing but names.
        tells = place + 1 < last and lines.tells(blocks[place + 1].text)
        return tells or lines.opens_pictures(blocks[place].text)
    look = looks[place]
    if lines.is_soft_link(blocks[place].text) and not is_capitals(blocks[place].text):
        return not looks[after].could
    if look.colon:
        return _colon_opens(blocks, looks, place, after)
    if not looks[after].could:
        return True
    if looks[after].colon and not look.colon:
        return True
    if " " not in bare(blocks[place].text) and not (look.marked or look.bold):
        return False
    following = _after(looks, after, last)
    return following is not None and (not looks[following].could or look.marked or look.bold)


def _colon_opens(blocks, looks, place, after):
    """Say whether a line that ends with a colon opens a passage, rather than the list or the line after it."""
    text, following = blocks[place].text, blocks[after]
    if looks[place].bold or looks[place].marked:
        return True
    if following.kind == "list":
        return lines.is_label(text.rstrip(SPACES + ":") + " : -")
    ends = following.text.rstrip(SPACES + '»”")')[-1:] in (".", "!", "?", "…")
    return following.kind != "paragraph" or ends or len(following.text) > LONGEST


def _after(looks, place, last):
    for after in range(place + 1, last):
        if not looks[after].aside:
            return after
    return None


def _listed(blocks, looks, found, first):
    """Return those that are but lines of a list without bullets: one after the other, announced or too many."""
    listed, run = set(), []
    for place in sorted(looks):
        if looks[place].could and not looks[place].colon:
            run.append(place)
            continue
        listed |= _run_of_lines(blocks, looks, run, first)
        run = []
    return listed | _run_of_lines(blocks, looks, run, first)


def _run_of_lines(blocks, looks, run, first):
    if not run:
        return set()
    announced = run[0] > first and blocks[run[0] - 1].text.rstrip(SPACES).endswith(":")
    if announced and not looks[run[0] - 1].could and len(run) > 1:
        return set(run[:-1]) if len(run) > 2 else set()
    if len(run) > 3:
        return {place for place in run if not looks[place].bold}
    return set()


def _is_notes(blocks, looks, found):
    content = [place for place, look in looks.items() if blocks[place].kind != "image" and not look.aside]
    short = [place for place in content if looks[place].short and not gives_thanks(blocks[place].text)]
    if len(content) < 8 or len(short) <= NOTES * len(content):
        return False
    body = [sum(map(len, blocks[place].words())) for place in content if _is_body(blocks, looks, place, found)]
    unplaced = [place for place in short if place not in found and not _has_its_place(blocks, looks, place)]
    well_formed = len(unplaced) <= UNPLACED * len(content)
    return not well_formed or (bool(body) and median(body) < SHORT_BODY)


def _is_body(blocks, looks, place, found):
    kind = blocks[place].kind
    return place not in found and kind in ("paragraph", "list") and not _announces(blocks, looks, place)


def _has_its_place(blocks, looks, place):
    """Say whether a line that is no heading belongs to a story: it is a sentence, or announces a list."""
    return _announces(blocks, looks, place) or is_claim(blocks[place].text)


def _announces(blocks, looks, place):
    return looks[place].colon and place + 1 in looks and blocks[place + 1].kind == "list"
