"""Dates and hours, as they are said in French."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date


def said(date, end=None, precision="day", weekday=False):
    """Return a date or a period in words: « 1er mai 2024 », « du 9 au 11 avril 2024 », « avril 2024 », « 2024 ».

    `precision` is "day", "month" or "year"; `end` counts only when the day is known; with `weekday`,
    « mardi 9 avril 2024 ».
    """
    if precision == "year":
        return str(date.year)
    if precision == "month":
        return format_date(date, "F Y")
    if not end or end == date:
        return f"{_day(date, weekday)} {format_date(date, 'F Y')}"
    if (date.year, date.month) == (end.year, end.month):
        start = _day(date, weekday)
    else:
        start = f"{_day(date, weekday)} {format_date(date, 'F' if date.year == end.year else 'F Y')}"
    return f"du {start} au {_day(end, weekday)} {format_date(end, 'F Y')}"


def said_at(moment):
    """Return a date and an hour in words, on the site's own clock: « jeudi 26 novembre à 9 h 30 »."""
    local = timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE))
    year = "" if local.year == timezone.localdate().year else f" {local.year}"
    return f"{_day(local, weekday=True)} {format_date(local, 'F')}{year} à {hour(local)}"


def hour(time):
    """Return a time in words: « 9 h », « 14 h 05 »."""
    minutes = f"\u00a0{time.minute:02}" if time.minute else ""
    return f"{time.hour}\u00a0h{minutes}"


def _day(date, weekday=False):
    day = "1er" if date.day == 1 else str(date.day)
    return f"{format_date(date, 'l')} {day}" if weekday else day
