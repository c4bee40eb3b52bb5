"""A tree of elements walked into blocks, in reading order."""

import re
from dataclasses import dataclass

from bs4 import NavigableString
from django.utils.translation import gettext as _

from ..document import Block
from . import cleaning, tables
from .furniture import address
from .headings import without_bold
from .inline import Run, block, plain, tidy, without_start
from .layout import lay_out
from .limits import PICTURES, left_out
from .pictures import UNUSABLE
from .text import clean

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = {"ul", "ol", "menu"}
BLOCKS = cleaning.STRUCTURE
FULL = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "figure"]
"""What makes of a list or of a table a way to lay out a page."""

BOLD, ITALIC = {"b", "strong"}, {"i", "em", "cite", "dfn", "var"}
HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
PLACE = re.compile(r"#picture-(\d+)")

WORD_ITEM = re.compile(r"mso-list\s*:\s*(?!none|ignore|skip)\w", re.IGNORECASE)
WORD_BULLET = re.compile(r"(?:[^\w\s]|[o§])[\s\xa0]+")


@dataclass(frozen=True)
class Look:
    """How the words of an element look."""

    bold: bool = False
    italic: bool = False
    href: str = ""

    def within(self, element):
        """Return the look of the words within an element."""
        style = element.get("style", "")
        bold = (self.bold or element.name in BOLD or bool(HEAVY.search(style))) and not LIGHT.search(style)
        italic = self.italic or element.name in ITALIC or bool(SLANTED.search(style))
        href = address(element) if element.name == "a" else ""
        return Look(bold, italic, href or self.href)

    def run(self, text):
        """Return a run of this look."""
        return Run(text, self.bold, self.italic, self.href)


PLAIN = Look()


def _word_item(runs):
    """Return the line of an item that Word writes as a paragraph: its bullet is a letter of a symbol font."""
    raw = plain(runs)
    start = len(raw) - len(raw.lstrip())
    found = WORD_BULLET.match(raw, start)
    return [Run("• "), *without_start(runs, found.end())] if found else runs


def _text(string):
    """Return a string of the tree as words; comments and the like are none."""
    return clean(string) if type(string) is NavigableString else ""


