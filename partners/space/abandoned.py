"""Pictures that the form of a profile held, and that nothing shows any more."""

import json
import re
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision, TaskState

from core.accounts import ACCESS
from core.models import BasePage, Photo, Rendition

from .photos import LOGO_OF, PHOTO_OF

KEPT_FOR = timedelta(days=30)
"""How long a form may stay open that names a picture."""
VERSIONS_KEEP_FOR = timedelta(days=365)
"""How long a version that is neither shown, nor the last, nor to be read, keeps its pictures."""


def purge_abandoned():
    """Delete the pictures that partners sent more than a month ago and that nothing holds; return how many.

    What holds one: any record, any page as it is stored, the last version of a page, one that is shown, waits for its
    hour or is read, and every version of the last year. Whatever is doubtful is kept: a picture that an editor put
    away or changed in the library, or that somebody with access to it sent.
    """
    candidates = {photo.pk: photo for photo in _sent_by_partners() if not _is_pointed_at(photo)}
    for pk in _held_by_versions(set(candidates)) if candidates else ():
        del candidates[pk]
    return sum(_delete(photo) for photo in candidates.values())


def _sent_by_partners():
    named = Q(title__startswith=PHOTO_OF % "d") | Q(title__startswith=LOGO_OF % "d")
    old = Photo.objects.filter(named, created_at__lt=timezone.now() - KEPT_FOR, uploaded_by_user__isnull=False)
    for photo in old.select_related("uploaded_by_user").order_by("pk"):
        if not photo.uploaded_by_user.has_perm(ACCESS):
            yield photo


def _is_pointed_at(photo):
    """Tell whether a record, a text or a history points to the picture; its sizes do not count."""
    relations = [
        field for field in Photo._meta.get_fields(include_hidden=True) if field.auto_created and field.is_relation
    ]
    return (
        photo.tags.exists()
        or ModelLogEntry.objects.for_instance(photo).exists()
        or ReferenceIndex.get_references_to(photo).exists()
        or any(
            relation.related_model._base_manager.filter(**{relation.field.name: photo}).exists()
            for relation in relations
            if relation.related_model is not Rendition
        )
    )


def _held_by_versions(keys):
    """Return those of `keys` that a version that still counts points to."""
    photo_type, page_type = map(ContentType.objects.get_for_model, (Photo, BasePage))
    versions = Revision.objects.filter(
        Q(created_at__gte=timezone.now() - VERSIONS_KEEP_FOR)
        | Q(pk__in=BasePage.objects.values("latest_revision"))
        | Q(pk__in=BasePage.objects.values("live_revision"))
        | Q(approved_go_live_at__isnull=False)
        | Q(pk__in=TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision"))
        | ~Q(base_content_type=page_type)
    )
    held = set()
    for version in versions.order_by("pk").iterator(chunk_size=100):
        # Most versions name none of these numbers, and need not be made a page again.
        numbers = {int(number) for number in re.findall(r"\d+", json.dumps(version.content)) if len(number) < 19}
        if numbers & keys - held:
            found = ReferenceIndex._extract_references_from_object(version.as_object())
            held |= {int(pk) for content_type, pk, *_path in found if content_type == photo_type.pk} & keys
    return held


@transaction.atomic
def _delete(photo):
    # Something may point to it since the list was read.
    photo = Photo.objects.select_for_update().filter(pk=photo.pk).first()
    if not photo or _is_pointed_at(photo):
        return False
    photo.delete()
    return True
