"""Themes that a section speaks of, with the words that say so."""

import re
from functools import lru_cache

from core.search import stems

from ..lexicon import key
from .words import LOOKED_AT

_WORD = re.compile(r"\w{1,60}(?:[·•‧]\w+)*(?:[’'](?=\w))?")
LONG_STEM = 8
MOST = 4
"""How many themes are proposed for one section."""
SURE = 2
"""From which score a theme is ticked at first: several words, several times or in the heading, not one in passing."""
_A_TOWN = re.compile(r"communes?")
"""Not what is held in common, « un commun », of which it has the stem."""
_COMMON = frozenset(
    "numer outil servic usag person travail public pratiqu form acteur lieu projet local territoir".split()
)

_stems = lru_cache(20_000)(lambda word: tuple(stems(word)))


class Themes:
    """Themes ready to be looked for: each name and synonym as a sequence of stems."""

    def __init__(self, themes):
        self.known = []
        for theme in themes:
            ways = [theme.name, *re.split(r"\s*(?:&|,|\bet\b)\s*", theme.name), *theme.synonyms]
            for words in dict.fromkeys(ways):
                sequence = tuple(stems(words))
                if sequence and not (len(sequence) == 1 and (sequence[0] in _COMMON or len(words) < 2)):
                    self.known.append((theme, sequence, words))

    def find(self, heading, text):
        """Return [(theme, words, whether it is sure)] for what is said under `heading`, the most insistent first."""
        scores, words = {}, {}
        for weight, passage in ((3, heading[:300]), (1, text[:LOOKED_AT])):
            tokens = [
                (stem[0], found.group())
                for found in _WORD.finditer(passage)
                if (stem := _stems(found.group().casefold()))
            ]
            stemmed = [stem for stem, _word in tokens]
            places = {}
            for place, stem in enumerate(stemmed):
                places.setdefault(stem, []).append(place)
            for theme, sequence, known in self.known:
                for place in places.get(sequence[0], []):
                    if tuple(stemmed[place : place + len(sequence)]) != sequence:
                        continue
                    written = [word for _stem, word in tokens[place : place + len(sequence)]]
                    if len(sequence) == 1 and not _same_word(known, written[0], sequence[0]):
                        continue
                    scores[theme] = scores.get(theme, 0) + weight * min(len(sequence), 2)
                    words.setdefault(theme, {}).setdefault(key(" ".join(written)), " ".join(written))
        ranked = sorted(scores, key=lambda theme: -scores[theme])
        return [(theme, ", ".join(list(words[theme].values())[:4]), scores[theme] >= SURE) for theme in ranked[:MOST]]


def _same_word(known, written, stem):
    """One word alone must be the same, but for its plural; a stem is enough only when it is long."""
    if known.isupper() and len(known) <= 4:
        return written == known
    if _A_TOWN.fullmatch(key(written)):
        return key(written).removesuffix("s") == key(known).removesuffix("s")
    return _singular(known) == _singular(written) or (len(stem) >= LONG_STEM and not stem.startswith("particip"))


def _singular(word):
    return key(word).removesuffix("s").removesuffix("x").removesuffix("e")
