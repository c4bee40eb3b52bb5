"""From what was understood to a draft: every word is there, and nobody but editors can see it."""

from datetime import date

import pytest

from blog.importer.document import Block, Picture
from blog.importer.draft import words_of, write_draft
from blog.importer.understood import Part, Proposal, Section, Understood, When
from blog.models import KeyFigure, RecapPage
from core.models import Photo
from partners.models import Person

from . import factories
from .test_uploads import with_place_and_author

pytestmark = pytest.mark.django_db


def paragraph(text, html=""):
    return Part("paragraph", text, block=Block("paragraph", text, html))


def understood(*parts, **fields):
    fields.setdefault("title", "Une soirée à L'Haÿ-les-Roses")
    fields.setdefault("sections", [Section(heading="Le matin", body=list(parts))])
    return Understood(**fields)


def body_of(page):
    return [(child.block_type, child.value) for child in page.body[0].value["body"]]


def test_a_draft_opens_in_the_editor_as_it_was_saved_and_is_not_published(editor, editor_client):
    page = write_draft(understood(paragraph("On répare, on prête.")), [], editor)

    stored, opened = RecapPage.objects.get(), RecapPage.objects.get().get_latest_revision_as_object()
    assert not stored.live
    assert stored.owner == editor
    assert [child.id for child in opened.body] == [child.id for child in stored.body]
    assert opened.body[0].value["body"][0].id == stored.body[0].value["body"][0].id
    assert editor_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_two_drafts_of_one_title_have_two_addresses(editor):
    first, second = (write_draft(understood(paragraph("x")), [], editor) for _ in range(2))

    assert first.slug != second.slug


def test_what_the_format_states_is_kept_and_nothing_else(editor):
    html = (
        'Voir <b>la page</b> <a href="https://example.org/a">du projet</a>, '
        '<a href="javascript:alert(1)">ou pas</a><script>alert(2)</script>.'
    )

    page = write_draft(understood(paragraph("Voir la page du projet, ou pas.", html)), [], editor)

    (kind, value), = body_of(page)  # fmt: skip
    assert kind == "paragraph"
    assert value.source == '<p>Voir <b>la page</b> <a href="https://example.org/a">du projet</a>, <a>ou pas</a>.</p>'


def test_every_kind_of_part_becomes_its_block(editor):
    parts = [
        paragraph("D'abord < tout"),
        Part("heading", "Un détour", block=Block("heading", "Un détour", level=3)),
        Part(
            "list",
            items=["un", "deux"],
            block=Block(
                "list", ordered=True, items=[Block("paragraph", "un", "<b>un</b>"), Block("paragraph", "deux")]
            ),
        ),
        Part("questions", "On demande :", items=["Qui décide ?", "Et après ?"], block=Block("paragraph", "…")),
        Part("quote", "Bien dit", block=Block("quote", "Bien dit")),
        Part("table", "Les ateliers", items=["Nom\tPlaces", "Réparer\t8"], block=Block("table")),
        Part("paragraph", "1. Une note", block=Block("note", "1. Une note")),
        Part("paragraph", "2. Une autre", block=Block("note", "2. Une autre")),
    ]

    page = write_draft(understood(*parts), [], editor)

    kinds = [kind for kind, _value in body_of(page)]
    values = [value for _kind, value in body_of(page)]
    assert kinds == ["paragraph", "subheading", "list", "audience_questions", "quote", "table", "aside"]
    assert values[2]["ordered"] is True
    assert values[2]["items"][0].source == "<b>un</b>"
    assert list(values[3]["questions"]) == ["Qui décide ?", "Et après ?"]
    assert list(values[5]["header"]) == ["Nom", "Places"]
    assert values[6]["text"].source == "<p>1. Une note</p><p>2. Une autre</p>"
    expected = (
        "Une soirée à L'Haÿ-les-Roses Le matin D'abord < tout Un détour un deux On demande : Qui décide ? Et après ? "
        "Bien dit Les ateliers Nom Places Réparer 8 1. Une note 2. Une autre"
    )
    assert words_of(page) == expected.split()


def test_an_accepted_figure_follows_its_paragraph_and_a_refused_one_leaves_only_the_text(editor):
    told = {"value": "120", "unit": "personnes", "subject": "aidées", "modality": "measure", "source": "", "scope": ""}
    proposals = [
        Proposal("figure", "120 personnes", told, "120 personnes aidées", section=0),
        Proposal("figure", "8 lieux", told | {"value": "8"}, "8 lieux", section=0),
    ]
    known = factories.figure("120", unit="personnes", subject="aidées", modality="measure")
    text = understood(paragraph("Nous avons 120 personnes aidées."), paragraph("Dans 8 lieux."), proposals=proposals)

    page = write_draft(text, proposals[:1], editor)

    assert [kind for kind, _value in body_of(page)] == ["paragraph", "key_figure", "paragraph"]
    assert body_of(page)[1][1] == known
    assert KeyFigure.objects.count() == 1


