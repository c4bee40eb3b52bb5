"""Themes that a section speaks of, with the words that say so."""

import re
from functools import lru_cache

from core.search import stems

from .words import LOOKED_AT

_WORD = re.compile(r"[\w]+(?:[·•‧]\w+)*(?:[’'](?=\w))?")
MOST = 4
"""How many themes are proposed for one section."""
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
        """Return [(theme, words)] for what is said under `heading`, the most insistent first."""
        scores, words = {}, {}
        for weight, passage in ((3, heading), (1, text[:LOOKED_AT])):
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
                    if known.isupper() and len(known) <= 4 and not written[0].isupper():
                        continue
                    scores[theme] = scores.get(theme, 0) + weight * min(len(sequence), 2)
                    words.setdefault(theme, dict.fromkeys([]))[" ".join(written)] = None
        ranked = sorted(scores, key=lambda theme: -scores[theme])
        return [(theme, ", ".join(list(words[theme])[:4])) for theme in ranked[:MOST]]
