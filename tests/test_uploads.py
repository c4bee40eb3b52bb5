"""A picture that comes in leaves its secrets behind."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageDraw
from wagtail.images.forms import get_image_form

from core.models import Photo
from core.uploads import LARGEST_SIDE

pytestmark = pytest.mark.django_db


def jpeg(size=(400, 300), **options):
    picture = Image.new("RGB", size, "#2a3796")
    ImageDraw.Draw(picture).rectangle((0, 0, 40, 40), fill="#ffc94d")
    out = io.BytesIO()
    picture.save(out, "JPEG", **options)
    return out.getvalue()


def with_place_and_author():
    exif = Image.Exif()
    exif[0x010E] = "Maison de Camille"
    exif[0x013B] = "Camille Exemple"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 54.0, 0.0), 3: "E", 4: (1.0, 54.0, 0.0)})
    return jpeg(exif=exif, comment=b"secret")


def upload(data, name="photo.jpg"):
    form = get_image_form(Photo)(
        {"title": "Une photo", "licence": "cc-by-4.0", "consent": "given", "collection": 1, "tags": ""},
        {"file": SimpleUploadedFile(name, data, "image/jpeg")},
    )
    return form, form.save() if form.is_valid() else None


def test_place_author_and_comments_are_gone_from_the_file_and_its_sizes():
    _form, photo = upload(with_place_and_author() + b"PK\x03\x04hidden")

    for file in (photo.file, photo.get_rendition("width-100").file):
        with file.open() as stored:
            data = stored.read()
        picture = Image.open(io.BytesIO(data))
        assert dict(picture.getexif()) == {}
        assert b"Camille" not in data
        assert b"secret" not in data
        assert b"hidden" not in data


@pytest.mark.parametrize("profile", [b"secret" * 600_000, "P3"])
def test_the_colours_of_a_device_become_those_of_every_screen(profile):
    if profile == "P3":
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    _form, photo = upload(jpeg(icc_profile=profile))

    with photo.file.open() as stored:
        assert "icc_profile" not in Image.open(stored).info
    assert photo.file.size < 20_000


def test_a_photo_taken_sideways_stands_upright():
    _form, photo = upload(with_place_and_author())

    assert (photo.width, photo.height) == (300, 400)


def test_a_huge_photo_is_kept_at_a_useful_size():
    _form, photo = upload(jpeg((4000, 1000)))

    assert (photo.width, photo.height) == (LARGEST_SIDE, 640)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (jpeg()[:2000], "coupee.jpg"),
        (b"", "vide.jpg"),
        (b"<html><script>alert(1)</script>", "page.jpg"),
        (b"GIF89a/*<script>*/=1", "double.gif"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "dessin.svg"),
    ],
)
def test_what_is_not_a_whole_picture_is_refused_with_a_sentence(data, name):
    form, photo = upload(data, name)

    assert photo is None
    assert form.errors["file"]


def test_a_picture_that_would_swell_beyond_measure_is_refused():
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")

    form, photo = upload(out.getvalue(), "bombe.png")

    assert photo is None
    assert form.errors["file"]
