"""Questions of the audience, asked one after the other in one paragraph."""

import itertools
import re
from dataclasses import dataclass, field

from .words import SPACES, squeezed

FEWEST = 2


@dataclass
class Asked:
    """Questions, with the words that introduce them."""

    intro: str = ""
    questions: list[str] = field(default_factory=list)


_QUOTED = re.compile(r"(?:«|“|\")[ \u00a0\u202f]*([^«»“”\"]{3,400}?\?)[ \u00a0\u202f]*(?:»|”|\")")


def questions_of(text):
    """Return the questions of a paragraph that holds little else, or None."""
    if text.count("?") < FEWEST or len(text) > 10_000:
        return None
    found = list(_QUOTED.finditer(text))
    if len(found) < FEWEST:
        return None
    between = [text[a.end() : b.start()] for a, b in itertools.pairwise(found)]
    tail = text[found[-1].end() :]
    if any(re.search(r"\w{4,}", words) for words in [*between, tail]):
        return None
    intro = text[: found[0].start()].rstrip(SPACES)
    return Asked(intro, [squeezed(match[1]) for match in found])
