"""What the screen of an import asks, offers and shows."""

import re

import pytest

from blog.importer.draft import words_of, write_draft
from blog.importer.lexicon import Lexicon
from blog.importer.readers import read
from blog.importer.rules import understand
from blog.models import KeyFigure, RecapImport, RecapPage

from .import_texts import RECAP
from .test_import_screen import bring, decide

pytestmark = pytest.mark.django_db


def test_all_that_is_missing_is_asked_at_once(editor_client):
    html = decide(editor_client, bring(editor_client), title="", year="").content.decode()

    assert "Écrivez un titre" in html
    assert "Choisissez une année" in html


def spaced(response):
    """Return the page with ordinary spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", response.content.decode())


def test_a_figure_reads_with_its_hedge_from_the_screen_to_the_page(editor_client):
    text = RECAP.replace("Déplacement", "Environ 640 000 personnes seraient concernées.\n\nDéplacement")
    address = bring(editor_client, text)

    assert "<b>environ 640 000 personnes</b>" in spaced(editor_client.get(address))
    decide(editor_client, address)

    page = RecapPage.objects.get()
    page.get_latest_revision_as_object().save_revision(clean=False).publish()
    assert "<b>environ 640 000</b>" in spaced(editor_client.get(page.url))


def test_a_draft_is_made_when_every_box_is_ticked(editor_client):
    address = bring(editor_client, RECAP.replace("Déplacement", "On a compté. 120 personnes. 45 %.\n\nDéplacement"))
    boxes = re.findall(r'name="accept" value="([^"]+)"', editor_client.get(address).content.decode())

    decide(editor_client, address, accept=boxes)

    told = {figure.value: figure.subject for figure in KeyFigure.objects.all()}
    assert told["120"] == "personnes"
    assert all(told.values())


def test_an_organiser_without_a_profile_has_no_box_to_tick_in_vain(editor_client):
    text = RECAP.replace("Hub-Lo", "Foyer rural de Bourges")

    html = editor_client.get(bring(editor_client, text)).content.decode()

    assert "Foyer rural de Bourges (" not in html


def test_ten_thousand_lines_make_a_draft_in_order_that_opens_in_few_boxes(editor):
    lines = [f"ligne {number} de mes notes" for number in range(10_000)]
    understood = understand(read("\n".join(["Mes notes", *lines]).encode(), "notes.txt"), Lexicon())

    page = write_draft(understood, [], editor)

    stored = RecapPage.objects.get(pk=page.pk)
    assert words_of(stored) == ["Mes", "notes", *" ".join(lines).split()]
    assert sum(len(session.value["body"]) for session in stored.body) < 300


def test_a_text_of_ordinary_length_keeps_one_block_a_paragraph(editor_client):
    decide(editor_client, bring(editor_client))

    blocks = [child for session in RecapPage.objects.get().body for child in session.value["body"]]
    assert all(child.value.source.count("<p") == 1 for child in blocks if child.block_type == "paragraph")


def test_to_begin_again_replaces_the_text_that_waited(editor_client):
    address = bring(editor_client)
    form = editor_client.get(f"{address}recommencer/").content.decode()
    action = re.search(r'action="([^"]*)"[^>]*class="import-form"', form)

    editor_client.post(action[1], {"text": f"{RECAP}\n\nUn mot de plus, pour finir.", "html": ""})

    (row,) = RecapImport.objects.all()
    assert "Un mot de plus" in row.text


def test_a_style_sheet_that_comes_with_a_paste_is_not_worth_a_warning(editor_client):
    html = "<style>p.MsoNormal { margin: 0 }</style><h1>La rue</h1><p class=MsoNormal>On y était, tous ensemble.</p>"

    address = bring(editor_client, "La rue", html=html)

    assert editor_client.get(address).context["warnings"] == []
