"""Lines that stand near headings and are none, and headings that a list or a long numbering could hide."""

import pytest

from .test_headings import PROSE, between_two_passages, headings, recap


@pytest.mark.parametrize(
    "line",
    [
        "Trop tard.",
        "Alors, tu restes avec nous ?",
        "Ce jour-là, le plus beau cadeau que nous pouvions recevoir avant la fin de l'année",
        "La grande salle (au premier étage",
        "(Un clic agrandit le plan de la salle)",
        "[Le plan de la salle à venir]",
        "Le grand panneau de bois, dessiné par les enfants de l'école voisine pendant la semaine",
        "Own work, CC BY-SA 4.0, lien",
        "Le car - Photo Camille Roux",
        "Lire l'entretien de la directrice ici",
        "Suite de l'article : le lendemain",
        "Les photos de la fin, c'est par ici",
        "Speaker : Camille Roux",
        "Présidente de séance : Camille Roux",
        "🎤 Camille Roux, médiatrice",
    ],
)
def test_a_short_line_of_the_story_is_no_heading(line):
    found = headings(between_two_passages(line))

    assert found == ["L'accueil", "Les ateliers"]


@pytest.mark.parametrize("line", ["Ylva Orsted", "🎤 Ylva Orsted", "Qu'en reste-t-il ?"])
def test_a_name_or_a_question_right_under_a_heading_belongs_to_what_follows(line):
    text = recap("L'accueil", PROSE, "Les ateliers du soir", line, PROSE, "Le repas", PROSE)

    found = headings(text)

    assert found == ["L'accueil", "Les ateliers du soir", "Le repas"]


def test_a_name_right_under_the_title_is_no_heading():
    text = "\n\n".join(["Une soirée à la médiathèque", "Ylva Orsted", PROSE, "L'accueil", PROSE, "Les ateliers", PROSE])

    found = headings(text)

    assert found == ["L'accueil", "Les ateliers"]


def test_a_line_much_longer_than_the_headings_of_its_text_is_none():
    line = "Un grand panneau de bois pour y poser chacun sa carte avant de rejoindre les autres autour de la table"
    text = recap("L'accueil", PROSE, "Le midi", PROSE, line, PROSE, "Les ateliers", PROSE, "Le repas", PROSE)

    found = headings(text)

    assert found == ["L'accueil", "Le midi", "Les ateliers", "Le repas"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "I – Le matin",
            "1 – Qui vient.",
            "2 – Ce que cela demande.",
            "II – Le soir",
            "1 – Les moyens.",
            "2 – La fin.",
        ],
        ["I. Le matin", "a) Qui vient.", "b) Ce que cela demande.", "II. Le soir", "a) Les moyens.", "b) La fin."],
        ["A. Le matin.", "B. Le midi.", "C. Le soir."],
        ["Temps 1. Accueillir tout le monde.", "Temps 2. Réparer ensemble. Prêter.", "Temps 3. Ranger."],
    ],
)
def test_a_numbering_may_be_of_any_kind_and_start_over_within_a_passage(lines):
    found = headings(recap(*(part for line in lines for part in (line, PROSE))))

    assert found == lines


def test_a_numbered_line_between_empty_lines_opens_the_bullets_below_it():
    bullets = "- des tables pour réparer ensemble les appareils\n- un coin de lecture pour les enfants"
    lines = ["1 - Le matin", "2 - Le midi", "3 - Le soir"]

    found = headings(recap(*(part for line in lines for part in (line, bullets))))

    assert found == lines


def test_numbered_items_keep_the_bullets_that_are_set_under_them():
    text = recap("Le matin", PROSE, "1. réparer\n   - les lampes\n2. prêter\n   - les livres", PROSE, "Le soir", PROSE)

    found = headings(text)

    assert found == ["Le matin", "Le soir"]


def test_lines_that_present_those_who_speak_part_a_text_when_they_come_again_and_again():
    people = ["Camille Roux, directrice", "Paul Martin (Régie des Prés)", "Nadia Benali, animatrice"]

    found = headings(recap("La table ronde", PROSE, *(part for line in people for part in (line, PROSE))))

    assert found == ["La table ronde", *people]


def test_a_colon_ends_a_heading_where_it_ends_the_others():
    bullets = "- des tables pour réparer ensemble les appareils\n- un coin de lecture pour les enfants"
    lines = ["L'accueil des familles :", "Les ateliers du soir :", "Le mot de la fin :"]

    found = headings(
        recap(*(part for line in lines for part in (line, PROSE)), "Les prochains rendez-vous du printemps :", bullets)
    )

    assert found == [*lines, "Les prochains rendez-vous du printemps :"]


@pytest.mark.parametrize(
    "aside", ["par Camille Roux", "Programme : https://exemple.example/atelier", "Durée : 20 minutes"]
)
def test_a_line_above_who_speaks_or_where_to_read_more_is_a_heading(aside):
    lines = [
        "Réparer une lampe en une heure avec trois fois rien",
        "Prêter ce que l'on garde sans trop savoir pourquoi",
    ]

    found = headings(recap(*(part for line in lines for part in (line, aside, PROSE))))

    assert found == lines
