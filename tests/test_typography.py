"""French typography, at render time only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.templatetags.maillage import initials, phone_link
from core.text import excerpt, of, plain_text, unit_after
from core.typography import french, french_html

N = "\u202f"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Vers une démocratie ?", f"Vers une démocratie{N}?"),
        ("Deux pistes :", f"Deux pistes{N}:"),
        ("« désingénieuriser »", f"«{N}désingénieuriser{N}»"),
        ("“numérique positif”", f"«{N}numérique positif{N}»"),
        ('Le centre "Le Part\'âges" accueille', f"Le centre «{N}Le Part’âges{N}» accueille"),
        ("L&#x27;IA", "L’IA"),
        ("638 000 personnes", "638\u00a0000 personnes"),
        ("8 millions", "8\u00a0millions"),
        ("le 9 avril, le 1er mai", "le 9\u00a0avril, le 1er\u00a0mai"),
        ("et médiation...", "et médiation…"),
        ("coupé au mot …", "coupé au mot…"),
        ("https://exemple.fr/a?b=1:2", "https://exemple.fr/a?b=1:2"),
        ("à 10:30", "à 10:30"),
        ("+33 1 99 00 29 01", "+33 1 99 00 29 01"),
        ("de 9 h 30 à 17 h", "de 9\u00a0h\u00a030 à 17\u00a0h"),
        ("en 2024 100 personnes", "en 2024 100 personnes"),
        ("Numérique en Commun[s]", "Numérique en Commun[s]"),
    ],
)
def test_texts_are_set_as_a_french_printer_would(typed, shown):
    assert french(typed) == shown


def test_tags_attributes_scripts_and_code_are_left_alone():
    html = '<a title="Pourquoi ?" href="/a?b=c : d">Pourquoi ?</a><script>a ? b : c</script><code>x ? y</code>'

    assert french_html(html) == html.replace(">Pourquoi ?<", f">Pourquoi{N}?<")


@given(st.text())
def test_setting_a_text_twice_changes_nothing_more(text):
    once = french(text)

    assert french(once) == once


@given(st.text(alphabet="abé \u00a0?!:;«»'’<>&;=\"/-p", max_size=60))
def test_markup_is_never_changed(text):
    import re

    tags = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)

    assert tags.findall(french_html(text)) == tags.findall(text)


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        ("8 millions", "personnes", "de personnes"),
        ("2 millions", "appareils reconditionnés", "d’appareils reconditionnés"),
        ("1,5 milliard", "d’euros", "d’euros"),
        ("3 millions", "€", "€"),
        ("638 000", "personnes", "personnes"),
        ("8 millions", "", ""),
    ],
)
def test_a_number_that_is_a_noun_takes_its_preposition(value, unit, read):
    assert unit_after(value, unit) == read


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Hub-Lo", "de Hub-Lo"),
        ("Emmaüs Connect", "d’Emmaüs Connect"),
        ("Le Part'âges", "du Part'âges"),
        ("Les Ateliers du Réemploi", "des Ateliers du Réemploi"),
        ("Léonie", "de Léonie"),
    ],
)
def test_a_name_takes_its_preposition(name, read):
    assert of(name) == read


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Yaël Benayoun", "YB"),
        ("Le Mouton Numérique", "MN"),
        ("La Médiathèque", "MÉ"),
        ("L’Atelier Partagé", "AP"),
        ("Le Part'âges", "PA"),
        ("Hub-Lo", "HL"),
        ("DINUM", "DI"),
        ("La", "LA"),
        ("?", "·"),
    ],
)
def test_two_letters_stand_for_a_name_without_its_article(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("un deux trois", "un deux trois"),
        ("un deux trois, quatre", "un deux trois…"),
        ("un deux trois. Quatre", "un deux trois…"),
        ("un deux trois ; quatre", "un deux trois…"),
        ("un deux trois ? Quatre", "un deux trois…"),
        ("un deux (trois) quatre", "un deux (trois)…"),
    ],
)
def test_a_summary_is_cut_without_leaving_a_comma_behind(text, shown):
    assert excerpt(text, 3) == shown


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("02 99 00 00 01", "tel:0299000001"),
        ("+33 (0)2.99.00.00.01", "tel:+33299000001"),
        ("02 99 00 00 01 (poste 12)", "tel:0299000001"),
        ("à l’accueil", ""),
    ],
)
def test_a_number_can_be_called_from_a_phone(written, link):
    assert phone_link(written) == link


def test_words_in_bold_and_links_leave_no_hole_in_plain_text():
    rich = '<p>Une table pour <b>les questions</b>.</p><ul><li>Un <a href="/a">lien</a>, ici</li><li>Deux</li></ul>'

    assert plain_text(rich) == "Une table pour les questions. Un lien, ici Deux"
