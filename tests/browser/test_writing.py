"""An editor writes: what is typed saves itself, the checks speak French, organisations are recognised."""

import pytest
from playwright.sync_api import expect

PATIENCE = 30_000
"""In milliseconds: saving and checking wait for a pause in the typing."""

# Wagtail itself writes on the console whatever the checks find.
FINDINGS = "axe.run results"


@pytest.fixture
def writing(open_reader, editors_keys):
    """The browser of an editor who has come in."""
    reader = open_reader(width=1400, storage_state=editors_keys)
    reader.go("/admin/")
    return reader


def test_what_is_written_saves_itself_is_checked_and_its_organisations_are_recognised(writing, site):
    page = writing.page
    page.get_by_role("link", name="Nouveau retour d’événement").click()
    page.locator("[name=title]").press_sequentially("Une journée fautive")
    page.locator("[name=category]").select_option("debate")
    page.locator("[name=thanks]").press_sequentially("Merci à Emmaüs Connect et à la ZKWQ.")

    recognised = page.get_by_role("link", name="1 structure reconnue")
    expect(recognised).to_be_visible(timeout=PATIENCE)
    page.locator('[data-side-panel-toggle="checks"]').click()
    checks = page.locator('[data-side-panel="checks"]')
    for said in ("Chapô", "Thème", "Territoire", "Sigle inconnu"):
        expect(checks).to_contain_text(said, timeout=PATIENCE)
    page.goto(site.url + recognised.get_attribute("href"))

    expect(page.get_by_role("heading", name="Structures reconnues")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    assert writing.overflow() <= 0
    assert writing.axe_violations() == []
    assert [line for line in writing.complaints if FINDINGS not in line] == []


@pytest.mark.parametrize("name", ["Structures citées sans lien", "Fiches qui se ressemblent"])
def test_the_reports_are_for_everybody(writing, name):
    page = writing.page
    address = page.get_by_role("link", name=name, include_hidden=True).first.get_attribute("href")
    page.set_viewport_size({"width": 390, "height": 900})

    writing.go(address)

    assert writing.overflow() <= 0
    assert writing.axe_violations() == []
    assert writing.complaints == []
