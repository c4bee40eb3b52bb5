"""Partners that a page names without a link: which ones, where, and how to link them."""

import html
import re
from typing import NamedTuple

from wagtail import blocks

from partners.models import PartnerMention
from partners.recognition import Names
from partners.vocabulary import Role

from .blocks import walk
from .checks import texts_of

_TAG = re.compile(r"(<[^>]+>)")
_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


class Unlinked(NamedTuple):
    """A partner named in a page: its key, its full name, the words read, and whether they can become a link."""

    partner: int
    name: str
    words: str
    linkable: bool


def unlinked(page, names=None):
    """Return the partners that `page` (as it is in memory) names without any link to them, in reading order.

    `names` are those to look for, all partners' by default.
    """
    names = names or Names.of_partners()
    linked = linked_partners(page) | {page.pk}
    found = {}
    for _where, text in texts_of(page):
        for match in names.find(text):
            if match.partner not in linked:
                found.setdefault(match.partner, (match.name, text[match.start : match.end]))
    rich = list(_rich_texts(page))
    return [
        Unlinked(partner, name, words, any(_linked_once(text, names, partner) for text in rich))
        for partner, (name, words) in found.items()
    ]


def linked_partners(page):
    """Return the primary keys of the partners that `page` leads to: rows, publisher, speakers, links in the text."""
    linked = {link.partner_id for link in page.partner_links.all()} | {page.publisher_id}
    linked |= {person.organisation_id for person, _role, _block_id in page._people()}
    for text in _rich_texts(page):
        linked |= {int(_ID.search(tag).group(1)) for tag in _PAGE_LINK.findall(text) if _ID.search(tag)}
    return linked - {None}


def add_as_partner(page, partner, role=Role.MENTIONED):
    """Give `page` a row for the partner with the primary key `partner`; return whether there was none."""
    if any(link.partner_id == partner and link.role == role for link in page.partner_links.all()):
        return False
    page.partner_links.add(PartnerMention(partner_id=partner, role=role, sort_order=page.partner_links.count()))
    return True


def link_in_text(page, partner, names=None):
    """Make the first words of `page` that name the partner with the primary key `partner` a link; return whether."""
    names = names or Names.of_partners()
    field = page._meta.get_field("body")
    raw, done = _visit(field.stream_block, field.stream_block.get_prep_value(page.body), names, partner)
    if done:
        page.body = field.stream_block.to_python(raw)
    return done


def _visit(block, raw, names, partner):
    """Return (`raw` with its first mention linked, whether there was one). `raw` is a value of `block`, as stored."""
    if isinstance(block, blocks.RichTextBlock):
        text = _linked_once(raw or "", names, partner)
        return text or raw, bool(text)
    if isinstance(block, blocks.StreamBlock):
        children = [(block.child_blocks.get(item["type"]), item) for item in raw]
    elif isinstance(block, blocks.ListBlock):
        children = [(block.child_block, item) for item in raw]
    elif isinstance(block, blocks.StructBlock) and isinstance(raw, dict):
        for name, child in block.child_blocks.items():
            value, done = _visit(child, raw.get(name), names, partner) if raw.get(name) else (None, False)
            if done:
                return raw | {name: value}, True
        return raw, False
    else:
        return raw, False
    for index, (child, item) in enumerate(children):
        value, done = _visit(child, item["value"], names, partner) if child else (None, False)
        if done:
            return [*raw[:index], item | {"value": value}, *raw[index + 1 :]], True
    return raw, False


def _linked_once(source, names, partner):
    """Return `source` (stored rich text) with the first mention of `partner` linked, or None when there is none."""
    pieces, in_link = _TAG.split(source), False
    for index, piece in enumerate(pieces):
        if piece.startswith("<"):
            in_link = piece.startswith(("<a ", "<a>")) or (in_link and not piece.startswith("</a"))
            continue
        text = html.unescape(piece)
        match = None if in_link else next((m for m in names.find(text) if m.partner == partner), None)
        if match:
            before, words, after = text[: match.start], text[match.start : match.end], text[match.end :]
            link = f'<a linktype="page" id="{partner}">{html.escape(words, quote=False)}</a>'
            pieces[index] = f"{html.escape(before, quote=False)}{link}{html.escape(after, quote=False)}"
            return "".join(pieces)
    return None


def _rich_texts(page):
    for child in walk(page.body):
        if child.block_type != "session":
            yield from _sources(child.value)


def _sources(value):
    if hasattr(value, "source"):
        yield value.source
    elif hasattr(value, "bound_blocks"):
        for child in value.bound_blocks.values() if isinstance(value.bound_blocks, dict) else value.bound_blocks:
            yield from _sources(child.value)
