"""Recaps that may already tell the same day: the editor is told, and decides."""

from difflib import SequenceMatcher
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import RecapPage
from .lexicon import key
from .rules.told import dates_in

CLOSE = 0.85
"""From how much alike two titles are nearly the same."""
MOST = 3


class Twin(NamedTuple):
    """A recap that looks like the one that is brought; `why` and `state` are words for the editor."""

    page: RecapPage
    why: str
    state: str
    url: str


def twins_of(title, when, place, user=None):
    """Return the recaps (Twin, at most three, the surest first) that may tell the same day, in two queries.

    `when` is what `draft.dates` returns; `place` the name of a town, or an empty text.
    """
    mine, town = key(title), key(place)
    day = when.get("date") if when.get("date_precision") == RecapPage.Precision.DAY else None
    found = []
    fields = ("pk", "draft_title", "date", "date_precision", "date_as_told", "place")
    for pk, their_title, their_day, precision, their_words, their_place in RecapPage.objects.values_list(*fields):
        their_day = their_day if precision == RecapPage.Precision.DAY else None
        same_day = _same_day(day, when.get("date_as_told", ""), their_day, their_words)
        if mine and key(their_title) == mine:
            found.append((0, pk, _("même titre")))
        elif town and key(their_place) == town and same_day:
            found.append((1, pk, _("même date, même lieu")))
        elif (not day or not their_day or day == their_day) and _spelt_alike(mine, key(their_title)):
            found.append((2, pk, _("titre presque identique")))
    found.sort()
    pages = RecapPage.objects.in_bulk([pk for _rank, pk, _why in found[:MOST]])
    return [_twin(pages[pk], why, user) for _rank, pk, why in found[:MOST] if pk in pages]


def _same_day(day, words, their_day, their_words):
    """Compare two dates; one without its year is the same as that day of any year."""
    if day and their_day:
        return day == their_day
    ours = _day_and_month(day, words)
    return bool(ours) and ours == _day_and_month(their_day, their_words)


def _day_and_month(day, words):
    if day:
        return day.day, day.month
    return next(((told.day, told.month) for told in dates_in(words or "") if told.day), None)


def _spelt_alike(mine, theirs):
    if not mine or not theirs or abs(len(mine) - len(theirs)) > 0.3 * len(mine):
        return False
    alike = SequenceMatcher(None, mine, theirs, autojunk=False)
    return alike.real_quick_ratio() >= CLOSE and alike.quick_ratio() >= CLOSE and alike.ratio() >= CLOSE


def _twin(page, why, user):
    state = _("publié") if page.live else _("brouillon")
    may_edit = user is None or page.permissions_for_user(user).can_edit()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else page.path_from_home if page.live else ""
    return Twin(page, why, ", ".join(filter(None, [state, page.date_label, page.place])), url)
