"""All that concerns an account, in a ZIP: for machines (JSON), for people (HTML), with its own files."""

import hashlib
import io
import json
import zipfile
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from core.models import Document, Photo

from .registry import keepers

MOST_BYTES = 200_000_000
"""Of files in one archive; those beyond are named in the list and asked for by mail."""


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
    out, sums, weight = io.BytesIO(), [], 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [*parts.items(), *_files(user)]:
            weight += len(content)
            if weight > MOST_BYTES:
                break
            packed.writestr(name, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        packed.writestr("SHA256SUMS", "".join(sums))
    return out.getvalue()


def _files(user):
    for model in (Photo, Document):
        for one in model.objects.filter(uploaded_by_user=user).order_by("pk"):
            try:
                with one.file.open("rb") as file:
                    yield f"fichiers/{one.pk}-{PurePosixPath(one.file.name).name}", file.read()
            except FileNotFoundError:
                continue
