"""The pictures of a profile, as a partner sends them: its own and no others, and none is to be chosen twice."""

import re
from functools import partial

from django import forms
from django.db import transaction
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex, get_root_collection_id
from wagtail.search.index import insert_or_update_object

from core.models import Photo
from core.records import once
from core.text import of
from core.uploads import CleanImageField
from partners.models import PartnerPhoto
from partners.models.profile_panels import MOST_PHOTOS

from .rows import Rows

FORMATS = _("PNG, JPEG ou WebP, 10 Mo au plus.")
PHOTO_OF, LOGO_OF = _("Photo %s"), _("Logo %s")
"""What pictures are called in the library, with the name of their structure as `of` says it."""
THUMBNAIL = "max-320x240|format-webp"
NAMES_A_PICTURE = re.compile(r"logo_held|photos-\d+-image")
NO_PICTURE = {"invalid_image": _("Ce fichier n’est pas une image lisible. Choisissez un PNG, un JPEG ou un WebP.")}


class PhotoRow(forms.ModelForm):
    """One photo: a file that was just chosen, or one that is here already, and what is said of it."""

    file = CleanImageField(label=_("Fichier"), required=False, error_messages=NO_PICTURE)
    image = forms.CharField(required=False, widget=forms.HiddenInput)
    first = forms.BooleanField(label=_("Montrer en premier"), required=False)

    class Meta:
        model = PartnerPhoto
        fields = ["alt", "credit"]
        labels = {"alt": _("Ce que l’on y voit"), "credit": _("Qui l’a prise")}
        help_texts = {
            "alt": _(
                "Pour qui ne la voit pas : « Deux personnes réparent un téléphone ». Il faut le dire pour envoyer."
            ),
            "credit": _("Son nom s’affiche sous la photo. Facultatif."),
        }

    field_order = ["file", "image", "alt", "credit", "first"]

    def __init__(self, *args, sending, pictures, **kwargs):
        super().__init__(*args, **kwargs)
        self.sending, self.pictures = sending, pictures
        self.fields["alt"].required = False
        self.fields["image"].initial = self.instance.image_id
        # Wagtail's field says in its own words what it takes.
        self.fields["file"].help_text = _("%s Les personnes que l’on reconnaît doivent être d’accord.") % FORMATS

    @property
    def number(self):
        """Its place in the form, from 1."""
        return int(self.prefix.rpartition("-")[2]) + 1

    @property
    def picture(self):
        """The Photo that the row shows, or None before there is one."""
        key = self["image"].value()
        return self.pictures.get(int(key)) if key else self.pictures.get(self.instance.image_id)

    @property
    def library_credit(self):
        """The name that the page shows when the row says none: that which editors wrote of the picture."""
        return "" if self["credit"].value() or not self.picture else self.picture.credit

    def clean(self):
        """Ask for the file, and, when the profile is sent to be read, for what the photo shows."""
        data = super().clean()
        if self.picture:
            self.instance.image = self.picture
        elif not data.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choisissez le fichier de la photo, ou videz ces champs."))
        if self.sending and not data.get("alt") and "alt" not in self.errors:
            self.add_error("alt", _("Dites ce que l’on voit sur la photo : certaines personnes ne la verront pas."))
        return data


class PhotoRows(Rows):
    """The photos of a profile."""

    default_error_messages = BaseFormSet.default_error_messages | {
        "too_many_forms": _("Quatre photos au plus : retirez-en avant d’en ajouter.")
    }

    @property
    def empty_rows(self):
        """The places that are left, which a browser shows folded."""
        return [row for row in self.extra_forms if not row.has_changed()]

    @property
    def filled_rows(self):
        """The rows that say something."""
        return [row for row in self.forms if row not in self.empty_rows]

    def new_pictures(self, user):
        """Return {field that names it: Photo, not stored} for the files that were just chosen."""
        # Whoever asked whether the whole form is valid may have stopped at other rows.
        self.is_valid()
        uploads = {row: row.cleaned_data.get("file") for row in self.filled_rows if not self._should_delete_form(row)}
        # A photo is found again among others by what it shows; the name of its file is nobody's business.
        title = PHOTO_OF % of(self.instance.title)
        return {
            row.add_prefix("image"): picture(upload, " : ".join(filter(None, [title, row["alt"].value()])), user)
            for row, upload in uploads.items()
            if upload
        }

    def show_pictures(self):
        """Put into each row what it names."""
        for row in self.filled_rows:
            if row.picture:
                row.instance.image = row.picture

    def put_first(self):
        """Put the photos that were to be shown first before the others."""
        chosen = [row.instance for row in self.filled_rows if row.cleaned_data.get("first")]
        photos = list(getattr(self.instance, self.rel_name).all())
        for place, photo in enumerate(sorted(photos, key=lambda photo: photo not in chosen)):
            photo.sort_order = place
        setattr(self.instance, self.rel_name, photos)


OPTIONS = {
    "form": PhotoRow,
    "formset": PhotoRows,
    "fields": ["alt", "credit"],
    "extra": MOST_PHOTOS,
    "max_num": MOST_PHOTOS,
    "validate_max": True,
    "inherit_kwargs": ["sending", "pictures"],
}


def picture(upload, title, user):
    """Return a Photo, not stored, of what `user` sent; its file leaves no place and no author behind."""
    root = once("the collection of all", get_root_collection_id)
    return Photo(title=title[:255], file=upload, uploaded_by_user=user, collection_id=root)


def store(pictures):
    """Store new pictures at once, in one query; they are indexed once the lock on the profile is given back."""
    Photo.objects.bulk_create(pictures)
    for photo in pictures:
        transaction.on_commit(partial(_make_ready, photo), robust=True)


def _make_ready(photo):
    insert_or_update_object(photo)
    ReferenceIndex.create_or_update_for_object(photo)
    photo.get_rendition(THUMBNAIL)


def within_reach(page, data, user):
    """Return the pictures that `user` may name in the form of `page`, and the fields that name others.

    `page` is a draft in memory, `data` what was posted, or None. Its pictures ({key: Photo}) are those that it holds or
    that a version of it ever held, and those that `user` sent; a field that names anything else is emptied.
    """
    named = {name: value for name, value in (data or {}).items() if value and NAMES_A_PICTURE.fullmatch(name)}
    keys = {name: int(value) for name, value in named.items() if value.isdecimal() and len(value) < 19}
    own = {photo.image_id for photo in page.photos.get_object_list()} | {page.logo_id} - {None}
    pictures = Photo.objects.filter(pk__in=own | set(keys.values())).in_bulk()
    unknown = {pk for pk, photo in pictures.items() if pk not in own and photo.uploaded_by_user_id != user.pk}
    for pk in unknown - _ever_held(page) if unknown else ():
        del pictures[pk]
    out_of_reach = [name for name in named if keys.get(name) not in pictures]
    for name in out_of_reach:
        data[name] = ""
    return pictures, out_of_reach


def _ever_held(page):
    held = set()
    for photos, logo in page.revisions.values_list("content__photos", "content__logo"):
        held |= {photo["image"] for photo in photos or ()} | {logo}
    return held
