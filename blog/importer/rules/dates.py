"""When it happened: the day, the month, and the year only when the text settles it."""

import re
from datetime import date

from ..understood import Proposal, When
from .told import WEEKDAYS, dates_in, day_of
from .words import squeezed

WITHIN = 2
"""How many years around today a weekday settles the year: within them, it fits only one."""

LOOKED_BACK = 41
"""Among how many years a day is looked for: 29 February comes back on a weekday every 28 years, or 40."""

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
        year = _year_in(title)
        when = When(year=year, said=str(year)) if year and year <= today.year else When()
        return when, [], [_PUBLISHED_ON % squeezed(dated)[:10]] if _stated(dated) else []
    reference = published or today
    year = told.year or _year_nearby(told, texts) or _year_of(told, reference, title)
    if not year and published and told.weekday is None:
        year = _year_before(told, published)
    when = When(told.day, told.month, year, _end(told, year), said=told.words)
    if year:
        return when, [], [] if _fits(told, year) else [_OTHER_WEEKDAY % (told.words, _weekday_of(told, year), year)]
    years = _candidates(told, reference)
    proposals = [
        Proposal("year", str(candidate), {"year": candidate, "end": _end(told, candidate)}, told.words, sure=False)
        for candidate in years
    ]
    question = _WHICH_YEAR % (told.words, " ou ".join(map(str, years)))
    return when, proposals, [question]


_WHICH_YEAR = "L’année n’est pas écrite. « %s », c’était en quelle année : %s ?"
_OTHER_WEEKDAY = "Le texte dit « %s », mais ce jour-là était un %s en %s : vérifiez la date."
_UNDATED = "Le texte dit « %s » : quel jour était-ce ? Écrivez la date."

_PUBLISHED_ON = (
    "Le texte ne dit pas quel jour c’était. Le fichier porte la date « %s », "
    "peut-être celle de la mise en ligne : écrivez celle de l’événement."
)
SOON = 180
"""Within how many days of the event a recap is published, for its date of publication to settle the year."""


def _stated(dated):
    told = next((told for told in dates_in(dated) if told.day and told.year), None)
    return day_of(told.year, told.month, told.day) if told else None


def _year_nearby(told, texts):
    """Return the year that another text gives to the same day, if only one does."""
    years = {
        other.year
        for text in texts
        for other in dates_in(text)
        if other.year and told.day and (other.day, other.month) == (told.day, told.month)
    }
    year = years.pop() if len(years) == 1 else None
    day = day_of(year, told.month, told.day) if year else None
    return year if day and told.weekday in (None, day.weekday()) else None


def _year_before(told, published):
    for year in (published.year, published.year - 1):
        day = day_of(year, told.month, told.day)
        if day and day <= published and (published - day).days <= SOON:
            return year
    return None


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
        day = day_of(reference.year, told.month, told.day)
        if not day:
            return None
        return reference.year if day <= reference else reference.year - 1
    if told.weekday is not None:
        years = [
            year
            for year in range(reference.year - WITHIN, reference.year + WITHIN + 1)
            if (day := day_of(year, told.month, told.day)) and day.weekday() == told.weekday and day <= reference
        ]
        if len(years) == 1:
            return years[0]
        year = _year_in(title)
        return year if year and year <= reference.year and _fits(told, year) else None
    year = _year_in(title)
    return year if year and year <= reference.year and day_of(year, told.month, told.day) else None


def _year_in(title):
    """Return the only year that a title tells, unless it is a goal or a beginning; None otherwise."""
    stated = set(re.findall(r"(?<!\d)20\d\d(?!\d)", title))
    aimed_at = re.search(r"(?:horizon|d[’']ici|objectif|vers|depuis|cap)\D{0,12}20\d\d", title, re.IGNORECASE)
    return int(stated.pop()) if len(stated) == 1 and not aimed_at else None


def _candidates(told, reference):
    """Return the last two years in which that day has come, on that weekday when the text tells one."""
    fitting = [
        year
        for year in range(reference.year, reference.year - LOOKED_BACK, -1)
        if _fits(told, year) and date(year, told.month or 1, told.day or 1) <= reference
    ]
    return fitting[:2]


def _weekday_of(told, year):
    return WEEKDAYS[date(year, told.month, told.day).weekday()]


def _fits(told, year):
    day = day_of(year, told.month or 1, told.day or 1)
    return bool(day) and told.weekday in (None, day.weekday())


def _end(told, year):
    if not told.last or not year:
        return None
    day, month, last_year = told.last
    last_year = last_year or (year + 1 if told.month and month < told.month else year)
    end = day_of(last_year, month, day)
    return end.isoformat() if end else None
