"""Links given to people without an account, on their own device: read, answer, and the editor sees it."""

import re

import pytest

RECAP = "/retours/nec-saint-imaginaire/"


@pytest.fixture
def editor(open_reader, site):
    reader = open_reader()
    page = reader.page
    reader.go("/admin/")
    page.get_by_label("Votre adresse e-mail").fill("redaction@maillage.example")
    page.get_by_role("button", name="Recevoir le code").click()
    page.get_by_label("Le code reçu").wait_for()
    page.get_by_label("Le code reçu").fill(re.findall(r"^(\d{4}-\d{4})$", site.printed(), re.MULTILINE)[-1])
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/admin/")
    return reader


def open_tool(editor, name):
    """Open one of the actions of the recap as an editor finds them: from the page, its form, its menu."""
    editor.go(RECAP)
    edit = editor.page.locator("wagtail-userbar").get_by_role("link", name=re.compile("Modifier"))
    editor.go(edit.evaluate("link => new URL(link.href).pathname"))
    editor.page.get_by_role("button", name="Actions").first.click()
    editor.page.get_by_role("link", name=name).click()
    editor.page.get_by_role("heading", name=name).first.wait_for(state="attached")


def test_somebody_quoted_answers_on_a_small_phone_without_scripts_and_the_editor_sees_it(editor, open_reader):
    open_tool(editor, "Faire relire les personnes citées")
    assert editor.axe_violations() == []
    editor.page.get_by_role("button", name="Faire un lien à copier pour Anouk Delatrame").click()
    address = editor.page.get_by_label(re.compile("^Lien pour Anouk Delatrame")).input_value()
    assert editor.axe_violations() == []

    reader = open_reader(width=320, java_script_enabled=False)
    page = reader.page
    page.goto(address)
    assert "Jeanne Fildor" not in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Je propose une correction").click()
    assert page.get_by_text("Écrivez d’abord").is_visible()
    page.get_by_label("Ce que vous aimeriez changer").fill("Trois communes et un hameau.")
    page.get_by_role("button", name="Je propose une correction").click()

    assert page.get_by_role("heading", name="Merci").is_visible()
    assert page.context.cookies() == []
    editor.page.reload()
    assert editor.page.get_by_text("Trois communes et un hameau.").is_visible()
    assert reader.complaints == editor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_links_open_is_for_everybody(editor, open_reader, scheme):
    open_tool(editor, "Faire relire les personnes citées")
    editor.page.get_by_role("button", name="Faire un lien à copier pour Jeanne Fildor").click()
    address = editor.page.get_by_label(re.compile("^Lien pour Jeanne Fildor")).input_value()
    reader = open_reader(width=320, scheme=scheme)

    reader.page.goto(address)
    passages = reader.axe_violations(), reader.overflow()
    reader.page.get_by_role("button", name="Retirez mon nom").click()
    reader.page.get_by_role("button", name="Oui, retirez").wait_for()
    confirmation = reader.axe_violations(), reader.overflow()
    reader.page.get_by_role("button", name="Non, revenir").click()
    reader.go("/lien/perdu/")
    closed = reader.axe_violations(), reader.overflow()

    assert passages == confirmation == closed == ([], 0)


def test_a_draft_is_shown_by_a_link_copied_in_one_press(editor, open_reader):
    editor.go("/admin/pages/search/?q=" + "Côte-Douce")
    editor.page.get_by_role("link", name=re.compile("Modifier.*Côte-Douce|Jouer ensemble")).first.click()
    editor.page.get_by_role("button", name="Actions").first.click()
    editor.page.get_by_role("link", name="Montrer ce brouillon").click()
    editor.page.get_by_label("Pour qui").fill("Nadia")
    assert editor.axe_violations() == []
    editor.page.get_by_role("button", name="Faire le lien").click()
    editor.page.get_by_role("button", name="Copier le lien").click()
    editor.page.get_by_role("button", name="Copié").wait_for()
    assert editor.axe_violations() == []

    reader = open_reader(width=390)
    reader.page.goto(editor.page.get_by_label(re.compile("^Lien pour Nadia")).input_value())

    assert reader.page.get_by_text("merci de ne pas le diffuser").is_visible()
    assert reader.page.get_by_role("heading", level=1).inner_text().startswith("Jouer ensemble")
    assert reader.axe_violations() == []
    assert reader.complaints == []
