"""Thanks: a paragraph of its own, or the last sentences of one."""

import re

from .words import sentences

_THANKS = re.compile(
    r"\bmerci\b(?! (?:de|d[’']) ?(?:bien vouloir|vous|nous|ne |lui|leur|[a-zà-ÿ]+(?:er|ir|re)\b))"
    r"|\bmercis\b|\b(?:nous|on|je|j[’']|tenons à|tiens à|tient à|voulons|souhaitons|souhaite) ?(?:vous |les "
    r"|tous |toutes |"
    r"tou·te·s |encore |particulièrement |chaleureusement |vivement |également |aussi |à )*remerci\w+"
    r"|\bremerciements?\b|\bnotre (?:gratitude|reconnaissance)\b|\bremercions\b|\bremercie(?:nt)?\b"
    r"|\b(?:sont|soient|est|soit) (?:ici |vivement |chaleureusement |sincèrement )*remercié",
    re.IGNORECASE,
)
LONGEST = 900


def gives_thanks(text):
    """Say whether `text` gives thanks somewhere."""
    return bool(_THANKS.search(text[:5000]))


def is_thanks(text):
    """Say whether the whole of a paragraph gives thanks: it does from its first sentence, or in most of them."""
    if len(text) > LONGEST:
        return False
    spans = sentences(text)
    thankful = [bool(_THANKS.search(text[start:end])) for start, end in spans]
    return bool(spans) and any(thankful) and (thankful[0] or sum(thankful) * 2 > len(thankful))


def thanks_at_the_end(text):
    """Return where the thanks that end a paragraph begin, or None."""
    spans = sentences(text[-3000:])
    shift = max(0, len(text) - 3000)
    place = None
    for number in range(len(spans) - 1, 0, -1):
        start, end = spans[number]
        if _THANKS.search(text[shift + start : shift + end]):
            place = number
        elif place is not None or number < len(spans) - 1:
            break
    return shift + spans[place][0] if place is not None else None
