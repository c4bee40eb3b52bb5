"""French typography, applied to the finished page and never to what is stored.

The rules are those of the Imprimerie nationale (Lexique des règles typographiques): a narrow no-break
space before ; : ! ? » and after «, an ordinary no-break space inside numbers and dates.
"""

import re

NARROW = "\u202f"
FIXED = "\u00a0"
_ANY_SPACE = r"[ \u00a0\u202f]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"

_RULES = [
    (re.compile(r"\.\.\."), "…"),
    (re.compile(rf"(?<!{_ANY_SPACE}){_ANY_SPACE}+…"), "…"),
    (re.compile(r"(?<=\w)(?:'|&#x27;|&#39;)(?=\w)"), "’"),
    (re.compile(r"(?:\"|&quot;)(?=\S)([^\"<>]{0,300}?)(?<=\S)(?:\"|&quot;)"), rf"«{NARROW}\1{NARROW}»"),
    (re.compile(rf"“{_ANY_SPACE}*"), f"«{NARROW}"),
    (re.compile(rf"(?<!{_ANY_SPACE}){_ANY_SPACE}*”"), f"{NARROW}»"),
    (re.compile(rf"«{_ANY_SPACE}*"), f"«{NARROW}"),
    (re.compile(rf"(?<!{_ANY_SPACE}){_ANY_SPACE}*»"), f"{NARROW}»"),
    (re.compile(rf"(?<!{_ANY_SPACE}){_ANY_SPACE}+(?=[;:!?])"), NARROW),
    (re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)"), lambda m: re.sub(r"\s", FIXED, m.group())),
    (re.compile(rf"(?<=\d)[ \u00a0](?=(?:%|€|h|km|kg|ko|Mo|millions?|milliards?|{_MONTHS})(?!\w))"), FIXED),
    (re.compile(r"(?<=\d\u00a0h)[ \u00a0](?=\d\d\b)"), FIXED),
    (re.compile(rf"(?<=\b1er)[ \u00a0](?={_MONTHS})"), FIXED),
]
_TAG = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
_VERBATIM = re.compile(r"<(/?)(script|style|pre|code|textarea|kbd)\b", re.IGNORECASE)


def french(text):
    """Return `text` (plain, or escaped HTML without tags) with French spaces, quotes and apostrophes."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def french_html(html):
    """Return `html` with its texts set in French; tags, attributes, scripts and code are left alone."""
    out, verbatim = [], 0
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            if match := _VERBATIM.match(piece):
                verbatim += -1 if match.group(1) else 1
            out.append(piece)
        elif verbatim or not piece.strip():
            out.append(piece)
        else:
            out.append(french(piece))
    return "".join(out)
