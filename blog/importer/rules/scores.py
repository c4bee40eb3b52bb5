"""How much each line of a story looks like a heading: what is seen of it, weighed."""

from collections import Counter
from heapq import nlargest

from .surroundings import Surroundings
from .traits import traits_of
from .weights import BASE, COMPARED, FIRST_LOOK, KIN, MANNER, WEIGHTS

LONGEST = 220
"""Characters of a line that may be a heading."""
MUCH_LONGER = 1.5
"""How many times the words of the longest other heading are too many."""
NEVER = frozenset(
    {
        "byline",
        "caption",
        "contact",
        "date",
        "hashtags",
        "in brackets",
        "label",
        "link",
        "name under a line",
        "odd brackets",
        "odd quotes",
        "repeated, closing",
        "smiley",
        "speaker with a role",
        "thanks",
        "title again",
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
    words = {place: len(blocks[place].text.split()) for place in traits}
    return _compared(traits, own, words, last - first)


def _is_line(block):
    return block.kind == "paragraph" and 0 < len(block.text) <= LONGEST


def _compared(traits, own, words, size):
    """Return the scores of lines once each is compared with the likeliest of the text, and with its neighbours.

    A text has its own manner of headings: what is unlike them needs more to be one.
    """
    likely = {place for place, score in own.items() if score > FIRST_LOOK}
    opening = min(likely, default=None)
    shared = Counter(trait for place in likely for trait in traits[place] & MANNER)
    longest = nlargest(2, (words[place] for place in likely))
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
        if place - 1 in likely and "ends ?" in seen:
            score += COMPARED["a question under a likely one"]
        if "ends ." in seen and shared["ends ."] == itself:
            score += COMPARED["alone to end with a full stop"]
        if "ends :" in seen and shared["ends :"] - itself > 1:
            score += COMPARED["ends with a colon as others do"]
        if others > 1 and words[place] > MUCH_LONGER * longest[itself and words[place] == longest[0]]:
            score += COMPARED["much longer than the others"]
        found[place] = score
    return found
