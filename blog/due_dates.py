"""The days by which things were promised, as other agendas read them."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event

from .ical import add_history, bound
from .models.commitments import State


def due_dates(commitments, name):
    """Return `commitments` (with a last day, and `for_reading`) as the bytes of a calendar to subscribe to."""
    return bound([_entry(one) for one in commitments], name)


def _entry(commitment):
    page = commitment.page
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{page.path_from_home}#{commitment.anchor}"
    entry = Event()
    # The block names the commitment as long as it lasts; a copied page has the same blocks.
    entry.add("uid", f"{commitment.block_id}-{page.pk}@{urlsplit(address).hostname}")
    entry.add("summary", _("Échéance : %(who)s, %(what)s") % {"who": commitment.name, "what": commitment.text})
    entry.add("dtstart", commitment.last_day)
    entry.add("dtend", commitment.last_day + timedelta(days=1))
    # A due date takes nobody's time.
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "CANCELLED" if commitment.state == State.DROPPED else "CONFIRMED")
    entry.add("url", address)
    entry.add("description", "\n\n".join(_sentences(commitment, address)))
    add_history(entry, page, changed_at=commitment.told_at)
    return entry


def _sentences(commitment, address):
    page = commitment.page
    if page.fictional:
        yield _("Contenu de démonstration : cet engagement est inventé.")
    yield _("Échéance : %s") % commitment.due_label
    yield f"{commitment.get_state_display()}. {commitment.since}".strip()
    yield _("Dit dans « %s »") % page.title
    yield address
