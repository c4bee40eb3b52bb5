"""Links given to people without an account, on their own device: read, answer, and the editor sees it."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def editor(open_reader, editors_keys):
    return open_reader(storage_state=editors_keys)


def number_of(editor, slug):
    """Return the number of the recap of that slug."""
    address = f"{editor.site.url}/admin/api/main/pages/?type=blog.RecapPage&slug={slug}"
    return editor.page.request.get(address).json()["items"][0]["id"]


def link_to_copy(editor, name):
    """Make a link for somebody quoted on the page being looked at; return its address."""
    editor.page.get_by_role("button", name=f"Faire un lien à copier pour {name}").click()
    return editor.page.get_by_label(re.compile(f"^Lien pour {name}")).input_value()


def test_somebody_quoted_answers_on_a_small_phone_without_scripts_and_the_editor_sees_it(editor, open_reader):
    screen = f"/admin/personnes-citees/{number_of(editor, 'nec-saint-imaginaire')}/"
    editor.go(screen)
    address = link_to_copy(editor, "Anouk Delatrame")
    assert editor.axe_violations() == []

    reader = open_reader(width=320, java_script_enabled=False)
    page = reader.page
    page.goto(address)
    assert "Jeanne Fildor" not in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Je propose une correction").click()
    expect(page.get_by_text("Écrivez d’abord")).to_be_visible()
    page.get_by_label("Ce que vous aimeriez changer").fill("Trois communes et un hameau.")
    page.get_by_role("button", name="Je propose une correction").click()

    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    assert page.context.cookies() == []
    editor.go(screen)
    expect(editor.page.get_by_text("Trois communes et un hameau.").first).to_be_visible()
    assert reader.complaints == editor.complaints == []


def test_what_links_open_is_for_everybody(editor, open_reader):
    editor.go(f"/admin/personnes-citees/{number_of(editor, 'nec-saint-imaginaire')}/")
    address = link_to_copy(editor, "Jeanne Fildor")

    reader = open_reader()
    reader.page.goto(address)
    found = reader.faults_on(320)
    reader.page.get_by_role("button", name="Retirez mon nom").click()
    reader.page.get_by_role("button", name="Oui, retirez").wait_for()
    found += reader.faults_on(320)
    reader.go("/lien/perdu/")

    assert found + reader.faults_on(320) == []


def test_a_draft_is_shown_by_a_link_copied_in_one_press(editor, open_reader):
    editor.go(f"/admin/pages/{number_of(editor, 'fete-du-jeu-video-de-cote-douce')}/edit/")
    editor.page.get_by_role("button", name="Actions").first.click()
    editor.page.get_by_role("link", name="Montrer ce brouillon").click()
    editor.page.get_by_label("Pour qui").fill("Nadia")
    editor.page.get_by_role("button", name="Faire le lien").click()
    editor.page.get_by_role("button", name="Copier le lien").click()
    editor.page.get_by_role("button", name="Copié").wait_for()
    assert editor.axe_violations() == []

    reader = open_reader(width=390)
    reader.page.goto(editor.page.get_by_label(re.compile("^Lien pour Nadia")).input_value())

    expect(reader.page.get_by_text("merci de ne pas le diffuser")).to_be_visible()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(re.compile("^Jouer ensemble"))
    assert reader.axe_violations() == []
    assert reader.complaints == []
