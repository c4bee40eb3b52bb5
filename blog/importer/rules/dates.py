"""When it happened: the day, the month, and the year only when the text settles it."""

import re
from datetime import date
from typing import NamedTuple

from ..lexicon import key
from ..understood import Proposal, When
from .words import squeezed

MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
WITHIN = 2
"""How many years around today a weekday settles the year: within them, it fits only one."""

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
_RELATIVE = re.compile(r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) dernier\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:publi(?:ée?s?|cation)|postée?|mis(?:e)?s? à jour|mis(?:e)? en ligne|rédigée?|modifiée?|créée?|née?|lancée?"
    r"|fondée?|votée?"
    r"|loi|décret|arrêté|circulaire|ordonnance|règlement|avant|jusqu[’']|d[’']ici|à partir|à compter|depuis|dès"
    r"|prochaine?|prochain rendez-vous|rendez-vous(?! (?:était|avait|fut|a été))"
    r"|retrouve\w*|suite|inscriptions?|d[’']abord|édition|rendu le verdict"
    r"|se (?:tiendra|déroulera|réunira)\w*|aura lieu|auront lieu|reviendr\w+|prévue?s?|sera|seront)"
    r"[^.!?;]{0,40}$",
    re.IGNORECASE,
)
_YEARLY = ("8 mars", "25 novembre")
_PUBLISHED = re.compile(
    r"\b(?:publi(?:ée?|cation)|postée?|mise? (?:à jour|en ligne)|rédigée?|modifiée?)\b", re.IGNORECASE
)


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


def find_date(texts, today, title="", dated=""):
    """Return (When, proposals, warnings): `texts` are those where the event's date may stand, in order.

    `dated` is the date of publication that the front matter states: it only helps to settle a year.
    """
    published = _stated(dated) or _publication(texts)
    told = _event_date(texts, _publication(texts))
    if not told:
        relative = next((found for text in texts for found in _RELATIVE.finditer(text[:5000])), None)
        if relative:
            return When(said=squeezed(relative.group())), [], [_UNDATED % squeezed(relative.group())]
        return When(), [], [_PUBLISHED_ON % squeezed(dated)[:10]] if _stated(dated) else []
    reference = published or today
    year = told.year or _year_nearby(told, texts) or _year_of(told, reference, title)
    if not year and published and told.weekday is None:
        year = _year_before(told, published)
    when = When(told.day, told.month, year, _end(told, year), said=told.words)
    if year:
        return when, [], []
    years = _candidates(told, reference)
    proposals = [
        Proposal("year", str(candidate), {"year": candidate, "end": _end(told, candidate)}, told.words, sure=False)
        for candidate in years
    ]
    question = _WHICH_YEAR % (told.words, " ou ".join(map(str, years)))
    return when, proposals, [question]


_WHICH_YEAR = "L’année n’est pas écrite. « %s », c’était en quelle année : %s ?"
_UNDATED = "Le texte dit « %s » : quel jour était-ce ? Écrivez la date."

_PUBLISHED_ON = (
    "Le texte ne dit pas quel jour c’était. Le fichier porte la date « %s », "
    "peut-être celle de la mise en ligne : écrivez celle de l’événement."
)
SOON = 180
"""Within how many days of the event a recap is published, for its date of publication to settle the year."""


def _stated(dated):
    told = next((told for told in dates_in(dated) if told.day and told.year), None)
    return _made(told.year, told.month, told.day) if told else None


def _year_nearby(told, texts):
    """Return the year that another text gives to the same day, if only one does."""
    years = {
        other.year
        for text in texts
        for other in dates_in(text)
        if other.year and told.day and (other.day, other.month) == (told.day, told.month)
    }
    year = years.pop() if len(years) == 1 else None
    day = _made(year, told.month, told.day) if year else None
    return year if day and told.weekday in (None, day.weekday()) else None


def _year_before(told, published):
    for year in (published.year, published.year - 1):
        day = _made(year, told.month, told.day)
        if day and day <= published and (published - day).days <= SOON:
            return year
    return None


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


def _event_date(texts, published):
    partial = None
    for text in texts:
        for told in dates_in(text):
            before = text[max(0, told.start - 60) : told.start]
            is_publication = published and (told.day, told.month, told.year) == (
                published.day,
                published.month,
                published.year,
            )
            is_a_yearly_day = told.words.lower() in _YEARLY and "femmes" in text.lower()
            if _ELSEWHERE.search(before) or is_publication or is_a_yearly_day:
                continue
            if told.day:
                return told
            partial = partial or told
    return partial


def _publication(texts):
    for text in texts:
        for told in dates_in(text):
            if told.day and told.year and _PUBLISHED.search(text[max(0, told.start - 40) : told.start]):
                return date(told.year, told.month, told.day)
    return None


def _year_of(told, reference, title):
    if told.latest and not told.day:
        return reference.year if told.month <= reference.month else reference.year - 1
    if told.latest:
        day = _made(reference.year, told.month, told.day)
        if not day:
            return None
        return reference.year if day <= reference else reference.year - 1
    if told.weekday is not None:
        years = [
            year
            for year in range(reference.year - WITHIN, reference.year + WITHIN + 1)
            if (day := _made(year, told.month, told.day)) and day.weekday() == told.weekday and day <= reference
        ]
        return years[0] if len(years) == 1 else None
    stated = set(re.findall(r"(?<!\d)20\d\d(?!\d)", title))
    if len(stated) == 1 and not re.search(r"(?:horizon|d[’']ici|objectif|vers|depuis|cap)\D{0,12}20\d\d", title, re.I):
        year = int(stated.pop())
        return year if year <= reference.year and _made(year, told.month, told.day) else None
    return None


def _candidates(told, reference):
    last = reference.year
    day = _made(last, told.month or 1, told.day or 1)
    if day and day > reference:
        last -= 1
    years, year = [], last
    while len(years) < 2 and year > last - 9:
        if _made(year, told.month or 1, told.day or 1):
            years.append(year)
        year -= 1
    return years


def _end(told, year):
    if not told.last or not year:
        return None
    day, month, last_year = told.last
    last_year = last_year or (year + 1 if told.month and month < told.month else year)
    end = _made(last_year, month, day)
    return end.isoformat() if end else None


def _made(year, month, day):
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
    if last and (not _made(last[2] or 2024, last[1], last[0]) or (last[1] == month and last[0] <= day)):
        return None
    if not _made(year or 2024, month, day):
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
