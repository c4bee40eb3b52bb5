"""What every format is read into: a flat list of blocks, in reading order."""

from dataclasses import dataclass, field


class Refused(Exception):
    """The text cannot be read. Its message is a sentence in French that says why and what to do."""


@dataclass
class Picture:
    """A picture found in a document: its bytes as they came (not yet cleaned), its name, what it shows."""

    data: bytes
    name: str = ""
    alt: str = ""


@dataclass
class Block:
    """One block of text.

    `kind` is "heading", "paragraph", "list", "quote", "table", "image" or "note" (a footnote).
    `html` is safe inline HTML (b, i, a) whose words are exactly `text`; it is empty for plain text.
    A list has `items` (blocks of kind "paragraph", sub-lists flattened in order) and `ordered`.
    A table has `rows` (lists of plain texts). An image has a `picture`, and its caption as `text`.
    `level` is that of a heading, 1 for a title.
    """

    kind: str
    text: str = ""
    html: str = ""
    level: int = 0
    ordered: bool = False
    items: list["Block"] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    picture: Picture | None = None

    def words(self):
        """Return the words of the block, in order."""
        texts = [self.text, *(item.text for item in self.items), *(cell for row in self.rows for cell in row)]
        return [word for text in texts for word in text.split()]


@dataclass
class Document:
    """A text as it was brought, before anything is understood.

    `explicit` tells whether the format itself says what is a heading. `meta` holds what the front matter or
    the file's properties state, as texts ("title", "date", "category"…). `warnings` are French sentences.
    """

    blocks: list[Block] = field(default_factory=list)
    explicit: bool = False
    meta: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def words(self):
        """Return all words, in order."""
        return [word for block in self.blocks for word in block.words()]
