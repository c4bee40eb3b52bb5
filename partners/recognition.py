"""Partners recognised in running text, by any name under which they are written."""

import itertools
import re
from typing import NamedTuple

from core.search import fold

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_ARTICLES = frozenset("l le la les".split())
SHORTEST_ACRONYM_IN_SMALL_LETTERS = 4
"""« dinum » can only be the DINUM; « caf » or « nec » could be anything."""


class Match(NamedTuple):
    """A partner named in a text: its primary key, its full name, and where (`text[start:end]` are the words read)."""

    partner: int
    name: str
    start: int
    end: int


class Names:
    """Every name of every partner, ready to be looked for.

    Accents, case, hyphens, apostrophes and a leading article make no difference. A name of one word is
    only recognised where it is written as a name: with a capital, or as an acronym.
    """

    def __init__(self, names):
        """`names` is an iterable of (primary key, full name, name to look for)."""
        self._names = {}
        for partner, full_name, name in names:
            words = _WORD.findall(name)
            while len(words) > 1 and fold(words[0]) in _ARTICLES:
                words = words[1:]
            key = tuple(fold(word) for word in words)
            if key and all(key):
                self._names.setdefault(key, (partner, full_name, words))
        self._longest = max(map(len, self._names), default=0)

    @classmethod
    def of_partners(cls, partners=None):
        """Load the names of `partners` (a PartnerPage queryset; all of them by default) in two queries."""
        from .models import PartnerAlias, PartnerPage

        partners = PartnerPage.objects.all() if partners is None else partners
        rows = list(partners.order_by("pk").values_list("pk", "title", "short_name"))
        aliases = PartnerAlias.objects.filter(partner__in=[pk for pk, _title, _short in rows]).order_by("pk")
        titles = {pk: title for pk, title, _short in rows}
        return cls(
            [(pk, title, title) for pk, title, _short in rows]
            + [(pk, title, short) for pk, title, short in rows if short]
            + [(pk, titles[pk], name) for pk, name in aliases.values_list("partner", "name")]
        )

    def find(self, text):
        """Return the matches in `text`, in order, without overlap; of two that begin together, the longest."""
        words = list(_WORD.finditer(text))
        folded = [fold(word.group()) for word in words]
        matches, here = [], 0
        while here < len(words):
            for length in range(min(self._longest, len(words) - here), 0, -1):
                found = self._names.get(tuple(folded[here : here + length]))
                if found and self._is_written_as_a_name(words[here : here + length], found[2], text):
                    partner, name, _words = found
                    matches.append(Match(partner, name, words[here].start(), words[here + length - 1].end()))
                    here += length - 1
                    break
            here += 1
        return matches

    @staticmethod
    def _is_written_as_a_name(read, known, text):
        if len(read) > 1:
            # The words of one name stand in one sentence: nothing but spaces, hyphens and apostrophes between them.
            gaps = itertools.pairwise(read)
            return all(not re.search(r"[^\s\-‐‑'’.&·]|\.\s", text[a.end() : b.start()]) for a, b in gaps)
        word, name = read[0].group(), known[0]
        is_acronym = name.isupper() and len(name) >= SHORTEST_ACRONYM_IN_SMALL_LETTERS
        return is_acronym or word[0].isupper() or word[0].isdigit() or name[0].islower()
