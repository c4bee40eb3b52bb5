"""Plain text: its encoding, its lines."""

import codecs
import re
import unicodedata

from django.utils.translation import gettext as _

from ..document import Document, Refused
from . import bullets
from .inline import Run
from .layout import lay_out
from .limits import check_length, left_out

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
SEPARATORS = re.compile("[\x1c-\x1f]")

BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]


def _windows_bytes(error):
    """Read the bytes that are not UTF-8 as those of old Windows: a file may hold both after a few pastes."""
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end


codecs.register_error("windows", _windows_bytes)


def decode(data):
    """Return the text of bytes: UTF-8, UTF-16 or Windows' cp1252, with a byte-order mark or without."""
    if isinstance(data, str):
        return data
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    if encoding := _utf_16_without_mark(data[:4096]):
        return data.decode(encoding, errors="replace")
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="windows")


def _utf_16_without_mark(start):
    """Return which UTF-16 this is: every other byte of French text is then zero."""
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if half and odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if half and even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def clean(text):
    """Return a text composed, with one kind of line end and without the characters that nobody sees."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", SEPARATORS.sub(" ", LINE_END.sub("\n", text))))


def check_is_text(text):
    """Refuse what is no text at all: a picture, a sound, a program."""
    start = text[:4096]
    strange = sum(
        unicodedata.category(character) in ("Cc", "Cn", "Co")
        and character not in "\t\n\r\x0b\x0c\x85\uf0b7\uf0a7\uf0d8"
        for character in start
    ) + start.count("\ufffd")
    if strange > 10 and strange > len(start) * 0.05:
        raise Refused(
            _(
                "Ce fichier n’est pas un texte que l’on sait lire. Ouvrez-le dans votre traitement de texte, "
                "puis enregistrez-le en .docx ou .odt."
            )
        )


def read_text(text):
    """Return the document of a plain text: paragraphs and lists only."""
    check_length(text)
    lines = clean(text).split("\n")
    drawn = [bool(bullets.RULE.fullmatch(line)) for line in lines]
    lines = ["" if rule else line for line, rule in zip(lines, drawn, strict=True)]
    return Document(
        blocks=lay_out([Run(line)] for line in lines),
        warnings=left_out(
            sum(drawn),
            _("Une ligne de séparation (tirets, étoiles) n’a pas été reprise."),
            _("%(count)d lignes de séparation (tirets, étoiles) n’ont pas été reprises."),
        ),
    )
