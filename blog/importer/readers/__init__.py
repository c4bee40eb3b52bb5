"""Every format that an editor brings, read into one document."""

from django.utils.translation import gettext as _

from ..document import Refused
from .docx import read_docx
from .html import read_html
from .kinds import kind_of
from .limits import check_document, check_size
from .markdown import looks_like_markdown, read_markdown
from .odt import read_odt
from .text import clean, decode, read_text

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
    """Return the document of what was pasted: its rich form if there is one, unless its plain text says more."""
    if not html.strip() or looks_like_markdown(clean(text)):
        return read(text)
    try:
        return read(html, kind="html")
    except Refused:
        if not text.strip():
            raise
    document = read(text)
    document.warnings.insert(0, _("La mise en forme n’a pas pu être lue : seul le texte a été repris."))
    return document


__all__ = ["read", "read_pasted"]
