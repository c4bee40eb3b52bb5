"""HTML made harmless before anything else: bounded, then cleaned by nh3, then a tree."""

import base64
import binascii
import re
from collections import Counter

import nh3
from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from ..document import Refused
from .limits import BLOCKS, DEPTH, left_out, too_deep, too_many
from .pictures import Album
from .text import clean

MARKUP = 2_000_000
"""Characters of markup, pictures apart."""

TAGS = 60_000
STRAYS = 1_000
"""Signs < that open no tag."""

STRUCTURE = set(
    """address article aside blockquote body caption center dd details div dl dt figcaption figure fieldset footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table tbody td tfoot th thead
    title tr ul""".split()
)
INLINE = set(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label legend mark q ruby rb rp rt s
    samp small span strike strong sub sup time tt u var wbr""".split()
)
NOT_TEXT = set(
    """applet audio button canvas datalist embed iframe math noscript object option script select style svg template
    textarea video""".split()
)
ATTRIBUTES = {
    "*": {"class", "hidden", "id", "name", "role", "style"},
    "a": {"href"},
    "img": {"alt", "src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}

STRAY = re.compile(r"<(?![a-zA-Z/!?])")
LONG_TAG = re.compile(r"<[a-zA-Z][^<]{50000}")
"""A tag with thousands of attributes, or a text that no page holds in one piece."""
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
CLOSED_BY_THEMSELVES = set("br hr img input wbr meta link col area base embed source track param p li dt dd".split())
CLOSED_BY_THEMSELVES |= set("td th tr thead tbody tfoot option optgroup colgroup rp rt html head body".split())
IN_LINE_PICTURE = re.compile(r"data:image/[a-z+.-]{3,20};base64,([A-Za-z0-9+/=\s]{16,})", re.IGNORECASE)


def soup(markup):
    """Return the harmless tree of HTML, its pictures by their place, and the warnings of what was left out."""
    album = Album()
    markup = IN_LINE_PICTURE.sub(lambda found: _set_aside(found, album), markup)
    if len(markup) > MARKUP:
        raise Refused(
            _("La mise en forme de ce fichier est trop lourde. Copiez son texte depuis la page et collez-le ici.")
        )
    markup, remarks = _without(clean(markup), "<!--", "-->", spare=("[if", "[endif", "StartFragment", "EndFragment"))
    opened = _check(markup)
    cleaned = nh3.clean(
        markup,
        tags=STRUCTURE | INLINE,
        clean_content_tags=NOT_TEXT,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    warnings = left_out(
        remarks,
        _("Une remarque cachée dans le code n’a pas été reprise."),
        _("%(count)d remarques cachées dans le code n’ont pas été reprises."),
    ) + left_out(
        # Word puts a style sheet in whatever is copied from it: nobody misses it.
        sum(opened[name] for name in NOT_TEXT - {"style"}),
        _("Un élément qui n’est pas du texte (script, cadre, bouton…) n’a pas été repris."),
        _("%(count)d éléments qui ne sont pas du texte (scripts, cadres, boutons…) n’ont pas été repris."),
    )
    return BeautifulSoup(cleaned, "html.parser"), album.pictures, warnings


def _set_aside(found, album):
    try:
        return album.keep(base64.b64decode(found[1]))
    except (binascii.Error, ValueError):
        return ""


def _without(markup, start, end, spare=()):
    """Return the markup without what is between two signs, and how many times it was there but for what is spared."""
    parts, count, place = [], 0, 0
    while (opening := markup.find(start, place)) >= 0:
        parts.append(markup[place:opening])
        closing = markup.find(end, opening + len(start))
        count += not markup.startswith(spare, opening + len(start))
        if closing < 0:
            # A comment without an end hides all that follows, as in browsers.
            return "".join(parts), count
        place = closing + len(end)
    return "".join([*parts, markup[place:]]), count


def _check(markup):
    """Refuse what would take a parser too long; return how many times each tag is opened."""
    if markup.count("<") > TAGS or markup.count("&") > TAGS or len(STRAY.findall(markup)) > STRAYS:
        raise too_deep()
    if LONG_TAG.search(markup):
        raise too_deep()
    opened, within, depth = Counter(), Counter(), 0
    for found in TAG.finditer(markup):
        name = found[2].lower()
        if not found[1]:
            opened[name] += 1
        if name in CLOSED_BY_THEMSELVES:
            continue
        if not found[1]:
            within[name] += 1
            depth += 1
        elif within[name]:
            within[name] -= 1
            depth -= 1
        if depth > DEPTH:
            raise too_deep()
    if opened["tr"] > BLOCKS or opened["li"] > BLOCKS or opened["br"] > 4 * BLOCKS:
        raise too_many()
    return opened