class Flow:
    """The blocks so far, and the lines that wait to become blocks."""

    def __init__(self, pictures):
        self.pictures = pictures
        self.blocks = []
        self.lines = [[]]
        self.kind = "paragraph"
        self.waiting = []
        self.taken = 0
        self.elsewhere = 0
        self.unusable = 0
        self.unused_links = 0
        self.caption = None

    # Lines

    def break_(self):
        """End the paragraph."""
        if self.lines[-1] or len(self.lines) > 1:
            self.lines += [[], []]
        if self.waiting:
            self.flush()

    def flush(self):
        """Make blocks of the lines that wait, then of the pictures met among them."""
        made = lay_out(
            [[Run(run.text.replace("\n", " "), run.bold, run.italic, run.href) for run in line] for line in self.lines],
            self.kind,
            soft=True,
        )
        self.lines = [[]]
        self.add(*made)
        self.put_pictures()

    def put_pictures(self):
        """Add the pictures that wait."""
        waiting, self.waiting = self.waiting, []
        self.add(*waiting)

    def add(self, *blocks):
        """Add blocks; a caption that came before its picture goes with it."""
        for made in blocks:
            if self.caption:
                if made.kind == "image" and not made.text:
                    made.text, made.html = self.caption.text, self.caption.html
                else:
                    self.blocks.append(self.caption)
                self.caption = None
            self.blocks.append(made)

    # Elements

    def walk(self, element, look=PLAIN):
        """Read the children of an element."""
        for child in element.children:
            if isinstance(child, NavigableString):
                if text := _text(child):
                    self.lines[-1].append(look.run(text))
            elif child.name == "br":
                self.lines.append([])
            elif child.name == "img":
                self.image(child)
            elif child.name in BLOCKS:
                self.block(child, look.within(child))
            else:
                self.walk(child, look.within(child))

    def block(self, element, look):
        """Read an element that stands on its own."""
        self.break_()
        name = element.name
        if name in HEADINGS:
            self.flush()
            if made := block(self.runs(element, look), "heading", level=HEADINGS[name]):
                made.html = without_bold(made.html)
                self.add(made)
            self.put_pictures()
        elif name in LISTS and not element.find(FULL):
            self.flush()
            self.list(element, look)
        elif name == "table" and tables.is_data(element):
            self.flush()
            self.table(element, look)
        elif name == "blockquote":
            self.flush()
            kind, self.kind = self.kind, "quote"
            self.walk(element, look)
            self.flush()
            self.kind = kind
        elif name == "dl":
            self.flush()
            self.definitions(element, look)
        elif name == "pre":
            self.lines += [[look.run(line)] for line in clean(element.get_text()).split("\n")]
        elif name in ("figcaption", "caption") or (name == "p" and "caption" in element.get("class", [])):
            self.flush()
            self.captioned(element, look)
        elif name == "p" and WORD_ITEM.search(element.get("style", "")):
            self.lines.append(_word_item(self.runs(element, look)))
        else:
            self.walk(element, look)
        self.break_()

    def runs(self, element, look=PLAIN):
        """Return all words of an element as one line; its pictures wait."""
        runs = []
        for child in element.children:
            if isinstance(child, NavigableString):
                runs.append(look.run(_text(child).replace("\n", " ")))
            elif child.name == "img":
                self.image(child, wait=True)
            else:
                apart = child.name == "br" or child.name in BLOCKS
                runs += [Run(" ")] * apart + self.runs(child, look.within(child)) + [Run(" ")] * apart
        return runs

    def list(self, element, look):
        """Add a list with its sub-lists in order."""
        items = []
        self._items(element, look, items)
        items = [item for runs in items if (item := block(runs))]
        nested = element.find(list(LISTS))
        if items:
            self.add(Block("list", ordered=element.name == "ol" and not nested, items=items))
        self.put_pictures()

    def _items(self, element, look, items):
        items.append([])
        for child in element.children:
            if isinstance(child, NavigableString):
                items[-1].append(look.run(_text(child).replace("\n", " ")))
            elif child.name == "img":
                self.image(child, wait=True)
            elif child.name == "li" or child.name in LISTS:
                self._items(child, look.within(child), items)
                items.append([])
            elif child.find(list(LISTS)):
                items[-1].append(Run(" "))
                self._continue_item(child, look, items)
            else:
                apart = child.name == "br" or child.name in BLOCKS
                items[-1] += [Run(" ")] * apart + self.runs(child, look.within(child)) + [Run(" ")] * apart

    def _continue_item(self, element, look, items):
        inner = []
        self._items(element, look.within(element), inner)
        items[-1] += inner[0]
        items += inner[1:]

    def definitions(self, element, look):
        """Add a list of terms, each with what it means."""
        items = []
        for child in element.find_all(["dt", "dd"]):
            if child.find_parent("dl") is not element and child.find_parent(["dt", "dd"]):
                continue
            if child.name == "dt" or not items:
                items.append([])
            part = Look(True, look.italic, look.href) if child.name == "dt" else look
            items[-1] += [*self.runs(child, part), Run(" ")]
        if items := [item for runs in items if (item := block(runs))]:
            self.add(Block("list", items=items))
        self.put_pictures()

    def table(self, element, look):
        """Add a table of plain texts; its caption comes before."""
        for caption in element.find_all("caption"):
            if made := block(self.runs(caption, look)):
                self.add(made)
        self.unused_links += sum(bool(address(link)) for link in element.find_all("a"))
        rows = tables.rows(element, lambda cell: plain(tidy(self.runs(cell))))
        if any(any(row) for row in rows):
            self.add(Block("table", rows=rows))
        self.put_pictures()

    def captioned(self, element, look):
        """Give a caption to the picture before it, else to the next."""
        made = block(self.runs(element, look))
        if not made:
            return
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind == "image" and not last.text and not self.caption:
            last.text, last.html = made.text, made.html
        else:
            if self.caption:
                self.blocks.append(self.caption)
            self.caption = made

    def image(self, element, wait=False):
        """Add the picture of an element, or remember that it stayed where it is."""
        if element.get("src") == UNUSABLE:
            self.unusable += 1
            return
        place = PLACE.fullmatch(element.get("src", ""))
        if not place or int(place[1]) >= len(self.pictures):
            self.elsewhere += 1
            return
        self.taken += 1
        if self.taken > PICTURES:
            return
        picture = self.pictures[int(place[1])]
        picture.alt = picture.alt or " ".join(clean(element.get("alt", "")).split())
        self.waiting.append(Block("image", picture=picture))
        if not wait and not any(plain(line).strip() for line in self.lines):
            self.flush()

    def end(self):
        """Make blocks of all that waits."""
        self.flush()
        if self.caption:
            self.blocks.append(self.caption)
            self.caption = None

    def warnings(self):
        """Return the sentences about pictures and links."""
        return (
            left_out(
                self.elsewhere,
                _("Une image est restée sur son site : ajoutez-la à la main."),
                _("%(count)d images sont restées sur leur site : ajoutez-les à la main."),
            )
            + left_out(
                self.unusable,
                _("Une image d’un format que le Web ne montre pas est à enregistrer en PNG ou JPEG."),
                _("%(count)d images d’un format que le Web ne montre pas sont à enregistrer en PNG ou JPEG."),
            )
            + left_out(
                max(0, self.taken - PICTURES),
                _("Une image de trop n’a pas été reprise : un récit en reçoit 60."),
                _("%(count)d images de trop n’ont pas été reprises : un récit en reçoit 60."),
            )
            + left_out(
                self.unused_links,
                _("Un lien dans un tableau est devenu du texte."),
                _("%(count)d liens dans des tableaux sont devenus du texte."),
            )
        )
