"""What people type at the start of a line to make a list by hand."""

import re
from collections import Counter

SURE = re.compile(r"([•◦▪▫‣·●○■□►▶➢➤→➔❖\uf0b7\uf0a7\uf0d8])\s*(?=\S)")
DASH = re.compile(r"([-–])\s+(?=\S)")
DOUBTFUL = re.compile(r"([—*+])\s+(?=\S)|([-–])(?=[^\W\d])|(o)\t+(?=\S)")
ORDERED = re.compile(r"(?:(\d{1,2})\s?[.)-]|([a-z])\))\s+(?=\S)")

RULE = re.compile(r"\s*([-=_*~–—#])(?:\s*\1){2,}\s*")
"""A line drawn across the text: it says nothing."""

ALONE = re.compile(r"[•◦▪▫‣●○■□►➢➤\uf0b7\uf0a7\uf0d8]")
"""A bullet that a copy from a PDF left on a line of its own."""


class Marker:
    """A bullet or a number: `kind` is sure, doubtful or ordered; `number` is 1 for 1. and for a)."""

    def __init__(self, kind, sign, length, number=0):
        self.kind, self.sign, self.length, self.number = kind, sign, length, number


def marker(text):
    """Return the marker at the start of a text, or None."""
    if found := SURE.match(text) or DASH.match(text):
        return Marker("sure", found[1], found.end())
    if found := ORDERED.match(text):
        number = int(found[1]) if found[1] else ord(found[2]) - ord("a") + 1
        sign = "1" if found[1] else "a"
        return Marker("ordered", sign, found.end(), number)
    if found := DOUBTFUL.match(text):
        return Marker("doubtful", found[1] or found[2] or found[3], found.end())
    return None


def is_a_list(markers, announcing=()):
    """Tell for each of several markers that follow each other whether it really starts an item of a list.

    A number whose line announces the bullets after it (its place is in `announcing`) numbers a passage, no item.
    """
    signs = Counter(found.sign for found in markers)
    expected, kept, counting = {}, [], {}
    for place, found in enumerate(markers):
        if place in announcing:
            kept.append(False)
        elif found.kind == "ordered":
            follows = found.number == expected.get(found.sign, 1)
            if not follows and found.number == 1:
                follows = True  # a second list, or the sub-list of the next item, starts over
            if follows:
                expected[found.sign] = found.number + 1
                counting.setdefault(found.sign, []).append(place)
            kept.append(follows)
        else:
            kept.append(found.kind == "sure" or signs[found.sign] > 1)
    for places in counting.values():
        if len(places) < 2:
            kept[places[0]] = False
    return kept