def test_a_figure_never_stands_between_a_list_and_the_words_that_announce_it(editor):
    told = {"value": "8", "unit": "lieux", "subject": "ouverts", "modality": "measure", "source": "", "scope": ""}
    proposals = [Proposal("figure", "8 lieux", told, "8 lieux", section=0)]
    steps = Part("list", items=["trier ;", "prêter."], block=Block("list"))

    page = write_draft(understood(paragraph("8 lieux ont deux gestes\u00a0:"), steps), proposals, editor)

    assert [kind for kind, _value in body_of(page)] == ["paragraph", "list", "key_figure"]


def test_a_new_figure_has_a_history_that_begins_with_its_first_words(editor):
    told = {"value": "8 millions", "unit": "personnes", "subject": "éloignées du numérique", "modality": "estimate"}
    proposals = [Proposal("figure", "8 millions", told, "8 millions", section=0)]

    write_draft(understood(paragraph("Ils seraient 8 millions."), proposals=proposals), proposals, editor)

    figure = KeyFigure.objects.get()
    assert figure.modality == "estimate"
    assert [revision.as_object().value for revision in figure.revisions] == ["8 millions"]


def test_people_already_known_are_found_again_and_the_others_recorded(editor):
    hub = factories.partner("Hub-Lo")
    known = factories.person("Inès Lacroix", organisation=hub)
    said = [
        {"name": "Ines Lacroix", "role": "médiatrice", "organisation": "le Hub-Lo"},
        {"name": "Ali Ben-Salem", "role": "", "organisation": "Les Voisins"},
    ]
    proposals = [Proposal("person", value["name"], value, value["name"], section=0) for value in said]

    page = write_draft(understood(paragraph("Elles parlent."), proposals=proposals), proposals, editor)

    first, second = page.body[0].value["speakers"]
    assert (first["person"], first["role"], first["organisation"]) == (known, "médiatrice", "")
    assert (second["person"].name, second["organisation"]) == ("Ali Ben-Salem", "Les Voisins")
    assert Person.objects.count() == 2


def test_a_namesake_elsewhere_is_somebody_else(editor):
    factories.person("Inès Lacroix", organisation=factories.partner("Hub-Lo"))
    factories.partner("Le Part'âges")
    said = {"name": "Inès Lacroix", "role": "", "organisation": "Le Part'âges"}
    proposals = [Proposal("person", "Inès Lacroix", said, section=0)]

    page = write_draft(understood(paragraph("Elle parle."), proposals=proposals), proposals, editor)

    assert page.body[0].value["speakers"][0]["person"].organisation.title == "Le Part'âges"
    assert Person.objects.count() == 2


def test_partners_come_with_what_they_did(editor):
    hub, group, shop = (factories.partner(name) for name in ("Hub-Lo", "Emmaüs Connect", "La Boutique"))
    proposals = [
        Proposal(
            "organiser", "Hub-Lo", {"partner": hub.pk, "name": "Hub-Lo"}, "merci au Hub-Lo pour l’invitation", None
        ),
        Proposal("partner", "Hub-Lo", {"partner": hub.pk, "name": "Hub-Lo"}, "Hub-Lo", 0),
        Proposal("partner", "Emmaüs Connect", {"partner": group.pk, "name": "Emmaüs Connect"}, "Emmaüs connect", 0),
        Proposal("partner", "La Boutique", {"partner": shop.pk, "name": "La Boutique"}, "La Boutique", 0),
        Proposal("person", "Léo Roux", {"name": "Léo Roux", "role": "", "organisation": "Emmaüs connect"}, section=0),
    ]

    page = write_draft(understood(paragraph("x"), proposals=proposals), proposals, editor)

    links = [(link.partner.title, link.role) for link in RecapPage.objects.get(pk=page.pk).partner_links.all()]
    assert links == [
        ("Hub-Lo", "organised"),
        ("Hub-Lo", "hosted"),
        ("Emmaüs Connect", "spoke"),
        ("La Boutique", "mentioned"),
    ]


@pytest.mark.parametrize(
    ("when", "year", "expected"),
    [
        (When(9, 4), None, (None, None, "9 avril")),
        (When(9, 4, said="mardi 9 avril"), None, (None, None, "mardi 9 avril")),
        (When(9, 4), 2024, (date(2024, 4, 9), None, "")),
        (When(9, 4, 2024, "2024-04-11"), None, (date(2024, 4, 9), date(2024, 4, 11), "")),
        (When(30, 12, 2024, "2025-01-02"), 2019, (date(2019, 12, 30), date(2020, 1, 2), "")),
        (When(None, 4, 2024), None, (date(2024, 4, 1), None, "")),
        (When(), None, (None, None, "")),
    ],
)
def test_the_date_says_what_is_known_and_no_more(editor, when, year, expected):
    page = write_draft(understood(paragraph("x"), date=when), [], editor, year=year)

    assert (page.date, page.end_date, page.date_as_told) == expected


