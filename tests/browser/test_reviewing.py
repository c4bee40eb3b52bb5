"""Two people and a page: one proposes, the other reads, the page moves in between."""

import pytest
from playwright.sync_api import expect

PROFILE = "/partenaires/hub-inclusion-des-iles/"


def come_in(reader, site, address):
    page = reader.page
    reader.go("/compte/login/")
    page.locator("input[name=login]").fill(address)
    page.get_by_role("button", name="Recevoir le code").click()
    page.get_by_label("Le code reçu").wait_for()
    page.get_by_label("Le code reçu").fill(site.last_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture
def two_people(open_reader, site):
    """An author (the administrator) and a reviewer, each in a browser of their own."""
    author, reviewer = open_reader(), open_reader()
    come_in(author, site, "administration@maillage.example")
    come_in(reviewer, site, "redaction@maillage.example")
    return author, reviewer


def retitle(author, key, title):
    """Change the title in the editor."""
    author.go(f"/admin/pages/{key}/edit/")
    author.page.locator("#id_title").fill(title)


def live_title(reader):
    reader.go(PROFILE)
    return reader.page.locator("h1").inner_text()


def test_what_the_reviewer_read_is_what_goes_live(two_people, site):
    author, reviewer = two_people
    before = live_title(author)
    found = author.page.request.get(f"{site.url}/admin/api/main/pages/?slug=hub-inclusion-des-iles").json()
    key = found["items"][0]["id"]
    retitle(author, key, "Hub des îles, première version")
    author.page.get_by_role("button", name="Plus d'actions").click()
    author.page.get_by_role("button", name="Proposer à la relecture").click()
    author.page.wait_for_url(lambda url: "/edit/" not in url)
    approval = reviewer.page.get_by_role("button", name="Approuver et publier")

    reviewer.go("/admin/")
    faults = reviewer.axe_violations()
    reviewer.page.get_by_role("link", name="Comparer « Hub des îles, première version »").click()
    approval.wait_for()
    retitle(author, key, "Hub des îles, deuxième version")
    author.page.get_by_role("button", name="Enregistrer le brouillon").click()
    author.page.get_by_text("a été mise à jour").wait_for()
    approval.focus()
    reviewer.page.keyboard.press("Enter")

    reviewer.page.get_by_text("La page a changé pendant que vous la lisiez").wait_for()
    expect(reviewer.page.locator("td.comparison")).to_have_text("Hub des îles, premièredeuxième version")
    assert faults + reviewer.axe_violations() == []
    assert live_title(author) == before

    approval.click()
    reviewer.page.get_by_text("est en ligne").wait_for()
    assert live_title(author) == "Hub des îles, deuxième version"


def test_a_page_is_sent_back_with_a_reason_by_keyboard_alone(open_reader, site):
    reviewer = open_reader(width=390)
    page = come_in(reviewer, site, "redaction@maillage.example")
    page.get_by_role("link", name="Relire « Prêter un ordinateur").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Ce qu’il faut reprendre").wait_for()
    faults = reviewer.axe_violations()

    page.get_by_label("Ce qu’il faut reprendre").focus()
    page.keyboard.type("Il manque la durée du prêt.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("est à reprendre").wait_for()
    assert faults == []
    assert reviewer.overflow() == 0
