"""Every format that an editor brings, read into one document."""

from .docx import read_docx
from .html import read_html
from .kinds import kind_of
from .limits import check_document, check_size
from .markdown import read_markdown
from .odt import read_odt
from .text import decode, read_text

READERS = {"text": read_text, "markdown": read_markdown, "html": read_html, "docx": read_docx, "odt": read_odt}


def read(data, name="", kind=""):
    """Return the document that bytes or a text hold.

    `name` is the file's; `kind` ("text", "markdown", "html", "docx", "odt") is what the caller knows for certain.
    What the content shows wins over the name. What cannot be read raises `Refused`.
    """
    check_size(data)
    kind = kind or kind_of(data, name)
    return check_document(READERS[kind](data if kind in ("docx", "odt") else decode(data)))


def read_pasted(text, html=""):
    """Return the document of what was pasted: its rich form if that says more than its plain text."""
    return read(html, kind="html") if html.strip() else read(text)


__all__ = ["read", "read_pasted"]
