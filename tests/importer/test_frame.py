"""Thanks, questions, places and what the file states, each where it belongs."""

import pytest

from blog.importer.lexicon import Lexicon
from blog.importer.readers import read as read_file
from blog.importer.rules import understand

from .test_rules import LEXICON, TODAY, read, recap

TOLD = "Le 9 avril, nous étions à Orléans, et la salle était pleine. On a réparé, on a ri, on a recommencé."
THANKS = "Un grand merci au Hub-Lo pour l’accueil !"


@pytest.mark.parametrize("head", ["", "Une journée à Orléans\n\n"])
def test_the_thanks_that_end_a_text_of_one_paragraph_are_found(head):
    understood = read(f"{head}{TOLD} {THANKS}")

    assert understood.thanks == THANKS
    assert [part.text for part in understood.sections[0].body] == [TOLD]


def test_questions_come_after_a_clean_introduction_and_what_was_told_before_stays_a_paragraph():
    understood = recap(
        "Nous étions réunis pour débattre ensemble.",
        "Karim a raconté son atelier. Les questions sont nombreuses, “Qui paie ?” ; “Et la pièce ?”.",
    )

    assert [part.to_json() for part in understood.sections[0].body] == [
        {"type": "paragraph", "text": "Karim a raconté son atelier."},
        {"type": "questions", "text": "Les questions sont nombreuses", "items": ["Qui paie ?", "Et la pièce ?"]},
    ]


def test_a_link_before_the_questions_stays_where_it_was():
    html = '<p>Voir <a href="https://example.org/a">le guide</a>. On demande : « Qui ? » ; « Quand ? »</p>'
    page = f"<h1>Une journée</h1><p>Nous étions là, à débattre ensemble.</p><h2>Le matin</h2>{html}"

    understood = understand(read_file(page.encode(), "a.html"), LEXICON, TODAY)

    paragraph, questions = understood.sections[0].body
    assert (paragraph.text, questions.text) == ("Voir le guide.", "On demande :")
    assert 'href="https://example.org/a"' in paragraph.block.html


def test_a_territory_is_named_without_its_code():
    labels = [one.label for one in recap("Nous étions à Orléans.").proposals if one.kind == "territory"]

    assert labels == ["Loiret (département)", "Centre-Val de Loire (région)"]


def test_the_river_in_the_name_of_a_town_is_no_department():
    labels = [one.label for one in recap("Nous étions à Brume-sur-Loire.").proposals if one.kind == "territory"]

    assert labels == []


@pytest.mark.parametrize("town", ["Orléans", "Saint-Denis"])
def test_a_town_is_found_by_a_site_that_knows_no_territory(town):
    text = f"Une journée à {town}\n\nNous étions à {town} pour débattre.\n\nUn temps\n\nOn y a parlé de tout."

    understood = understand(read_file(text.encode(), "a.txt"), Lexicon(), TODAY)

    assert (understood.place, understood.territory) == (town, "")


def test_a_sentence_may_begin_with_the_place():
    assert recap("À Vierzon, nous étions réunis pour débattre.").place == "Vierzon"


def test_what_is_stated_before_a_text_is_used():
    text = (
        "---\ntitle: Réparer\ncategories: [Réemploi, Déplacement]\nlieu: Vierzon\nchapô: On a réparé.\n---\n\n"
        "## Le matin\n\nDes claviers triés par couleur.\n"
    )

    understood = understand(read_file(text.encode(), "a.md"), LEXICON, TODAY)

    assert (understood.category, understood.place, understood.summary) == ("Déplacement", "Vierzon", "On a réparé.")


def test_a_summary_stated_beside_another_is_not_lost_in_silence():
    text = (
        "---\ntitle: Réparer\nchapo: On a réparé.\n---\n\nNous étions là, à débattre.\n\n## Le matin\n\nDes claviers.\n"
    )

    understood = understand(read_file(text.encode(), "a.md"), LEXICON, TODAY)

    assert understood.summary == "Nous étions là, à débattre."
    assert any("On a réparé." in warning for warning in understood.warnings)
