"""Events as other agendas read them: iCalendar (RFC 5545)."""

from datetime import datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from .models.event_status import Status

PARIS = ZoneInfo("Europe/Paris")
STATUSES = {
    # An event without a date any more is not cancelled (RFC 5545, 3.8.1.11): it is uncertain again.
    Status.PLANNED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


def calendar(events, name=""):
    """Return `events` (EventPages with a date) as the bytes of a calendar; with `name`, one to subscribe to."""
    found = Calendar()
    found.add("prodid", "-//Maillage//Agenda//FR")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    if name:
        found.add("name", name)
        found.add("x-wr-calname", name)
        found.add("x-wr-timezone", "Europe/Paris")
        found.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
        found.add("x-published-ttl", timedelta(hours=12))
    entries = [_entry(event) for event in events]
    if any(isinstance(entry["DTSTART"].dt, datetime) for entry in entries):
        found.add_component(_paris())
    for entry in entries:
        found.add_component(entry)
    return found.to_ical()


def _entry(event):
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + event.path_from_home
    entry = Event()
    entry.add("uid", f"{event.translation_key}@{urlsplit(address).hostname}")
    entry.add("summary", f"{event.get_status_display()} : {event.title}" if event.is_called_off else event.title)
    start, end = _period(event)
    entry.add("dtstart", start)
    if end:
        entry.add("dtend", end)
    entry.add("status", STATUSES[Status(event.status)])
    entry.add("transp", "TRANSPARENT" if event.is_called_off else "OPAQUE")
    if where := event.postal_address or event.locality:
        entry.add("location", where)
    entry.add("url", address)
    entry.add("description", "\n\n".join(_sentences(event, address)))
    if event.themes:
        entry.add("categories", [theme.name for theme in event.themes])
    _add_history(entry, event)
    return entry


def _period(event):
    """Return (start, end) as dates for whole days, the end being the day after the last, or as times in Paris."""
    if not event.start_time:
        return event.date, event.last_day + timedelta(days=1)
    start = datetime.combine(event.date, event.start_time, PARIS)
    if event.end_time:
        return start, datetime.combine(event.last_day, event.end_time, PARIS)
    if event.last_day > event.date:
        return start, datetime.combine(event.last_day + timedelta(days=1), time(0), PARIS)
    return start, None


def _sentences(event, address):
    if event.fictional:
        yield gettext("Contenu de démonstration : cet événement est inventé.")
    yield from filter(None, [event.status_note, event.summary, event.price])
    # As on its page: nobody registers for what does not take place.
    if event.registration_url and not event.is_called_off:
        yield f"Inscription : {event.registration_url}"
    if event.online_url and not event.is_called_off:
        yield f"En ligne : {event.online_url}"
    yield address


def _add_history(entry, event):
    published = event.last_published_at or event.latest_revision_created_at
    if not published:
        return
    entry.add("dtstamp", published)
    entry.add("last-modified", published)
    first = event.first_published_at or published
    entry.add("created", first)
    # It only has to grow with each change that is published: seconds do, and need no counter.
    entry.add("sequence", max(0, int((published - first).total_seconds())))


def _paris():
    """Return the time zone by its rule, valid for any year to come (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", "Europe/Paris")
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, name, before, after, month, since in (
        (TimezoneDaylight(), "CEST", winter, summer, 3, datetime(1996, 3, 31, 2)),
        (TimezoneStandard(), "CET", summer, winter, 10, datetime(1996, 10, 27, 3)),
    ):
        part.add("dtstart", since)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
