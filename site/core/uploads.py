"""What comes in by upload leaves nothing of its maker behind."""

import io

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

DAMAGED = _("Cette image est abîmée ou incomplète. Enregistrez-la de nouveau, puis réessayez.")

FILE_HELP = _("JPEG, PNG, WebP, AVIF ou GIF, 10 Mo au plus. Le lieu et l’auteur cachés dans le fichier sont effacés.")
ALT_HELP = _("Ce que l’image montre, pour qui ne la voit pas. Jamais le nom du fichier.")

LARGEST_SIDE = 2560
"""In pixels: twice the widest column, for dense screens."""


def without_metadata(upload):
    """Return `upload` drawn anew: upright, in sRGB, at most 2,560 px a side, without place, author, or trailing bytes.

    Raises ValidationError when the picture cannot be read to its end.
    """
    try:
        with Image.open(upload) as picture:
            image_format, profile = picture.format, picture.info.get("icc_profile")
            if getattr(picture, "is_animated", False):
                picture.seek(0)
            picture.load()
            clean = _in_common_colours(ImageOps.exif_transpose(picture), profile)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise ValidationError(DAMAGED) from error
    clean.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    clean.info = {}
    out = io.BytesIO()
    options = {"quality": 88} if image_format in ("JPEG", "WEBP", "AVIF") else {}
    clean.save(out, format=image_format, **options)
    return InMemoryUploadedFile(out, None, upload.name, upload.content_type, out.tell(), None)


def _in_common_colours(picture, profile):
    # A profile may weigh megabytes and hold anything: colours are said in those that every screen takes for granted.
    wanted = {"RGB": "RGB", "RGBA": "RGBA", "CMYK": "RGB"}.get(picture.mode)
    if not profile or not wanted:
        return picture
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), outputMode=wanted)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture


class CleanImageField(WagtailImageField):
    """A picture that is cleaned as it comes in, whichever form it comes through."""

    def to_python(self, data):
        """Check the picture as Wagtail does, then return its cleaned self."""
        try:
            upload = super().to_python(data)
            return without_metadata(upload) if upload else upload
        except (OSError, ValueError) as error:
            raise ValidationError(DAMAGED) from error


class PhotoForm(BaseImageForm):
    """The form of a picture, which cleans what is uploaded."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = CleanImageField(
                label=_("fichier"), help_text=FILE_HELP, required=field.required, widget=field.widget
            )
        if field := self.fields.get("description"):
            field.label, field.help_text = _("texte alternatif"), ALT_HELP
        # Dropped several at a time, pictures come without these: the model's cautious defaults stand.
        for name in ("licence", "consent"):
            if field := self.fields.get(name):
                field.required = False
