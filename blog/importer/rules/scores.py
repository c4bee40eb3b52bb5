"""How much each line of a story looks like a heading: what is seen of it, weighed."""

from collections import Counter

from .surroundings import Surroundings
from .traits import traits_of
from .weights import BASE, COMPARED, FIRST_LOOK, KIN, MANNER, WEIGHTS

LONGEST = 220
"""Characters of a line that may be a heading."""
NEVER = frozenset(
    {
        "byline",
        "caption",
        "contact",
        "date",
        "hashtags",
        "label",
        "link",
        "names many",
        "odd quotes",
        "repeated, closing",
        "smiley",
        "speaker with a role",
        "thanks",
        "title again",
        "told with a !",
        "url",
    }
)
"""What no heading is, unless the whole text shows that it is one."""


def scores(blocks, first, last, title=""):
    """Return how much each line of `blocks[first:last]` looks like a heading: above zero, it is one."""
    places = [place for place in range(first, last) if _is_line(blocks[place])]
    around = Surroundings(blocks, first, last, places, title)
    traits = {place: traits_of(blocks[place].text) | around.traits_of(place) for place in places}
    traits = {place: seen for place, seen in traits.items() if not seen & NEVER}
    own = {place: sum(WEIGHTS.get(trait, 0) for trait in seen) for place, seen in traits.items()}
    return _compared(traits, own, last - first)


def _is_line(block):
    return block.kind == "paragraph" and 0 < len(block.text) <= LONGEST


def _compared(traits, own, size):
    """Return the scores of lines once each is compared with the likeliest of the text, and with its neighbours.

    A text has its own manner of headings: what is unlike them needs more to be one.
    """
    likely = {place for place, score in own.items() if score > FIRST_LOOK}
    opening = min(likely, default=None)
    shared = Counter(trait for place in likely for trait in traits[place] & MANNER)
    found = {}
    for place, seen in traits.items():
        itself, manner = place in likely, seen & MANNER
        others = len(likely) - itself
        score = own[place] + BASE
        if not others:
            score += COMPARED["no other"]
        elif manner:
            score += KIN * sum(shared[trait] - itself for trait in manner) / (others * len(manner))
        if opening is None or place <= opening:
            score += COMPARED["none before"]
        if others > size / 6:
            score += COMPARED["many others"]
        if place - 1 in likely and own[place - 1] > own[place]:
            score += COMPARED["under a likelier one"]
        found[place] = score
    return found
