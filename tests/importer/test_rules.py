"""What is understood of a recap, and that not a word of it is lost."""
# ruff: noqa: E501

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.importer.document import Block, Document
from blog.importer.lexicon import KnownTerritory, KnownTheme, Lexicon, towns
from blog.importer.readers.text import read_text
from blog.importer.rules import understand
from blog.importer.rules.themes import Themes
from partners.recognition import Names

ROOT = Path(__file__).parents[2]
RECAPS = sorted((Path(__file__).parent / "recaps").glob("*.txt"))
SAMPLE = ROOT.parent / "shared" / "seed" / "nec-centre-val-de-loire.txt"
TODAY = date(2025, 11, 20)


def _territories():
    stored = json.loads((ROOT / "site/core/data/territories.json").read_text())
    regions = [KnownTerritory("region", one["code"], one["name"]) for one in stored["regions"]]
    return regions + [
        KnownTerritory("departement", one["code"], one["name"], one["region"]) for one in stored["departements"]
    ]


LEXICON = Lexicon(
    partners=Names([(1, "Hub-Lo", "Hub-Lo"), (2, "Emmaüs Connect", "Emmaüs Connect"), (3, "DINUM", "DINUM")]),
    themes=[KnownTheme("Matériel reconditionné", "reemploi", ("réemploi", "don d'ordinateurs"))],
    territories=_territories(),
)


def read(text, **kwargs):
    return understand(read_text(text), LEXICON, kwargs.get("today", TODAY))


def recap(summary, *paragraphs, title="Une journée à débattre"):
    return read(
        "\n\n".join([title, summary, "Un premier temps", *(paragraphs or ["On y a parlé de tout, longuement."])])
    )


def plain(text):
    return " ".join(text.replace("’", "'").translate(str.maketrans("", "", '«»“”":')).casefold().split())


def headings(understood):
    nested = [part.text for section in understood.sections for part in section.body if part.type == "heading"]
    return [plain(section.heading) for section in understood.sections if section.heading] + [*map(plain, nested)]


def measured():
    """Return (hits, wanted, found) of headings over all recaps."""
    hits = wanted = found = 0
    for path in RECAPS:
        truth = tomllib.loads(path.with_suffix(".toml").read_text())
        expected, got = [plain(heading) for heading in truth["headings"]], headings(read(path.read_text()))
        hits += sum(heading in got for heading in expected)
        wanted, found = wanted + len(expected), found + len(got)
    return hits, wanted, found


def test_headings_of_plain_texts_are_found_and_little_else_is_taken_for_one():
    hits, wanted, found = measured()

    assert hits / wanted >= 0.95
    assert hits / found >= 0.85


@pytest.mark.parametrize("path", RECAPS, ids=lambda path: path.stem)
def test_no_word_of_a_recap_is_lost(path):
    document = read_text(path.read_text())

    understood = understand(document, LEXICON, TODAY)

    assert understood.keeps(document.words())
    assert not any("tel quel" in warning for warning in understood.warnings)


@pytest.mark.parametrize("path", RECAPS, ids=lambda path: path.stem)
def test_title_thanks_and_category_are_put_where_they_belong(path):
    truth = tomllib.loads(path.with_suffix(".toml").read_text())

    understood = read(path.read_text(), today=date.fromisoformat(truth.get("today", TODAY.isoformat())))

    assert understood.abstained == truth.get("abstained", False)
    assert understood.category == truth.get("category", "")
    assert plain(understood.thanks).startswith(plain(truth.get("thanks", "")))
    assert bool(understood.thanks) == bool(truth.get("thanks"))


def test_headings_that_the_format_states_are_all_kept_and_no_other_is_made():
    blocks = [
        Block("heading", "Un titre", level=1),
        Block("paragraph", "Un chapô qui dit de quoi il retourne."),
        Block("heading", "Le matin.", level=2),
        Block("paragraph", "Une ligne qui a l’air d’un intertitre"),
        Block("paragraph", "On y a parlé de tout."),
        Block("heading", "Un détail", level=3),
        Block("paragraph", "On y a parlé du reste."),
        Block("heading", "Le soir", level=2),
        Block("paragraph", "On est rentrés."),
    ]

    understood = understand(Document(blocks, explicit=True), LEXICON, TODAY)

    assert [section.heading for section in understood.sections] == ["Le matin.", "Le soir"]
    assert headings(understood) == ["le matin.", "le soir", "un détail"]
    assert understood.title == "Un titre"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Le mardi 9 avril 2024, on débattait.", (9, 4, 2024, None)),
        ("Ce mardi 9 avril, on débattait.", (9, 4, 2024, None)),
        ("Le 9 avril, on débattait.", (9, 4, None, None)),
        ("Le 9 avril dernier, on débattait.", (9, 4, 2025, None)),
        ("Le 3 décembre dernier, on débattait.", (3, 12, 2024, None)),
        ("Du 9 au 11 avril 2024, on débattait.", (9, 4, 2024, "2024-04-11")),
        ("Les 9 et 10 avril 2024, on débattait.", (9, 4, 2024, "2024-04-10")),
        ("Du 30 décembre 2024 au 2 janvier 2025, on débattait.", (30, 12, 2024, "2025-01-02")),
        ("Le 1er octobre 2024, on débattait.", (1, 10, 2024, None)),
        ("On débattait, 09/04/2024, à Tours.", (9, 4, 2024, None)),
        ("On débattait en avril 2024.", (None, 4, 2024, None)),
        ("Le 31 avril 2024, on débattait.", (None, None, None, None)),
    ],
)
def test_the_date_is_read_as_far_as_it_is_told(told, expected):
    when = recap(told + " C’était une belle journée.").date

    assert (when.day, when.month, when.year, when.end) == expected


