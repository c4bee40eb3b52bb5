"""French words, made comparable: the same for the index and for what a reader types.

SQLite's index knows no French, and PostgreSQL's keeps accents. So both store and look for
stems made here, and answer alike.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

MAX_QUERY_LENGTH = 200
MAX_QUERY_WORDS = 12

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'"})
_INCLUSIVE = re.compile(r"[·•‧](?:[a-zà-ÿ]+)(?:[·•‧]s)?\b")
_WORD = re.compile(r"[a-z0-9]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'")
_STOP_WORDS = frozenset("a au aux ce ces dans de des du en et la le les ou par pour que qui sur un une".split())


def fold(text):
    """Return `text` in small letters without accents, ligatures or control characters."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c) and (c.isprintable() or c.isspace()))


def stems(text):
    """Return the stems of the words of `text`, in order.

    « Médiations », « mediation » and « MÉDIATION » give the same stem; « conseiller·ères » is read as
    « conseiller »; elided articles and the smallest words are left out.
    """
    text = _INCLUSIVE.sub("", text.lower())
    words = _WORD.findall(_ELISION.sub(" ", fold(text)))
    return [_stem(word) for word in words if word not in _STOP_WORDS]


def query_stems(query):
    """Return the stems to look for; an empty list when `query` holds no word. Bounded in length and number."""
    return stems(query[:MAX_QUERY_LENGTH])[:MAX_QUERY_WORDS]


@lru_cache(maxsize=20_000)
def _stem(word):
    # The words of a page come back at each of its saves. A stemmer holds the word it works on: each call has its own.
    stemmer = snowballstemmer.stemmer("french")
    # One pass leaves « conseillers » longer than « conseiller »: go on until nothing falls off.
    while (shorter := stemmer.stemWord(word)) != word:
        word = shorter
    return word
