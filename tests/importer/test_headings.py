"""Headings, in recaps that state them and in recaps that do not."""

import pytest

from blog.importer.lexicon import Lexicon
from blog.importer.readers import read
from blog.importer.rules import understand

PROSE = (
    "Les habitants sont venus nombreux pour écouter, essayer et discuter. La salle était pleine jusqu'au soir, "
    "et plusieurs ont demandé que l'on recommence dès le printemps prochain."
)
SUMMARY = "Quarante personnes se sont retrouvées à la médiathèque pour parler du numérique de tous les jours."


def recap(*lines):
    return "\n\n".join(["Une soirée à la médiathèque", SUMMARY, *lines])


def headings(text, name="recit.txt"):
    understood = understand(read(text.encode(), name=name), Lexicon())
    return [
        text
        for section in understood.sections
        for text in [section.heading, *(part.text for part in section.body if part.type == "heading")]
        if text
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "J'ai eu la chance d'y aller pour la première fois !",
        "Nous allons recommencer au printemps, promis !",
        "Puis place à la visite des ateliers !",
        "La salle est pleine !",
        "Heureusement, le car nous attendait encore devant la gare !",
        "« On ne m'avait jamais expliqué ces choses aussi simplement, ni aussi vite »",
        "Pour en parler avec elle, une adresse : @camille_r",
        "Commenter cet article",
        "12 nov. 2023",
    ],
)
def test_a_paragraph_of_one_sentence_is_no_heading(sentence):
    text = recap("L'accueil", PROSE, sentence, PROSE, "Les ateliers", PROSE)

    found = headings(text)

    assert found == ["L'accueil", "Les ateliers"]


@pytest.mark.parametrize(
    "heading",
    [
        "Ce que je garde de la soirée",
        "Vendredi : on arrive, on installe, on discute !",
        "... et du côté des enfants",
        "Peut-on débrancher sans s'isoler ? Camille Roux",
        "Camille Roux : réparer plutôt que jeter",
    ],
)
def test_a_heading_may_look_a_little_like_a_sentence(heading):
    text = recap("L'accueil", PROSE, heading, PROSE)

    found = headings(text)

    assert found == ["L'accueil", heading]


def test_lines_numbered_alike_are_headings_even_when_they_end_as_sentences():
    text = recap(
        "1. Accueillir sans compter.", PROSE, "2. Qui aider ? Avec quels moyens ?", PROSE, "3. Finir tôt.", PROSE
    )

    found = headings(text)

    assert [one.split(" ", 1)[1][:8] for one in found] == ["Accueill", "Qui aide", "Finir tô"]


def test_names_that_come_back_above_a_text_are_headings_and_a_name_alone_is_not():
    twice = recap("1. Les besoins", "Camille Roux", PROSE, "2. Les réponses", "Camille Roux", PROSE)
    once = recap("Les besoins", PROSE, "Camille Roux, directrice de la médiathèque", PROSE, "Les réponses", PROSE)

    assert headings(twice).count("Camille Roux") == 2
    assert headings(once) == ["Les besoins", "Les réponses"]


def test_lines_that_close_each_passage_alike_are_no_headings():
    passages = [("L'accueil", "Camille"), ("Les ateliers", "Nadia"), ("Le repas", "Paul"), ("La visite", "Jeanne")]
    text = recap(*(line for title, who in passages for line in (title, PROSE, f"Écouter la réponse de {who}")))

    found = headings(text)

    assert found == [title for title, who in passages]


def test_a_last_line_that_announces_pictures_is_a_heading():
    text = recap("L'accueil", PROSE, "Les ateliers", PROSE, "La soirée en images")

    found = headings(text)

    assert found[-1] == "La soirée en images"


def test_a_bold_line_is_a_sub_heading_even_beside_stated_headings():
    text = f"# Une soirée\n\n{SUMMARY}\n\n## L'accueil\n\n{PROSE}\n\n**Le mot de la fin : **\n\n{PROSE}\n\n{PROSE}\n"

    found = headings(text, "recit.md")

    assert found == ["L'accueil", "Le mot de la fin :"]


@pytest.mark.parametrize(
    "stated",
    [
        '---\ntitle: "Retour sur la soirée"\ndate: 2024-04-09\n---\n',
        '+++\ntitle = "Retour sur la soirée"\ndate = 2024-04-09\n+++\n',
    ],
)
def test_the_title_stated_before_a_text_wins_over_its_first_heading_and_its_first_sentence(stated):
    with_heading, without = (
        f"{stated}## L'accueil\n\n{PROSE}\n\n### Le repas\n\n{PROSE}\n",
        f"{stated}{SUMMARY}\n\n{PROSE}\n",
    )

    titles = [understand(read(text.encode(), name="recit.md"), Lexicon()).title for text in (with_heading, without)]

    assert titles == ["Retour sur la soirée"] * 2
    assert headings(with_heading, "recit.md") == ["L'accueil", "Le repas"]


def test_a_recap_made_of_short_introductions_and_lists_is_not_taken_for_notes():
    passage = [
        "On y a trouvé :",
        "- des tables pour réparer ensemble les appareils\n- un coin de lecture pour les enfants",
    ]
    text = recap("Le matin", *passage, "Le midi", *passage, "Le soir", *passage, "La nuit", *passage)

    understood = understand(read(text.encode(), name="recit.txt"), Lexicon())

    assert not understood.abstained
    assert [section.heading for section in understood.sections if section.heading] == [
        "Le matin",
        "Le midi",
        "Le soir",
        "La nuit",
    ]
