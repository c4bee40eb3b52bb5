"""All that concerns an account, in a ZIP: for machines (JSON), for people (HTML), with its own files."""

import hashlib
import io
import json
import zipfile
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from core.models import Document, Photo

from .registry import keepers

MOST_BYTES = 200_000_000
"""Of files in one archive; what does not fit is named in `LEFT_OUT`."""
LEFT_OUT = "fichiers-absents.txt"


def archive(user):
    """Return the bytes of a ZIP: `donnees.json`, `donnees.html`, `fichiers/…`, and `SHA256SUMS` of all of them."""
    told = {keeper.name: keeper.tell(user) for keeper in keepers()}
    said_at = timezone.now()
    parts = {
        "donnees.json": json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode(),
        "donnees.html": render_to_string(
            "core/personal/export.html", {"told": told, "user": user, "said_at": said_at}
        ).encode(),
    }
    out, sums = io.BytesIO(), []

    def pack(name, content):
        packed.writestr(name, content)
        sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            pack(name, content)
        room, left_out = MOST_BYTES, []
        for name, file in _files(user):
            content = _content(file, room)
            if content is None:
                left_out.append(name)
            else:
                room -= len(content)
                pack(name, content)
        if left_out:
            sentence = _("Trop lourds, ou perdus : demandez-les à la rédaction.")
            pack(LEFT_OUT, "\n".join([sentence, "", *left_out]).encode())
        packed.writestr("SHA256SUMS", "".join(sums))
    return out.getvalue()


def _content(file, most):
    """Return the bytes of a stored file, or None when there are more than `most`, or when it is gone."""
    try:
        if file.size > most:
            return None
        with file.open("rb") as opened:
            return opened.read()
    except FileNotFoundError:
        return None


def _files(user):
    for model in (Photo, Document):
        for one in model.objects.filter(uploaded_by_user=user).order_by("pk"):
            yield f"fichiers/{model._meta.model_name}-{one.pk}-{PurePosixPath(one.file.name).name}", one.file
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        yield f"fichiers/{PurePosixPath(profile.avatar.name).name}", profile.avatar
