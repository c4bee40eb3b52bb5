"""Pieces of inline HTML, cut and corrected without losing a word or a link."""

import re
from difflib import SequenceMatcher
from html import escape

import nh3
from bs4 import BeautifulSoup, NavigableString
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter

from core.blocks import INLINE_FEATURES

_TAGS = {"a", "b", "strong", "i", "em"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_MARKUP = re.compile(r"[<&>\x00\r]")
"""Without any of these, a text is its own HTML: no need of a parser for each line of a long one."""

_converter = DbHTMLConverter(INLINE_FEATURES)


def passage(text, block=None):
    """Return the inline HTML of `text`, as `block` states it when `text` is the block's or a piece of it."""
    if block and block.html and text.strip():
        whole, wanted = _squeezed(text_of(block.html)), _squeezed(text)
        start = whole.find(wanted)
        if start == 0 and len(whole) == len(wanted):
            return block.html
        if start >= 0:
            return cut(block.html, start, start + len(wanted))
    return escape(text, quote=False)


def inline(html):
    """Return inline HTML as the site stores it: bold, italic and links that lead somewhere, nothing else."""
    if not _MARKUP.search(html):
        return html
    safe = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None)
    return _converter.clean(safe)[0]


def text_of(html):
    """Return the words of a piece of HTML, as a text."""
    if not _MARKUP.search(html):
        return html
    return BeautifulSoup(html, "html.parser").get_text()


def cut(html, start, end):
    """Return the piece of `html` from its `start`th to its `end`th letter, spaces not counted."""
    soup, here = BeautifulSoup(html, "html.parser"), 0
    for node in list(soup.find_all(string=True)):
        kept = []
        for letter in node:
            inside = start < here < end if letter.isspace() else start <= here < end
            kept.append(letter if inside else "")
            here += not letter.isspace()
        node.replace_with(NavigableString("".join(kept)))
    _drop_empty(soup)
    return str(soup)


def split_after(html, beginning):
    """Return (`beginning`, the rest) when the text of `html` begins with `beginning`, else None."""
    whole, first = _squeezed(text_of(html)), _squeezed(beginning)
    if not first or not whole.startswith(first):
        return None
    return cut(html, 0, len(first)), cut(html, len(first), len(whole))


def corrected(html, before, after):
    """Return `html` with the first `before` of its text written `after`, or None when it is not there.

    Only what differs is touched, so that links and bold words stay where they are.
    """
    soup = BeautifulSoup(html, "html.parser")
    nodes = list(soup.find_all(string=True))
    whole = "".join(nodes)
    pattern = r"\s+".join(re.escape(word) for word in before.split())
    found = re.search(pattern, whole) if pattern else None
    if not found:
        return None
    letters = list(whole)
    changes = SequenceMatcher(None, found.group(), after, autojunk=False).get_opcodes()
    for what, start, end, start_after, end_after in changes:
        if what == "equal":
            continue
        for place in range(found.start() + start, found.start() + end):
            letters[place] = ""
        added = after[start_after:end_after]
        place = found.start() + start
        if place < found.end():
            letters[place] = added + letters[place]
        else:
            letters[place - 1] += added
    here = 0
    for node in nodes:
        node.replace_with(NavigableString("".join(letters[here : here + len(node)])))
        here += len(node)
    return str(soup)


def holds(html, words):
    """Tell whether the text of `html` holds `words`, whatever the spaces."""
    return bool(words.strip()) and _squeezed(words) in _squeezed(text_of(html))


def _squeezed(text):
    return "".join(text.split())


def _drop_empty(soup):
    for tag in reversed(soup.find_all(True)):
        if not tag.get_text():
            tag.decompose()
