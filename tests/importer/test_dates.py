"""When it was: what the text says, and never more than it says."""

from datetime import date

import pytest

from blog.importer.readers import read
from blog.importer.rules import understand

from .test_rules import LEXICON

STORY = "\n\n## Le matin\n\nOn a trié des claviers, des écrans et des câbles, par couleur puis par taille.\n"


def understood(text, name="recit.md", today=date(2026, 3, 1)):
    return understand(read(text.encode(), name), LEXICON, today)


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: La fête du réemploi\ndate: 2025-10-12\n---\n\n",
        '+++\ntitle = "La fête du réemploi"\ndate = 2025-10-12\n+++\n\n',
        "Title: La fête du réemploi\nDate: 2025-10-12\nAuthor: Inès\n\n",
    ],
)
def test_the_date_of_the_file_gives_the_year_of_the_day_that_the_text_tells(head):
    recap = understood(f"{head}Le 4 octobre, nous avons ouvert les portes à Tours.{STORY}")

    assert recap.title == "La fête du réemploi"
    assert (recap.date.day, recap.date.month, recap.date.year) == (4, 10, 2025)


def test_the_date_of_the_file_is_not_taken_for_that_of_the_event():
    head = "---\ntitle: La fête du réemploi\ndate: 2025-10-12\n---\n\n"

    recap = understood(f"{head}Nous avons ouvert les portes à Tours.{STORY}")

    assert recap.date.day is None
    assert any("2025-10-12" in warning for warning in recap.warnings)


def test_a_recap_never_tells_a_day_to_come():
    recap = understood(f"# La fête du réemploi\n\nLe samedi 25 avril, nous avons ouvert les portes à Tours.{STORY}")

    assert (recap.date.day, recap.date.month, recap.date.year) == (25, 4, None)


def test_a_year_alone_in_the_title_is_all_that_is_known():
    recap = understood(f"# La fête du réemploi 2025\n\nNous avons ouvert les portes à Tours.{STORY}")

    assert (recap.date.day, recap.date.month, recap.date.year) == (None, None, 2025)


@pytest.mark.parametrize("title", ["Cap sur 2025", "La fête du réemploi 2031", "De 2024 à 2025"])
def test_a_goal_a_year_to_come_or_two_years_are_no_date(title):
    recap = understood(f"# {title}\n\nNous avons ouvert les portes à Tours.{STORY}")

    assert recap.date.year is None


def test_only_years_in_which_the_weekday_fits_are_offered():
    recap = understood(f"# La fête\n\nLe lundi 9 avril, nous avons ouvert les portes.{STORY}")

    years = [one.value["year"] for one in recap.proposals if one.kind == "year"]
    assert years == [2018, 2012]
    assert {date(year, 4, 9).weekday() for year in years} == {0}


def test_a_weekday_that_the_year_does_not_bear_out_is_said():
    recap = understood(f"# La fête\n\nLe mardi 9 avril 2025, nous avons ouvert les portes.{STORY}")

    assert recap.date.year == 2025
    assert any("un mercredi en 2025" in warning for warning in recap.warnings)
