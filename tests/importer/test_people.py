"""Who took part and who is only quoted; who wrote; who did what."""

import pytest

from .test_rules import read, recap

SUMMARY = "Nous étions réunis pour débattre ensemble."


def boxes(understood, *kinds):
    """Return {label: ticked} of the proposals of some kinds."""
    return {one.label: one.sure for one in understood.proposals if one.kind in kinds}


@pytest.mark.parametrize(
    "told",
    [
        "Comme le disait Marie Curie, rien n’est à craindre.",
        "Selon le philosophe Bernard Stiegler, toute technique est un remède.",
        "Le livre « Réparer » de Marie Curie a circulé de main en main.",
        "Une fresque montre Marie Curie devant un établi.",
        "On a relu Marie Curie et Bernard Stiegler.",
    ],
)
def test_somebody_only_quoted_or_read_is_not_ticked_and_is_no_speaker(told):
    understood = recap(SUMMARY, told)

    assert list(boxes(understood, "person").values()) == [False] * len(understood.people)
    assert understood.people
    assert understood.sections[0].speakers == []


@pytest.mark.parametrize(
    "told",
    [
        "Marie Durand a ouvert la séance.",
        "« On répare ! », sourit Marie Durand.",
        "Selon Marie Durand, de la DINUM, il faut réparer.",
        "Un atelier animé par Marie Durand.",
        "Le mot de la fin à Marie Durand.",
        "Intervenantes : Marie Durand, Anne Roux",
    ],
)
def test_somebody_who_does_something_that_day_is_ticked(told):
    assert set(boxes(recap(SUMMARY, told), "person").values()) == {True}


def test_what_one_of_an_enumeration_did_the_others_did_too():
    understood = recap(SUMMARY, "Un atelier animé par Marie Durand, Karim Benali et Anne Roux, sans micro.")

    assert understood.sections[0].speakers == ["Marie Durand", "Karim Benali", "Anne Roux"]


def test_somebody_quoted_first_who_then_speaks_took_part():
    understood = recap(SUMMARY, "Comme le disait Marie Durand, on répare.", "Puis Marie Durand a pris la parole.")

    assert boxes(understood, "person") == {"Marie Durand": True}


@pytest.mark.parametrize(
    "byline",
    [
        "Par Marie Durand, Karim Benali et Anne Roux",
        "Récit écrit par Marie Durand, Karim Benali et Anne Roux",
        "Rédigé par Marie Durand (Hub-Lo), Karim Benali (mission locale) et Anne Roux, médiatrice numérique à la "
        "médiathèque de Vierzon",
    ],
)
def test_those_who_wrote_are_neither_speakers_nor_the_summary_nor_a_heading(byline):
    lead = "Quarante personnes sont venues parler du numérique de tous les jours, sans façon."
    understood = read("\n\n".join(["Une journée à débattre", byline, lead, "Un premier temps", SUMMARY]))

    assert understood.summary == lead
    assert [section.heading for section in understood.sections] == ["", "Un premier temps"]
    assert understood.people == []


def test_each_line_about_a_partner_says_what_it_did():
    understood = recap(
        SUMMARY,
        "Marie Durand, de la DINUM, a ouvert la séance, et Emmaüs Connect est cité en exemple.",
        "Un grand merci au Hub-Lo pour l’invitation et l’organisation !",
    )

    assert list(boxes(understood, "organiser", "partner")) == [
        "DINUM (est intervenu·e)",
        "Emmaüs Connect (est cité·e)",
        "Hub-Lo (a été remercié·e)",
        "Hub-Lo (a organisé et a accueilli)",
    ]


def test_who_is_thanked_for_a_welcome_alone_did_not_organise():
    understood = recap(SUMMARY, "On y a parlé de tout, longuement.", "Merci au Hub-Lo pour l’accueil !")

    assert "Hub-Lo (a accueilli)" in boxes(understood, "organiser")


def test_an_organiser_without_a_profile_is_said_and_not_ticked():
    understood = recap("Une journée organisée par la Mission locale du Cher, pour débattre ensemble.")

    assert boxes(understood, "organiser") == {"Mission locale du Cher (a organisé)": False}
    assert any("Mission locale du Cher" in warning and "créez-la" in warning for warning in understood.warnings)


def test_two_that_are_thanked_for_a_welcome_are_two_organisers():
    thanks = "Merci à la Ville de Quimper et à la bibliothèque du Finistère pour leur accueil !"

    found = boxes(recap(SUMMARY, "On y a parlé de tout, longuement.", thanks), "organiser")

    assert list(found) == ["Ville de Quimper (a accueilli)", "bibliothèque du Finistère (a accueilli)"]
