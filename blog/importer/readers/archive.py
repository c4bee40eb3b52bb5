"""The zip archives that .docx and .odt files are: looked at before anything in them is opened."""

import io
import re
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from ..document import Refused

ENTRIES = 1_000
UNPACKED = 50 * 1024 * 1024
XML = 12 * 1024 * 1024
"""Bytes in one part of XML."""

RATIO = 100
"""How many times smaller a part of more than a megabyte may be packed: text gets 5 to 30, a bomb 1,000."""

DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?!\?xml)|^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8|us-ascii|iso-8859-1|windows-1252)""", re.IGNORECASE)

DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Archive:
    """An archive that was found harmless."""

    def __init__(self, data):
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except DAMAGED as error:
            raise damaged() from error
        entries = self._zip.infolist()
        self.names = {entry.filename for entry in entries}
        if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
            raise _bomb()
        for entry in entries:
            _check(entry)
        if len(self.names) < len(entries):
            raise damaged()
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise Refused(
                _(
                    "Ce document contient des macros, qui pourraient être dangereuses. Dans votre traitement de texte, "
                    "enregistrez-le en .docx (sans macro), puis déposez-le."
                )
            )

    def read(self, name):
        """Return the bytes of a part, nothing when it is absent."""
        if name not in self.names:
            return b""
        try:
            return self._zip.read(name)
        except DAMAGED as error:
            raise damaged() from error

    def xml(self, name):
        """Return a part of XML once it is known to declare no entity of its own."""
        data = self.read(name)
        if len(data) > XML:
            raise Refused(_("Ce document est trop long. Coupez-le en plusieurs récits, un par fichier."))
        if not data:
            return data
        if (
            b"\x00" in data
            or not DECLARED.match(data[:1024])
            or ENCODING.match(data[:1024].lstrip(b"\xef\xbb\xbf \r\n"))
        ):
            raise damaged()
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Refused(
                _(
                    "Ce document cherche à faire lire d’autres fichiers (entités XML) : il n’est pas ouvert. "
                    "Copiez son texte et collez-le ici."
                )
            )
        return data


def _check(entry):
    """Refuse an entry that no word processor writes."""
    name = entry.filename
    if name.startswith("/") or "\\" in name or "\x00" in name or ":" in name or ".." in name.split("/"):
        raise Refused(
            _("Ce fichier contient des noms dangereux : il n’est pas ouvert. Copiez son texte et collez-le ici.")
        )
    if entry.flag_bits & 1:
        raise protected()
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged()
    if entry.file_size > 1024 * 1024 and entry.file_size > RATIO * max(entry.compress_size, 1):
        raise _bomb()


def _bomb():
    return Refused(
        _(
            "Une fois déplié, ce fichier serait bien trop lourd : il n’est pas ouvert. "
            "Copiez son texte et collez-le ici."
        )
    )


def damaged():
    """Return the refusal of a file that no word processor would open."""
    return Refused(
        _(
            "Ce fichier est abîmé. Ouvrez-le dans votre traitement de texte, enregistrez-le à nouveau, "
            "puis déposez la nouvelle version."
        )
    )


def protected():
    """Return the refusal of a file that only a password opens."""
    return Refused(_("Ce document est protégé par un mot de passe. Retirez-le, enregistrez, puis déposez le fichier."))


def packed(parts):
    """Return an archive of these parts, by name, as a file to read."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    file.seek(0)
    return file
