"""Dates, as they are said in French."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date


def said(date, end=None, precision="day"):
    """Return a date or a period in words: « 1er mai 2024 », « du 9 au 11 avril 2024 », « avril 2024 », « 2024 ».

    `precision` is "day", "month" or "year"; `end` counts only when the day is known.
    """
    if precision == "year":
        return str(date.year)
    if precision == "month":
        return format_date(date, "F Y")
    if not end or end == date:
        return f"{_day(date)} {format_date(date, 'F Y')}"
    if (date.year, date.month) == (end.year, end.month):
        start = _day(date)
    else:
        start = f"{_day(date)} {format_date(date, 'F' if date.year == end.year else 'F Y')}"
    return f"du {start} au {_day(end)} {format_date(end, 'F Y')}"


def said_at(moment):
    """Return a date and an hour in words, on the site's own clock: « jeudi 26 novembre à 9 h 30 »."""
    local = timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE))
    year = "" if local.year == timezone.localdate().year else f" {local.year}"
    hour = f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02}" if local.minute else "")
    return f"{format_date(local, 'l')} {_day(local)} {format_date(local, 'F')}{year} à {hour}"


def _day(date):
    return "1er" if date.day == 1 else str(date.day)
