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


def between_two_passages(line):
    return recap("L'accueil", PROSE, line, PROSE, "Les ateliers", PROSE)


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
        "Première fois que je viens et je reviendrai :)",
        "Pour retrouver les diapositives de la soirée",
        "Date de publication initiale : 12 mai 2023",
        "Source : la mairie",
        "Nombre de participants : 48",
        "Camille Roux et Jeanne Petit pendant la visite - Photo : Paul Martin",
    ],
)
def test_a_paragraph_of_one_sentence_is_no_heading(sentence):
    found = headings(between_two_passages(sentence))

    assert found == ["L'accueil", "Les ateliers"]


@pytest.mark.parametrize(
    "heading",
    [
        "Ce que je garde de la soirée",
        "Vendredi : on arrive, on installe, on discute !",
        "... et du côté des enfants",
        "Peut-on débrancher sans s'isoler ? Camille Roux",
        "Camille Roux : réparer plutôt que jeter",
        "Que faites-vous ici ? Depuis quand ? Est-ce votre première visite ?",
        "📚 Les livres à emporter",
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


def test_long_lines_signed_alike_are_headings():
    titles = [
        f"{title} : comment une petite équipe a tout repris depuis le début sans perdre en chemin une seule personne, "
        f"par {who} (médiatrice à la coopérative)"
        for title, who in [("Accueillir", "Camille Roux"), ("Réparer", "Jeanne Petit"), ("Prêter", "Nadia Benali")]
    ]

    found = headings(recap(*(line for title in titles for line in (title, PROSE, PROSE))))

    assert min(map(len, titles)) > 130
    assert found == titles


def test_thanks_may_be_a_heading_of_one_word():
    text = recap("Ce qui a plu", PROSE, "Remerciements", "- la mairie pour la salle\n- le club pour les gâteaux")

    found = headings(text)

    assert found == ["Ce qui a plu", "Remerciements"]


def test_a_table_that_was_pasted_as_lines_does_not_make_notes_of_a_recap():
    rows = [f"{what} {number} {number + 3} 3" for number, what in enumerate(["Bancs", "Arbres", "Lavoirs"] * 8)]
    text = recap("Le relevé", PROSE, PROSE, *rows, "Le bilan", PROSE, PROSE)

    understood = understand(read(text.encode(), name="recit.txt"), Lexicon())

    assert not understood.abstained
    assert [section.heading for section in understood.sections if section.heading] == ["Le relevé", "Le bilan"]


def test_a_number_above_a_list_that_starts_over_numbers_a_passage():
    places = [f"1. Les commerces :\n\n1. la boulangerie de la place\n2. la librairie\n\n{PROSE}" for _ in range(2)]
    text = recap("La place Haute", places[0], "La place Basse", places[1])

    found = headings(text)

    assert found == ["La place Haute", "1. Les commerces :", "La place Basse", "1. Les commerces :"]


def test_a_heading_is_parted_from_the_line_before_it_even_when_that_line_is_full():
    text = "\n".join(
        [
            "Une soirée à la médiathèque",
            "Quarante personnes se sont retrouvées à la médiathèque pour parler de tout ce qui",
            "touche au numérique de tous les jours, et plusieurs ont promis de revenir bientôt.",
            "Les ateliers du soir",
            "Les habitants sont venus nombreux pour écouter, essayer et discuter pendant toute",
            "une soirée, et la salle était pleine. On a demandé que cela recommence au printemps.",
            "Le mot de la fin",
            "La directrice a remercié tout le monde, puis chacun est reparti avec un petit livre",
            "à la main.",
        ]
    )

    assert headings(text) == ["Les ateliers du soir", "Le mot de la fin"]


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        (f"---\ntitle: Une soirée\ndate: 2024-04-09\n---\n{PROSE}\n\n##L'accueil\n\n{PROSE}\n", "Une soirée", 1),
        (f"---\ntitle: Un soir &#8211; deux voix\nlang: fr\n---\n## L'accueil\n\n{PROSE}\n", "Un soir – deux voix", 1),
        (f"Title: Une soirée\nDate: 2024-04-09\n\nDehors\n===\n\n{PROSE}\n\nDedans\n===\n\n{PROSE}\n", "Une soirée", 2),
        (
            "---\ntitle: Une soirée\nlang: fr\n---\n"
            f"## Dehors\n\n{PROSE}\n\n## Dedans\n\n{PROSE}\n\n# Conclusion\n\n{PROSE}",
            "Une soirée",
            3,
        ),
    ],
    ids=["a sign glued to its words", "an entity", "two headings of level 1", "a last heading of level 1"],
)
def test_markdown_as_people_write_it_keeps_its_title_and_its_headings(text, title, found):
    understood = understand(read(text.encode(), name="recit.md"), Lexicon())

    assert understood.title == title
    assert len([section for section in understood.sections if section.heading]) == found


def test_a_title_may_begin_with_its_date():
    text = f"29 mars 2011 -- Apéro numérique de Tours\n\n{SUMMARY}\n\nLes ateliers\n\n{PROSE}\n"

    understood = understand(read(text.encode(), name="recit.txt"), Lexicon())

    assert understood.title == "29 mars 2011 -- Apéro numérique de Tours"
