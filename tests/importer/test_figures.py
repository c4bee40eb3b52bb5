"""A figure keeps the words that say how exact it is."""

import pytest

from .test_rules import recap


def figures(told):
    understood = recap("Nous étions réunis pour débattre ensemble.", told)
    return [one for one in understood.proposals if one.kind == "figure"]


@pytest.mark.parametrize(
    ("told", "value", "modality"),
    [
        ("On dit qu’environ 640 000 personnes seraient concernées.", "environ 640 000", "estimate"),
        ("Près d’un million de personnes renoncent.", "près d’un million", "estimate"),
        ("Plus de 3 000 foyers sont aidés.", "plus de 3 000", "statement"),
        ("Pas moins de 1 200 appareils collectés.", "pas moins de 1 200", "statement"),
        ("Jusqu’à 300 personnes sont venues.", "jusqu’à 300", "statement"),
        ("Entre 5 et 6 millions de personnes renoncent.", "entre 5 et 6 millions", "estimate"),
        ("1 500 foyers environ ont répondu.", "1 500", "estimate"),
    ],
)
def test_a_figure_is_offered_with_its_hedge(told, value, modality):
    (figure,) = figures(told)

    assert (figure.value["value"], figure.value["modality"]) == (value, modality)


def test_a_number_alone_is_followed_by_what_is_said_of_it():
    (figure,) = figures("On compte 1 200 appareils collectés.")

    assert (figure.value["unit"], figure.value["subject"]) == ("appareils", "collectés")


def test_a_value_too_long_for_a_figure_stays_in_the_text():
    assert figures("Aux alentours de trois cent quarante mille personnes renoncent.") == []


def test_a_figure_alone_in_its_sentence_is_about_what_it_counts():
    (figure,) = figures("On a compté les gens. Plus de 120 personnes. 45 %.")

    told = [figure.value[name] for name in ("value", "unit", "subject")]
    assert told == ["plus de 120", "", "personnes"]
