"""Markdown, with what is stated before the text."""

import html
import re
import tomllib

import yaml
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from ..document import Refused
from .html import read_html
from .limits import DEPTH, check_length, too_deep
from .text import clean

FRONT_MATTER = 20_000
"""Characters that may be stated before the text."""

LINE = re.compile(r"(\w[\w -]{0,40}?)[ \xa0]*:(?:[ \xa0]+(.*))?")
HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
SPACED_BOLD = re.compile(r"^([ \xa0]{0,3})\*\*[ \xa0]*([^*\n]*[^*\s])[ \xa0]*\*\*(?=[ \xa0]*$)", re.MULTILINE)
"""A whole line in bold, with a space inside the stars: no bold for a strict parser, yet bold for who wrote it."""
GLUED = re.compile(r"^(#{2,6})(?=[^#\s])", re.MULTILINE)
"""A heading without the space that a strict parser asks for; a single # may be a hashtag."""
TOML = re.compile(r"\+\+\+[ \t]*\n(.{0,20000}?\n)?\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
HEADER = re.compile(r"((?:[A-Za-zÀ-ÿ][\w -]{0,30}:[ \t]+\S[^\n]{0,500}\n){2,20})[ \t]*\n")
"""Lines « Key: value » without any sign around them; they need a title and one thing more to be no text."""
TITLED = re.compile(r"^(?:title|titre)[ \t]*:", re.MULTILINE | re.IGNORECASE)
DESCRIBED = re.compile(r"^(?:date|slug|authors?|tags|category)[ \t]*:", re.MULTILINE | re.IGNORECASE)
TANGLE = re.compile(r"[\[\]*_`<!~(]{200}|(?:\[[^\]\n]{0,20}){2000}")
SIGNS = re.compile(r"[\[*_`~<&]")
MOST_SIGNS, LINES = 20_000, 12_000
NESTING = 4 * DEPTH
"""Beyond, the parser loses words without a word; what is half as deep is refused."""

NAMES = {
    "titre": "title",
    "catégorie": "category",
    "categorie": "category",
    "rubrique": "category",
    "categories": "category",
    "catégories": "category",
    "lieu": "place",
    "ville": "place",
    "territoire": "territory",
    "résumé": "summary",
    "resume": "summary",
    "chapô": "summary",
    "chapo": "summary",
    "description": "summary",
    "auteur": "author",
    "auteurs": "author",
    "mots-clés": "tags",
    "thèmes": "tags",
    "themes": "tags",
}


class _Plain(yaml.SafeLoader):
    """YAML without aliases, which let a short text stand for a huge one; numbers and dates stay as written."""

    yaml_implicit_resolvers = {}

    def compose_node(self, parent, index):
        if self.check_event(yaml.events.AliasEvent):
            raise Refused(
                _("Les lignes entre --- au début du fichier se répètent (signes & et *). Retirez ces signes.")
            )
        return super().compose_node(parent, index)


def looks_like_markdown(text):
    """Tell whether a text that came without saying so is Markdown: something stated before it, or two headings."""
    return (
        len(HEADING.findall(text)) > 1
        or bool(re.match(r"\+\+\+\n\w+ ?=", text))
        or bool(re.match(r"---\n[\w -]+:.*\n(?:.*\n){0,60}?---\n", text))
    )


def read_markdown(text):
    """Return the document of Markdown."""
    check_length(text)
    text = clean(text)
    if TANGLE.search(text) or len(SIGNS.findall(text)) > MOST_SIGNS or text.count("\n") > LINES:
        raise Refused(_("Ce texte Markdown a trop de lignes ou de signes ([, *, _…). Coupez-le en plusieurs fichiers."))
    meta = {}
    if (before := TOML.match(text)) and (meta := _toml(before[1] or "")):
        text = text[before.end() :]
    elif (before := HEADER.match(text)) and TITLED.search(before[1]) and DESCRIBED.search(before[1]):
        meta = _named(dict(_key_and_value(line) for line in before[1].splitlines()))
        text = text[before.end() :]
    text = GLUED.sub(r"\1 ", text)
    text = SPACED_BOLD.sub(r"\1**\2**", text)
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": NESTING}).enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin)
    environment = {}
    try:
        tokens = parser.parse(text, environment)
    except RecursionError as error:
        raise too_deep() from error
    stated = next((token.content for token in tokens if token.type == "front_matter"), "")
    document = read_html(parser.renderer.render(tokens, parser.options, environment))
    document.meta |= meta | _meta(stated)
    if "title" in document.meta and sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) > 1:
        _lower_first(document.blocks)
    return document


def _lower_first(blocks):
    """Make a section of the first heading of several of level 1: the title is stated before them."""
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            block.level = 2


def _key_and_value(line):
    name, _colon, value = line.partition(":")
    return name, value.strip()


def _toml(stated):
    """Return what is stated between +++ lines, as texts; nothing when it is no TOML: the text then keeps it."""
    try:
        return _named(tomllib.loads(stated))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _meta(stated):
    """Return what is stated before a text, as texts; its usual French names become those of `Document.meta`."""
    if len(stated) > FRONT_MATTER:
        raise Refused(
            _("Les lignes entre --- au début du fichier sont trop longues. Raccourcissez-les, puis recommencez.")
        )
    try:
        values = yaml.load(stated, Loader=_Plain)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, RecursionError):
        # « titre: Une journée : récit » is no YAML, yet everybody writes it.
        found = (LINE.fullmatch(line.strip()) for line in stated.split("\n"))
        values = {line[1]: (line[2] or "").strip("\"'[] ") for line in found if line}
    if not isinstance(values, dict):
        return {}
    return _named(values)


def _named(values):
    """Return `values` as texts, under the names of `Document.meta`."""
    texts = {str(key).strip().lower(): _as_text(value) for key, value in values.items()}
    return {NAMES.get(key, key): text for key, text in texts.items() if text}


def _as_text(value):
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value)))
    if isinstance(value, dict):
        return ", ".join(f"{key} : {text}" for key, inner in value.items() if (text := _as_text(inner)))
    return " ".join(html.unescape(str(value)).split()) if value is not None else ""
