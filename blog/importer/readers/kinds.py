"""Which format a file really is, whatever its name says, and what to do with those that are not read."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..document import Refused
from .archive import Archive, protected
from .markdown import looks_like_markdown
from .text import check_is_text, clean, decode

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = gettext_lazy("Ouvrez-le dans votre traitement de texte, puis enregistrez-le en .docx ou .odt.")

REFUSED = [
    (
        b"%PDF",
        gettext_lazy("Un PDF ne se relit pas bien : ses lignes sont coupées et ses titres perdus."),
        gettext_lazy("Repartez du document d’origine (.docx ou .odt), ou copiez le texte du PDF et collez-le ici."),
    ),
    (b"{\\rtf", gettext_lazy("Le format RTF n’est pas lu."), SAVE_AS),
    (b"MIME-Version:", gettext_lazy("Cette page Web à fichier unique n’est pas lue."), SAVE_AS),
]
PICTURE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\x00|MM\x00\*|....ftyp(?:heic|heix|mif1|avif)", re.DOTALL
)
HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    r"<(?:!doctype html|html|head|body|title|meta|article|main|section|div|h[1-6]|p|ul|ol|table)\b",
    re.IGNORECASE | re.DOTALL,
)


def kind_of(data, name=""):
    """Return the kind of a file, or refuse it with what to do."""
    if isinstance(data, bytes):
        _refuse_what_is_not_read(data)
        if data.startswith(ZIP):
            return _kind_of_archive(Archive(data))
    text = decode(data)
    check_is_text(text)
    start = clean(text[:200_000]).lstrip()
    name = name.lower()
    if HTML.match(start):
        return "html"
    if start.startswith("<?xml"):
        raise Refused(_("Ce fichier XML n’est pas un texte.") + f" {SAVE_AS}")
    if name.endswith((".md", ".markdown", ".mkd")) or looks_like_markdown(start):
        return "markdown"
    if name.endswith((".html", ".htm", ".xhtml")) and re.search(r"</?(?:p|br|b|i|a|li|h[1-6]|div|span)\b", start, re.I):
        return "html"
    return "text"


def _refuse_what_is_not_read(data):
    start = data[:1024].lstrip(b"\xef\xbb\xbf \r\n")
    for sign, why, what_to_do in REFUSED:
        if start.startswith(sign):
            raise Refused(f"{why} {what_to_do}")
    if PICTURE.match(data):
        raise Refused(
            _("C’est une image. Ajoutez-la au récit une fois le texte importé, ou recopiez le texte qu’elle montre.")
        )
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise protected()
        raise Refused(_("L’ancien format de Word (.doc) n’est pas lu.") + f" {SAVE_AS}")


def _kind_of_archive(archive):
    if any(re.fullmatch(r"(?:.*/)?document\d*\.xml", name) for name in archive.names):
        return "docx"
    mime = archive.read("mimetype").strip()
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    office = any(name.startswith(("xl/", "ppt/")) for name in archive.names)
    if office or mime.startswith(b"application/vnd.oasis.opendocument."):
        raise Refused(_("C’est un tableur ou un diaporama. Copiez-en le texte et collez-le ici."))
    raise Refused(
        _("Cette archive n’est pas un document. Ouvrez-la, puis déposez le .docx ou le .odt qu’elle contient.")
    )
