"""A recap that is already told is said before a second one is made."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from blog.importer.twins import twins_of
from blog.models import RecapPage
from core.models import User

from . import factories
from .import_texts import RECAP
from .test_import_screen import bring, decide

pytestmark = pytest.mark.django_db
TITLE = "La Nuit des fils à Bourges : apprendre à réparer ensemble"
SAID = "Ce récit existe peut-être déjà"
MAY = {"date": date(2024, 5, 14), "date_precision": "day"}


def why(title="Tout autre chose", when=MAY, place="Bourges"):
    return [(twin.page.title, str(twin.why)) for twin in twins_of(title, when, place)]


def test_the_same_title_is_said_with_a_link_and_blocks_nothing(editor_client):
    known = factories.recap(title=TITLE)
    address = bring(editor_client)

    html = editor_client.get(address).content.decode()

    assert SAID in html
    assert f'href="/admin/pages/{known.pk}/edit/"' in html
    assert decide(editor_client, address).status_code == 302
    assert RecapPage.objects.count() == 2


def test_a_text_that_nobody_told_yet_raises_no_doubt(editor_client):
    factories.recap(title="Un goûter à Tours", place="Tours", date=date(2024, 5, 14))

    assert SAID not in editor_client.get(bring(editor_client)).content.decode()


def test_the_same_day_in_the_same_town_is_said_whatever_the_title():
    factories.recap(title="Réparer", place="bourges", date=date(2024, 5, 14))

    assert why() == [("Réparer", "même date, même lieu")]
    assert why(place="Tours") == []
    assert why(when=MAY | {"date": date(2023, 5, 14)}) == []


def test_a_day_without_its_year_may_be_that_of_any_year():
    factories.recap(title="Réparer", place="Bourges", date=date(2024, 5, 14))
    factories.recap(title="Coudre", place="Bourges", date=None, date_as_told="Le 14 mai")

    assert {title for title, _why in why(when={"date_as_told": "mardi 14 mai"})} == {"Réparer", "Coudre"}
    assert {title for title, _why in why()} == {"Réparer", "Coudre"}


def test_a_title_spelt_almost_alike_is_said_unless_it_was_another_day():
    factories.recap(title="Café IA de Bourges : quinze questions", place="Bourges", date=date(2024, 5, 14))

    assert why("Café I.A. à Bourges, quinze questions", place="")
    assert why("Café I.A. à Bourges, quinze questions", MAY | {"date": date(2024, 6, 18)}, "") == []


def test_months_are_no_days():
    factories.recap(title="Réparer", place="Bourges", date=date(2024, 5, 1), date_precision="month")

    assert why(when=MAY | {"date": date(2024, 5, 1)}) == []
    assert why(when={"date": date(2024, 5, 1), "date_precision": "month"}) == []


def test_a_draft_that_one_may_not_open_is_named_without_a_link():
    draft = factories.recap(title=TITLE, live=False)
    visitor = User.objects.create_user("visite@maillage.example")

    (twin,) = twins_of(TITLE, {}, "", visitor)

    assert (twin.page, twin.url) == (draft, "")


def test_the_terminal_says_it_too(tmp_path):
    known, said = factories.recap(title=TITLE), StringIO()
    file = tmp_path / "recit.txt"
    file.write_text(RECAP, encoding="utf-8")

    call_command("import_recap", file, stdout=StringIO(), stderr=said)

    assert SAID in said.getvalue()
    assert f"/admin/pages/{known.pk}/edit/" in said.getvalue()
    assert RecapPage.objects.count() == 2


def test_a_thousand_recaps_cost_two_queries(django_assert_num_queries):
    factories.recap(title="Réparer", place="Bourges", date=date(2024, 5, 14))

    with django_assert_num_queries(2):
        assert twins_of("Réparer", MAY, "Bourges")
