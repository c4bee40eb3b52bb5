"""Which accounts were erased, in a plain file outside of the database, which a restored backup does not take back.

A line is a number and a moment, and nothing of the person. The file is made to agree with the database, and never the
other way round but on demand: a run that was stopped between both is made up for by the next.
"""

import os
import re
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from core.models import User
from core.models.erasure import NOWHERE

# A line that was cut short by a full disk is none: the account is listed anew.
_LINE = re.compile(rb"^(\d{1,18}) (\d{4}-\d\d-\d\dT[\d:.]+\+00:00)$", re.MULTILINE)


def listed():
    """Return {number of an account: when it was last erased}, as the file says."""
    erased = {}
    for number, moment in _LINE.findall(_content()):
        number, moment = int(number), datetime.fromisoformat(moment.decode())
        erased[number] = max(moment, erased.get(number, moment))
    return erased


def bring_the_list_up_to_date():
    """Add the accounts that the database holds as erased and that the file does not."""
    known, now = listed(), timezone.now()
    erased = User.objects.filter(is_active=False, email__endswith=NOWHERE).order_by("pk")
    # After a restoration, a number may have been given to somebody who came, and left, later.
    missing = [pk for pk, since in erased.values_list("pk", "joined_at") if pk not in known or known[pk] < since]
    if missing:
        _append("".join(f"{pk} {now.isoformat()}\n" for pk in missing).encode())


def brought_back():
    """Return the numbers of accounts that were erased and are open: a backup from before was restored."""
    opened = dict(User.objects.filter(is_active=True).values_list("pk", "joined_at"))
    # A number given anew since the restoration is somebody else's.
    return [pk for pk, moment in listed().items() if pk in opened and opened[pk] < moment]


def _content():
    try:
        return settings.ERASED_LIST.read_bytes()
    except FileNotFoundError:
        return b""


def _append(lines):
    if not (_content() or b"\n").endswith(b"\n"):
        lines = b"\n" + lines
    file = os.open(settings.ERASED_LIST, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    folder = os.open(settings.ERASED_LIST.parent, os.O_RDONLY)
    try:
        os.write(file, lines)
        os.fsync(file)
        os.fsync(folder)
    finally:
        os.close(folder)
        os.close(file)
