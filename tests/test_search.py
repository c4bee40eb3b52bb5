"""A reader who types as people type finds what the page says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search import query_stems, stems
from home.models import HomePage, PlainPage

from . import factories


@pytest.fixture
def page(db):
    paragraph = (
        "<p>Des équipements réemployés, une œuvre commune, l’intelligence artificielle dans la médiation. "
        "Un·e conseiller·ère aide des élus.</p>"
    )
    return factories.recap("NEC Centre-Val de Loire", body=[factories.session(("paragraph", paragraph))])


@pytest.mark.parametrize(
    "typed",
    [
        "médiation", "MEDIATION", "médiations", "équipement", "equipements", "oeuvre", "œuvres", "l'intelligence",
        "l’intelligence artificielle", "conseillers", "centre val de loire", "nec", "réemployé",
    ],
)  # fmt: skip
def test_the_recap_is_found(client, page, typed):
    html = client.get("/recherche/", {"q": typed}).content.decode()

    assert "NEC Centre-Val de Loire</a>" in html


def test_all_the_words_must_be_there(client, page):
    html = client.get("/recherche/", {"q": "médiation licorne"}).content.decode()

    assert "NEC Centre-Val de Loire</a>" not in html
    assert "Aucune page ne contient tous ces mots" in html


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', 'a"b', "\x00", '" "', '"' * 999, "mot " * 5000, "' OR 1=1 --", "*", "NEAR(", "a AND"]
)
def test_no_query_breaks_the_search(client, db, typed):
    assert client.get("/recherche/", {"q": typed}).status_code == 200


def test_an_empty_search_proposes_themes(client, db):
    factories.theme("Parentalité")

    assert "Parentalité" in client.get("/recherche/", {"q": "zzz"}).content.decode()


def test_a_word_of_a_theme_finds_its_pages(client, db):
    reuse = factories.theme("Matériel reconditionné", synonyms="seconde main, recyclerie")
    factories.article("Un ordinateur pour chacun", themes=[reuse])

    assert "Un ordinateur pour chacun</a>" in client.get("/recherche/", {"q": "recycleries"}).content.decode()


def test_results_can_be_narrowed_by_theme(client, db):
    ia, autre = factories.theme("IA", slug="ia"), factories.theme("Parentalité", slug="parentalite")
    factories.article("Débat sur les outils", themes=[ia])
    factories.article("Débat sur les écrans", themes=[autre])

    html = client.get("/recherche/", {"q": "débat", "theme": "ia"}).content.decode()

    assert "Débat sur les outils</a>" in html
    assert "Débat sur les écrans</a>" not in html


@given(st.text(max_size=400))
def test_stems_are_plain_words_whatever_is_typed(text):
    assert all(stem.isascii() and stem.isalnum() for stem in query_stems(text))
    assert len(query_stems(text)) <= 12


def test_inclusive_writing_is_read_as_its_first_form():
    assert stems("conseiller·ères") == stems("conseillers")


def test_a_reader_narrows_a_search_down_to_organisations(client, page):
    factories.partner("Hub-Lo", summary="La médiation en région.")

    html = client.get("/recherche/", {"q": "médiation"}).content.decode()
    narrowed = client.get("/recherche/", {"q": "médiation", "type": "partner"}).content.decode()

    assert '<span>Fiches partenaires</span><span class="n">1</span>' in html
    assert "Hub-Lo</a>" in narrowed
    assert "NEC Centre-Val de Loire</a>" not in narrowed


def test_a_page_of_the_site_is_found_as_a_page(client, db):
    HomePage.objects.get().add_child(instance=PlainPage(title="Nos engagements", summary="La médiation pour tous."))

    html = client.get("/recherche/", {"q": "médiation"}).content.decode()

    assert '<p class="kind">Page</p>' in html


def test_nothing_found_is_said_in_words(client, page):
    html = client.get("/retours/", {"annee": "1999"}).content.decode()

    assert "<b>Aucun résultat</b>" in html
