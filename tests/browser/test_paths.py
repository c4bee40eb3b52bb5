"""What people do, from end to end."""

import re

from playwright.sync_api import expect


def test_a_reader_finds_the_day_at_orleans_by_theme_by_territory_and_by_partner(open_reader):
    reader = open_reader(width=390)
    page = reader.page

    for way in (
        ["Thèmes", "Intelligence artificielle"],
        ["Territoires", "Centre-Val de Loire"],
        ["Partenaires", "Hub-Lo"],
    ):
        reader.go("/")
        page.get_by_role("navigation", name="Principale").get_by_role("link", name=way[0]).click()
        page.get_by_role("main").get_by_role("link", name=re.compile(f"^{way[1]}")).last.click()
        page.get_by_role("main").locator('a[href="/retours/nec-centre-val-de-loire/"]').first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^NEC Centre-Val de Loire"))
    assert reader.complaints == []


def test_a_reader_narrows_a_theme_down_without_scripts(open_reader):
    reader = open_reader(java_script_enabled=False)
    reader.go("/themes/intelligence-artificielle/")

    reader.page.get_by_label("Centre-Val de Loire").check()
    reader.page.get_by_role("button", name="Filtrer").click()

    expect(reader.page).to_have_url(re.compile("territoire=centre-val-de-loire"))
    expect(reader.page.get_by_role("link", name="retirer ce filtre")).to_be_visible()


def test_a_reader_searches_with_other_letters(open_reader):
    reader = open_reader()
    reader.go("/")

    reader.page.get_by_label("Rechercher").fill("mediations NUMERIQUES")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/recherche/**")

    expect(reader.page.get_by_role("region", name="Résultats").get_by_role("listitem").first).to_be_visible()


def test_an_editor_comes_in_with_the_code_of_the_terminal_and_opens_the_recap(open_reader, site):
    reader = open_reader()
    page = reader.page
    reader.go("/admin/")

    page.get_by_label("Votre adresse e-mail").fill("redaction@maillage.example")
    page.get_by_role("button", name="Recevoir le code").click()
    page.get_by_label("Le code reçu").wait_for()
    page.get_by_label("Le code reçu").fill(site.last_code())
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/admin/")
    page.get_by_role("link", name="Nouveau retour d’événement").click()
    page.get_by_label("Titre").first.wait_for()

    assert "/blog/recappage/" in page.url

    reader.go("/retours/nec-centre-val-de-loire/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert reader.complaints == []
