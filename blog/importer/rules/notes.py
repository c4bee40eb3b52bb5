"""Notes rather than a recap: a text most of whose lines are short, and open nothing."""

from statistics import median

from . import lines
from .claims import is_claim
from .surroundings import is_row
from .thanks import gives_thanks
from .words import SPACES, bare

NOTES = 0.4
"""Above this share of short lines, a text may be notes."""
UNPLACED = 0.3
"""Above this share of short lines that open nothing, it is, if its paragraphs are short too."""
MOSTLY = 0.5
"""Above this share, it is anyway."""
SHORT_BODY = 55
"""Below this many letters, what stands between two headings is hardly a paragraph."""
SHORTEST_BODY = 25
"""Below this many, it is none."""
FEWEST = 8
"""Blocks below which a text is too short to tell."""
LONGEST = 130


def is_notes(blocks, first, last, found, apart=()):
    """Say whether `blocks[first:last]`, with headings at the places `found`, are notes; lines `apart` do not count."""
    places = [place for place in range(first, last) if blocks[place].kind != "image" and place not in apart]
    content = [place for place in places if not _is_aside(blocks[place].text)]
    short = [place for place in content if place in found or _is_short(blocks[place])]
    if len(content) < FEWEST or len(short) <= NOTES * len(content):
        return False
    kept = [place for place in content if place not in found and not _announces(blocks[place])]
    body = [sum(map(len, blocks[p].words())) for p in kept if blocks[p].kind in ("paragraph", "list")]
    placed = [place for place in short if place in found or _announces(blocks[place])]
    unplaced = [place for place in short if place not in placed and not is_claim(blocks[place].text)]
    lost, usual = len(unplaced) / len(content), median(body) if body else SHORT_BODY
    return lost > MOSTLY or usual < SHORTEST_BODY or (lost > UNPLACED and usual < SHORT_BODY)


def _is_aside(text):
    return lines.is_aside(text) or is_row(text)


def _is_short(block):
    """Say whether a block is one line that ends no sentence, as a naive eye sees it."""
    text = block.text.strip(SPACES)
    if block.kind not in ("paragraph", "heading") or not text or len(text) > LONGEST or gives_thanks(text):
        return False
    return (bare(text)[-1:] or text[-1:]) not in tuple(".;,!") or text.endswith(("...", " etc."))


def _announces(block):
    """Say whether a line announces a list, or a picture that a plain text has lost."""
    return block.text.rstrip(SPACES).endswith(":")