def test_a_missing_year_is_asked_with_the_last_two_that_fit():
    understood = recap("Le 9 avril, nous étions réunis pour débattre ensemble.")

    assert [proposal.value["year"] for proposal in understood.proposals if proposal.kind == "year"] == [2025, 2024]
    assert any("quelle année" in warning for warning in understood.warnings)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Marie Durand, directrice de la médiathèque, a ouvert la séance.", ("Marie Durand", "directrice de la médiathèque", "")),
        ("Anne-Laure Le Goff (chargée de mission, Hub-Lo) a répondu.", ("Anne-Laure Le Goff", "chargée de mission", "Hub-Lo")),
        ("Jean-Pierre de La Tour, de la DINUM, a répondu.", ("Jean-Pierre de La Tour", "", "DINUM")),
        ("La sociologue Zohra Belkacem a répondu.", ("Zohra Belkacem", "sociologue", "")),
        ("Yaël Roux, responsable plaidoyer chez Emmaüs Connect, a répondu.", ("Yaël Roux", "responsable plaidoyer", "Emmaüs Connect")),
    ],
)  # fmt: skip
def test_people_come_with_what_is_said_of_them(told, expected):
    people = recap("Nous étions réunis pour débattre ensemble.", told).people

    assert [(person.name, person.role, person.organisation) for person in people] == [expected]


@pytest.mark.parametrize(
    "told", ["Albert répond à tout.", "On a testé Pix et Aidants Connect.", "Rendez-vous au lycée Jean Moulin."]
)
def test_tools_and_places_are_nobody(told):
    assert recap("Nous étions réunis pour débattre ensemble.", told).people == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Environ 638 000 personnes seraient concernées.", ("638 000", "personnes", "estimate", "")),
        ("Selon l’Insee, 15 % des adultes renoncent.", ("15", "%", "measure", "Insee")),
        ("L’objectif est d’équiper 5 000 foyers d’ici 2027.", ("5 000", "foyers", "target", "")),
        ("Emmaüs Connect a parlé. Selon eux, 8 millions de personnes renoncent.", ("8 millions", "personnes", "statement", "Emmaüs Connect")),
    ],
)  # fmt: skip
def test_figures_come_with_their_hedge_and_their_source(told, expected):
    figures = recap("Nous étions réunis pour débattre ensemble.", told).figures

    assert [(one.value, one.unit, one.modality, one.source) for one in figures] == [expected]


@pytest.mark.parametrize(
    "told",
    [
        "À 14h30, deux pistes.",
        "En 2020, tout a commencé.",
        "Les deux intervenants, salle 204.",
        "45000 Orléans, 02 38 00 00 00.",
    ],
)
def test_hours_years_and_addresses_are_no_figures(told):
    assert recap("Nous étions réunis pour débattre ensemble.", told).figures == []


def test_a_place_leads_to_its_department_and_region():
    understood = recap("Nous étions à Orléans pour débattre ensemble.")

    assert (understood.place, understood.territory) == ("Orléans", "Loiret")
    assert [one.value["code"] for one in understood.proposals if one.kind == "territory"] == ["45", "24"]


def test_every_town_belongs_to_departments_that_exist():
    codes = {territory.code for territory in LEXICON.territories if territory.level == "departement"} | {""}

    assert {code for _name, found in towns().values() for code in found} <= codes


def test_a_lost_opening_quote_is_restored_and_can_be_refused():
    understood = recap("Nous étions réunis pour débattre ensemble.", "Ralentir ensemble”, c’est le mot d’ordre.")

    (repair,) = [one for one in understood.proposals if one.kind == "repair"]
    assert repair.value == {"before": "Ralentir ensemble”", "after": "« Ralentir ensemble »", "applied": True}
    assert understood.sections[0].body[0].text.startswith("« Ralentir ensemble »")


def test_accents_are_proposed_and_proper_names_left_alone():
    understood = recap(
        "Nous étions réunis pour débattre ensemble.", "A l'échelle de l'Etat, le Part'âges et M. A Dupont agissent."
    )

    repairs = [one.value["after"] for one in understood.proposals if one.kind == "repair"]
    assert repairs == ["À l'échelle", "l'État"]
    assert "A l'échelle" in understood.sections[0].body[0].text


