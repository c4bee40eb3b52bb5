"""Dates as a French text tells them: « du 9 au 11 avril », « mardi 12 mai 2026 », « en avril dernier »."""

import re
from datetime import date
from typing import NamedTuple

from ..lexicon import key
from .words import squeezed

MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()

_MONTH = (
    r"(janvier|janv\.?|f[ée]vrier|f[ée]v\.|mars|avril|avr\.|mai|juin|juillet|juil\.|ao[uû]t|septembre|sept\."
    r"|octobre|oct\.|"
    r"novembre|nov\.|d[ée]cembre|d[ée]c\.)"
)
_DAY = r"(\d{1,2}|1\s?er|premier)"
_WEEKDAY = r"(?:(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?,?\s+)?"
_YEAR = r"(?:,?\s+((?:19|20)\d\d)(?!\d|\s?€))?"
_PERIOD = re.compile(
    rf"\b(?:du|des|de|entre|les?|ces|ce|l[’'])?\s*{_WEEKDAY}(?:le\s+)?{_DAY}(?:\s+{_MONTH}{_YEAR})?\s*"
    rf"(au|et(?:\s+le)?|jusqu[’']au|[-–—/&])\s*{_WEEKDAY}(?:le\s+)?{_DAY}\s+{_MONTH}(?!\w){_YEAR}(\s+dernier)?",
    re.IGNORECASE,
)
_LIST = re.compile(
    rf"\b(?:les\s+)?(\d{{1,2}})(?:\s*,\s*\d{{1,2}}){{1,5}}\s+et\s+(\d{{1,2}})\s+{_MONTH}(?!\w){_YEAR}", re.I
)
_SINGLE = re.compile(rf"(?<![\d,.]){_WEEKDAY}(?:le\s+)?{_DAY}\s+{_MONTH}(?!\w){_YEAR}(\s+dernier)?", re.IGNORECASE)
_NUMERIC = re.compile(rf"(?<![\d/.-]){_WEEKDAY}(\d{{1,2}})\s?([/.-])\s?(\d{{1,2}})\s?\3\s?((?:20)?\d\d)(?![\d/])", re.I)
_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_MONTH_ONLY = re.compile(
    rf"(?:\b(?:en|fin|début|mi-|courant|au mois d[e’']\s?|mois de)\s*|^|\()({_MONTH[1:-1]})\s+(20\d\d)\b", re.I
)
_MONTH_LATEST = re.compile(rf"\b(?:en|au mois d[e’']\s?)\s*({_MONTH[1:-1]})\s+dernier\b", re.I)


class Told(NamedTuple):
    """A date that the text tells; `last` is (day, month, year) of the end of a period."""

    start: int
    words: str
    day: int | None
    month: int | None
    year: int | None
    weekday: int | None = None
    last: tuple | None = None
    latest: bool = False


def dates_in(text):
    """Return every date told in `text`, in order, without overlap."""
    text, found = text[:20_000], []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            told = read(match)
            if told and not any(_overlap(match, other) for other, _told in found):
                found.append((match, told))
    return [told for _match, told in sorted(found, key=lambda pair: pair[0].start())]


def _overlap(a, b):
    return a.start() < b.end() and b.start() < a.end()


def day_of(year, month, day):
    """Return that date, or None when there is no such day or part of it is unknown."""
    try:
        return date(year, month, day)
    except (TypeError, ValueError):
        return None


def _month(words):
    folded = key(words)
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(folded))


def _day(words):
    return 1 if not words.isdigit() else int(words)


def _weekday(words):
    return WEEKDAYS.index(words.lower()) if words else None


def _told(match, day, month, year=None, weekday=None, last=None, latest=False):
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if last and (not day_of(last[2] or 2024, last[1], last[0]) or (last[1] == month and last[0] <= day)):
        return None
    if not day_of(year or 2024, month, day):
        return None
    return Told(match.start(), squeezed(match.group()), day, month, year, weekday, last, latest)


def _period(match):
    weekday, day, month, year, _joint, _last_weekday, last_day, last_month, last_year, latest = match.groups()
    end = (_day(last_day), _month(last_month), int(last_year) if last_year else None)
    first_month = _month(month) if month else end[1]
    first_year = int(year) if year else end[2]
    if not year and end[2] and first_month > end[1]:
        first_year = end[2] - 1
    return _told(match, _day(day), first_month, first_year, _weekday(weekday), end, bool(latest))


def _list(match):
    day, last_day, month, year = match.groups()
    year = int(year) if year else None
    return _told(match, int(day), _month(month), year, None, (int(last_day), _month(month), year))


def _single(match):
    weekday, day, month, year, latest = match.groups()
    return _told(match, _day(day), _month(month), int(year) if year else None, _weekday(weekday), None, bool(latest))


def _numeric(match):
    weekday, day, _mark, month, year = match.groups()
    return _told(match, int(day), int(month), int(year) + (2000 if len(year) == 2 else 0), _weekday(weekday))


def _iso(match):
    year, month, day = map(int, match.groups())
    return _told(match, day, month, year)


def _month_latest(match):
    return Told(match.start(), squeezed(match.group()), None, _month(match[1]), None, latest=True)


def _month_only(match):
    return Told(
        match.start(1), squeezed(match.group()[match.start(1) - match.start() :]), None, _month(match[1]), int(match[2])
    )


_READERS = [
    (_LIST, _list),
    (_PERIOD, _period),
    (_SINGLE, _single),
    (_NUMERIC, _numeric),
    (_ISO, _iso),
    (_MONTH_ONLY, _month_only),
    (_MONTH_LATEST, _month_latest),
]
