"""A document put aside while its editor decides, and taken up again.

Its pictures are cleaned first: what their files hide (place, author) is never stored.
"""

import dataclasses
import io
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from core.uploads import CleanImageField

from .document import Block, Document, Picture

EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}


@dataclasses.dataclass
class KeptPicture(Picture):
    """A picture that waits in `file`, cleaned already, the `number`th of its text; its bytes are read from there."""

    file: str = ""
    number: int = 0


def cleaned(picture):
    """Return the picture's file without what it hides (ContentFile), or None when it cannot be read."""
    if isinstance(picture, KeptPicture):
        with default_storage.open(picture.file) as stored:
            return ContentFile(stored.read(), name=PurePath(picture.file).name)
    try:
        with Image.open(io.BytesIO(picture.data)) as opened:
            image_format = opened.format
        name = f"image.{EXTENSIONS[image_format]}"
        upload = CleanImageField().clean(SimpleUploadedFile(name, picture.data, Image.MIME[image_format]))
    except (KeyError, OSError, ValueError, SyntaxError, ValidationError, Image.DecompressionBombError):
        return None
    upload.seek(0)
    return ContentFile(upload.read(), name=name)


def keep(document, folder):
    """Store the pictures of `document` in `folder` and return the rest as JSON; damaged pictures are left out."""
    blocks, warnings = [], list(document.warnings)
    for block in document.blocks:
        kept = _without_nul(dataclasses.asdict(dataclasses.replace(block, picture=None)))
        if block.picture:
            if file := cleaned(block.picture):
                stored = default_storage.save(f"{folder}/{len(blocks) + 1}-{file.name}", file)
                kept["picture"] = {"file": stored, "name": block.picture.name, "alt": block.picture.alt}
            else:
                warnings.append(
                    _("L’image « %(name)s » est abîmée ou trop lourde : elle n’a pas été gardée.")
                    % {"name": block.picture.name or _("sans nom")}
                )
        blocks.append(kept)
    return {"blocks": blocks, "explicit": document.explicit, "meta": document.meta, "warnings": warnings}


def take_up(kept):
    """Return the document that `keep` turned into JSON."""
    pictures = [block["picture"] for block in kept["blocks"] if block["picture"]]
    for number, picture in enumerate(pictures):
        picture["number"] = number
    return Document(
        blocks=[_block(block) for block in kept["blocks"]],
        explicit=kept["explicit"],
        meta=kept["meta"],
        warnings=list(kept["warnings"]),
    )


def _block(kept):
    picture = kept.get("picture")
    return Block(
        **kept
        | {
            "items": [_block(item) for item in kept["items"]],
            "picture": KeptPicture(data=b"", **picture) if picture else None,
        }
    )


def _without_nul(value):
    """PostgreSQL stores no NUL byte."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_nul(item) for key, item in value.items()}
    return value