def test_thanks_glued_to_a_paragraph_are_cut_off_in_order():
    understood = recap(
        "Nous étions réunis.", "On y a parlé de tout, longuement. Un grand merci au Hub-Lo pour l’invitation !"
    )

    assert understood.thanks == "Un grand merci au Hub-Lo pour l’invitation !"
    assert [one.value["partner"] for one in understood.proposals if one.kind == "organiser"] == [1]


_words = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            ["Titre", "Un mot”", "“ouvert", "« a ? » ; « b ? »", "Merci à tous.", "Déplacement", "• un", "Qui ? Quoi ?", "A la", "x\u00a0", "9 avril"]
        ),
    ),
    max_size=12,
)  # fmt: skip
_block = st.one_of(
    st.builds(Block, st.sampled_from(["paragraph", "heading", "quote", "note", "image"]), st.text(max_size=80)),
    _words.map(lambda words: Block("paragraph", " ".join(words))),
    st.lists(st.text(max_size=40).map(lambda text: Block("paragraph", text)), max_size=4).map(
        lambda items: Block("list", items=items)
    ),
    st.lists(st.lists(st.text(max_size=9), max_size=3), max_size=3).map(lambda rows: Block("table", rows=rows)),
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_block, max_size=14), st.booleans())
def test_no_word_of_any_document_is_lost(blocks, explicit):
    document = Document(blocks, explicit=explicit)

    understood = understand(document, LEXICON, TODAY)

    assert understood.keeps(document.words())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(RECAPS), st.randoms())
def test_no_word_of_a_recap_in_disorder_is_lost(path, random):
    lines = path.read_text().splitlines()
    random.shuffle(lines)
    document = read_text("\n".join(lines))

    understood = understand(document, LEXICON, TODAY)

    assert understood.keeps(document.words())


@pytest.mark.parametrize("piece", ["a", '"', "« ", "12 345 ", " ", "x\u00a0", "A la ", "l’Etat "])
def test_a_megabyte_on_one_line_is_read_whole(piece):
    document = Document([Block("paragraph", "Titre"), Block("paragraph", piece * (1_000_000 // len(piece)))])

    understood = understand(document, LEXICON, TODAY)

    assert understood.keeps(document.words())


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample recap is kept outside the repository, and is not beside it")
def test_the_sample_keeps_its_contract():
    truth = json.loads((SAMPLE.parent / "annotated.json").read_text())
    document = read_text(SAMPLE.read_text())

    understood = understand(document, LEXICON, TODAY)

    assert understood.title == truth["title"]["text"]
    assert understood.summary == truth["chapo"]["text"]
    assert [section.heading for section in understood.sections] == [one["heading_clean"] for one in truth["sections"]]
    assert [part.type for part in understood.sections[0].body] == ["paragraph", "list", "paragraph"]
    assert understood.questions == [one["text"] for one in truth["audience_questions"]]
    assert understood.thanks == truth["thanks"]["text"]
    assert understood.category == truth["category"]["value"]
    assert (understood.date.day, understood.date.month, understood.date.year) == (9, 4, None)
    assert (understood.place, understood.territory) == ("Orléans", "Loiret")
    assert [one.name for one in understood.people] == [one["name"] for one in truth["people"]]
    assert [bool(one.role) for one in understood.people] == [bool(one["role"]) for one in truth["people"]]
    assert [one.value for one in understood.figures] == [one["display"] for one in truth["figures"]]
    assert [one.value["heading"] for one in understood.proposals if one.kind == "heading"] == [
        "Quels usages pour la médiation ?"
    ]
    assert understood.keeps(document.words())


def themes_of(heading, text):
    known = [
        KnownTheme("Matériel reconditionné", "reemploi", ("réemploi", "don d'ordinateurs")),
        KnownTheme("Communs numériques", "communs", ("communs",)),
    ]
    return {theme.slug: sure for theme, _words, sure in Themes(known).find(heading, text)}


@pytest.mark.parametrize(
    ("heading", "text", "found"),
    [
        ("Le matin", "On a cité le réemploi, puis parlé d'autre chose.", {"reemploi": False}),
        ("Le matin", "Le réemploi d'abord. Le réemploi encore.", {"reemploi": True}),
        ("Le matin", "Un don d’ordinateurs, et c'est tout.", {"reemploi": True}),
        ("Où va le réemploi ?", "On en débat.", {"reemploi": True}),
        ("Deux communes", "La commune prête la salle, les communes voisines aussi.", {}),
        ("Le matin", "Des communs, qu'on tient à plusieurs : les communs.", {"communs": True}),
    ],
)
def test_one_word_in_passing_does_not_tick_a_theme_and_a_town_is_no_common(heading, text, found):
    assert themes_of(heading, text) == found