def test_topics_place_moment_and_category_follow_what_was_accepted(editor):
    theme = factories.theme("Réemploi", slug="reemploi")
    proposals = [
        Proposal("place", "Orléans", "Orléans"),
        Proposal("territory", "Loiret", {"level": "departement", "code": "45", "name": "Loiret"}),
        Proposal("theme", "Réemploi", {"slug": "reemploi", "name": "Réemploi"}),
        Proposal("moment", "Le matin", "morning", section=0),
    ]
    text = understood(paragraph("x"), proposals=proposals, category="Déplacement")

    page = RecapPage.objects.get(pk=write_draft(text, proposals, editor).pk)
    bare = RecapPage.objects.get(pk=write_draft(text, [], editor).pk)

    assert (page.place, page.category) == ("Orléans", "trip")
    assert page.themes == [theme]
    assert [territory.name for territory in page.territories] == ["Loiret"]
    assert page.body[0].value["moment"] == "morning"
    assert (bare.place, bare.themes, bare.territories, bare.body[0].value["moment"]) == ("", [], [], "")


def test_a_run_in_heading_leaves_its_paragraph_when_it_is_accepted(editor):
    text = "Quels usages ? Les gens ont essayé."
    html = "<b>Quels usages ?</b> Les <i>gens</i> ont essayé."
    proposals = [Proposal("heading", "Quels usages ?", {"part": 0, "heading": "Quels usages ?"}, section=0)]

    page = write_draft(understood(paragraph(text, html), proposals=proposals), proposals, editor)

    (first, heading), (second, rest) = body_of(page)
    assert (first, heading, second) == ("subheading", "Quels usages ?", "paragraph")
    assert rest.source == "<p>Les <i>gens</i> ont essayé.</p>"
    assert words_of(page)[-7:] == ["Quels", "usages", "?", "Les", "gens", "ont", "essayé."]


def test_repairs_are_made_when_accepted_and_unmade_when_refused(editor):
    html = 'A l’échelle de <a href="https://example.org">l’Etat</a>, « oui ».'
    proposals = [
        Proposal("repair", "À", {"before": "A l’échelle", "after": "À l’échelle", "applied": False}, section=0),
        Proposal("repair", "État", {"before": "l’Etat", "after": "l’État", "applied": False}, section=0),
        Proposal("repair", "«", {"before": "oui", "after": "« oui", "applied": True}, section=0),
    ]
    text = understood(paragraph("A l’échelle de l’Etat, « oui ».", html), proposals=proposals)

    page = write_draft(text, proposals[:2], editor)

    assert body_of(page)[0][1].source == '<p>À l’échelle de <a href="https://example.org">l’État</a>, oui ».</p>'


def test_a_title_and_a_summary_too_long_for_the_page_go_on_in_the_story(editor):
    long = understood(paragraph("Fin."), title="Mot " * 80, summary="Une phrase entière. " * 40)

    page = write_draft(long, [], editor)

    assert len(page.title) <= 255
    assert len(page.summary) <= 600
    assert words_of(page) == ["Mot"] * 80 + ["Une", "phrase", "entière."] * 40 + ["Le", "matin", "Fin."]


def test_pictures_are_cleaned_described_and_wait_for_consent(editor):
    picture = Picture(with_place_and_author(), "DSC_0001.jpg", "Une rue pavée")
    parts = [Part("image", "La rue", block=Block("image", "La rue", picture=picture))]

    page = write_draft(understood(*parts), [], editor)

    (kind, value), = body_of(page)  # fmt: skip
    photo = Photo.objects.get()
    with photo.file.open() as stored:
        assert b"Camille" not in stored.read()
    assert (kind, value["caption"], value["image"].contextual_alt_text) == ("picture", "La rue", "Une rue pavée")
    assert (photo.consent, photo.description) == ("unknown", "Une rue pavée")


def test_nothing_stays_of_a_draft_that_fails_half_way(editor, monkeypatch):
    said = {"name": "Ali Ben-Salem", "role": "", "organisation": ""}
    proposals = [Proposal("person", "Ali Ben-Salem", said, section=0)]

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(RecapPage, "save_revision", fail)
    with pytest.raises(RuntimeError):
        write_draft(understood(paragraph("x"), proposals=proposals), proposals, editor)

    assert not RecapPage.objects.exists()
    assert not Person.objects.exists()
