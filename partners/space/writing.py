"""Rich text as somebody types it in a plain box: paragraphs, lists, **bold**, *italic* and [links](https://…)."""

import re

import nh3
from bs4 import BeautifulSoup, NavigableString
from markdown_it import MarkdownIt
from wagtail.rich_text import expand_db_html

from core.web import validate_web_address

TAGS = {"p", "br", "b", "i", "a", "ul", "ol", "li"}
_READER = MarkdownIt("zero", {"breaks": True, "linkify": False}).enable(
    ["list", "emphasis", "link", "autolink", "newline", "escape"]
)
_NAMES = {"strong": "b", "em": "i"}
_MEANS_SOMETHING = re.compile(r"\\(?=\W)|\*(?=\S)|(?<=\S)\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|\](?=\()|<(?=[\w.+-]+[:@])")
_OPENS_A_LIST = re.compile(r"^(\s*)([-+](?=\s)|\d{1,9}[.)](?=\s))", re.MULTILINE)


def rich(text):
    """Return the HTML of what was typed, with nothing in it but `TAGS`, and links that lead to the web or a mailbox."""
    html = _READER.render(text.replace("\r\n", "\n").strip())
    html = re.sub(r"(</?)(strong|em)>", lambda tag: f"{tag[1]}{_NAMES[tag[2]]}>", html)
    html = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_address,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return re.sub(r"\s*\n\s*", "", html.replace("<br>\n", "<br>"))


def check_links(text):
    """Refuse what was typed when one of its links leads elsewhere than to the web, or there under somebody's name."""
    for link in BeautifulSoup(_READER.render(text), "html.parser").find_all("a", href=True):
        # A page of ours, a mailbox and a telephone are not said in this way.
        if "://" in link["href"]:
            validate_web_address(link["href"])


def _address(tag, name, value):
    # Without a scheme, what stands after two slashes is another site that looks like a page of ours.
    return None if re.match(r"[/\\]{2}", value) else value


def typed(html):
    """Return the text that, typed, gives `html`: `rich(typed(html))` says the same."""
    soup = BeautifulSoup(expand_db_html(html), "html.parser")
    return "\n\n".join(filter(None, (_block(child) for child in soup.children)))


def _block(node, indent=""):
    if isinstance(node, NavigableString):
        return _escaped(node).strip()
    if node.name in ("ul", "ol"):
        points = node.find_all("li", recursive=False)
        marks = ["-"] * len(points) if node.name == "ul" else [f"{number}." for number in range(1, len(points) + 1)]
        return "\n".join(_point(point, mark, indent) for point, mark in zip(points, marks, strict=True))
    return _OPENS_A_LIST.sub(_as_words, _inline(node).strip())


def _point(point, mark, indent):
    lists = point.find_all(["ul", "ol"], recursive=False)
    within = "".join("\n" + _block(one.extract(), indent + " " * (len(mark) + 1)) for one in lists)
    return f"{indent}{mark} {_inline(point).strip()}{within}"


def _inline(node):
    parts = []
    for child in node.children:
        if isinstance(child, NavigableString):
            parts.append(_escaped(re.sub(r"\s*\n\s*", " ", child)))
        elif child.name == "br":
            parts.append("\n")
        elif child.name in ("b", "strong"):
            parts.append(_around(_inline(child), "**"))
        elif child.name in ("i", "em"):
            parts.append(_around(_inline(child), "*"))
        elif child.name == "a" and child.get("href"):
            parts.append(f"[{_inline(child)}]({child['href']})")
        else:
            parts.append(_inline(child))
    return "".join(parts)


def _around(text, mark):
    words = text.strip()
    if not words:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _escaped(text):
    return _MEANS_SOMETHING.sub(lambda found: "\\" + found[0], text)


def _as_words(found):
    return f"{found[1]}\\{found[2]}" if found[2] in "-+" else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}"
