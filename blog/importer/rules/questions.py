"""Questions of the audience, asked one after the other in one paragraph."""

import itertools
import re
from dataclasses import dataclass, field

from .words import SPACES, sentences, squeezed

FEWEST = 2


@dataclass
class Asked:
    """Questions, with the words that introduce them; `before` is what the paragraph tells first."""

    before: str = ""
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
    head = text[: found[0].start()].rstrip(SPACES)
    spans = sentences(head)
    # What ends as a sentence tells something of its own: « On a ri. Puis on a demandé : … ».
    start = len(head) if head[-1:] in tuple(".!?…»") else spans[-1][0] if spans else 0
    intro = head[start:].rstrip(SPACES + ",;–—-")
    return Asked(head[:start].rstrip(SPACES), intro, [squeezed(match[1]) for match in found])
