"""Finding a person in texts that others were sent, without harm to anything else in them."""

import re

_URL = re.compile(r"(https?://\S+)")
APOSTROPHES = "['’]"


def address_of(email):
    """Return the pattern that finds `email` and no longer address that holds it."""
    return re.compile(rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)", re.IGNORECASE)


def full_name_of(name):
    """Return the pattern that finds a full name as texts set it, or None for a single word.

    People choose their names: one that is a single word, or part of a word, is found in what is not about them.
    """
    words = name.split()
    if len(words) < 2:
        return None
    parts = (re.sub(APOSTROPHES, lambda _found: APOSTROPHES, re.escape(word)) for word in words)
    return re.compile(r"(?<![\w-])" + r"\s+".join(parts) + r"(?![\w-])")


def put_in_place(text, patterns, alias):
    """Return `text` with `alias` for all that `patterns` find, outside of the addresses of pages, which must open."""
    parts = _URL.split(text)
    for pattern in patterns:
        parts[::2] = [pattern.sub(lambda _found: alias, part) for part in parts[::2]]
    return "".join(parts)
