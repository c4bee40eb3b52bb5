"""Who wrote the text: several names, with what they do, are still a by-line and not the summary."""

import re

from .lines import is_byline
from .words import SPACES, sentences

LONGEST = 300
_SIGNED = re.compile(
    r"(?:(?:un |ce |le )?(?:texte|récit|article|billet|retour|reportage|compte[- ]rendu)\s+)?"
    r"(?:par|(?:co-?)?(?:écrit|rédigé|signé)(?:e?s)?\s+(?:à \w+ mains )?par"
    r"|(?:texte|rédaction|auteur\w*|autrices?)\s*:)\s*:?\s+[A-ZÀ-Þ]",
    re.IGNORECASE,
)


def is_signature(text):
    """Say whether a line tells who wrote: « Récit écrit par A (Hub-Lo), B et C, médiatrice »."""
    text = text.strip(SPACES)
    if is_byline(text):
        return True
    one = len(text) <= LONGEST and not text.endswith(("?", "!")) and len(sentences(text)) == 1
    found = _SIGNED.match(text) if one else None
    return bool(found) and found.group()[-1].isupper() and ("," in text or " et " in text or len(text) < 90)
