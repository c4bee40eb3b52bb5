"""Plain text out of rich text."""

import html
import math
import re

from django.utils.translation import gettext as _

READING_WORDS_PER_MINUTE = 214
"""Silent reading speed of French, as Wagtail's own editor counts it."""


def plain_text(rich_text):
    """Return `rich_text` (HTML) without its tags, as one line."""
    # Bold, italics and links stand inside a sentence: in the place of their tags there is nothing to put.
    text = re.sub(r"</?(?:a|b|i|em|strong|sup|sub|code|span)(?:\s[^>]*)?>", "", str(rich_text))
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"\s+", " ", text).strip()


def reading_minutes(text):
    """Return how many whole minutes it takes to read `text`; at least one."""
    return max(1, math.ceil(len(text.split()) / READING_WORDS_PER_MINUTE))


def excerpt(text, count):
    """Return the first `count` words of `text`; where it is cut, « … » takes the place of a comma or a full stop."""
    words = text.split()
    return text if len(words) <= count else " ".join(words[:count]).rstrip(" ,;:.…–—-") + "…"


def dialled(phone):
    """Return the digits of a phone number as it is written, « +33 1 23 (poste 4) » gives +33123; empty without any."""
    written = re.match(r"\s*(\+?[\d\s().-]*)", phone)[1]
    return re.sub(r"[^\d+]", "", written.replace("(0)", ""))


def spoken(words):
    """Return `words` as they are listed aloud: « un, deux et trois »."""
    *first, last = [str(word) for word in words] or [""]
    return _("%(first)s et %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def of(name):
    """Return `name` after « de »: « d’Emmaüs Connect », « du Mouton Numérique », « des Bases », « de Hub-Lo »."""
    if article := re.match(r"(Les?)\s+", name):
        return f"{'des' if article[1] == 'Les' else 'du'} {name[article.end() :]}"
    return f"d’{name}" if re.match(r"[aeiouàâéèêëîïôœù]", name, re.IGNORECASE) else f"de {name}"


def unit_after(value, unit):
    """Return `unit` as it is read after `value`: « 8 millions » takes « de personnes », « d’appareils »."""
    is_a_noun = re.search(r"(?:milliers?|millions?|milliards?)$", value.strip())
    if not unit or not is_a_noun or not unit[0].isalpha() or re.match(r"d(?:e |es |u |[’'])", unit):
        return unit
    return f"d’{unit}" if re.match(r"[aeiouyhàâéèêëîïôœù]", unit, re.IGNORECASE) else f"de {unit}"
