"""A partner keeps its profile: from a mail or from nothing, on a small phone, by keyboard, in any light."""

import re

import pytest
from playwright.sync_api import expect

from home.demo.members import LIBRARY

pytestmark = pytest.mark.usefixtures("asked")


@pytest.fixture(scope="session")
def asked(site):
    """What the keepers of an old profile were mailed: {address: their link}. Before anything is sent about it."""
    mails = site.manage("ask_partners").split("-" * 79)
    return {re.search(r"To: (\S+)", mail)[1]: re.search(r"\S+/lien/\S+", mail)[0] for mail in mails if "To: " in mail}


@pytest.fixture(scope="session")
def library(site, chromium, partners_keys):
    """The number of the library's profile."""
    context = chromium.new_context(storage_state=partners_keys)
    number = int(context.request.get(site.url + "/mon-espace/").url.rstrip("/").rpartition("/")[2])
    context.close()
    return number


@pytest.fixture
def partner(open_reader, partners_keys):
    """Somebody who answers for the library, in the space."""
    return open_reader(storage_state=partners_keys)


def screens_of(page):
    """Return a list which grows with each screen that the page shows."""
    screens = []
    page.on("framenavigated", lambda frame: screens.append(frame.url))
    return screens


def press(page, name, role="button"):
    """Press the first button (or link) of that name, and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def tab_to(page, selector):
    """Press Tab until the keyboard is on what `selector` names."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_from_the_mail_a_correction_is_sent_in_two_screens_without_scripts_or_password(asked, open_reader):
    reader = open_reader(width=320, java_script_enabled=False)
    page, screens = reader.page, screens_of(reader.page)

    page.goto(asked["reemploi@maillage.example"])
    page.get_by_role("button", name="Je corrige").click()
    page.get_by_label("Téléphone").fill("02 99 00 00 01")
    page.get_by_role("button", name="Envoyer à la relecture").click()

    expect(page.get_by_text("C’est envoyé")).to_be_visible()
    assert len(screens[:-1]) == 2, screens
    assert page.locator("input[type=password]").count() == 0
    assert reader.complaints == []


def test_from_nothing_a_profile_is_sent_in_four_screens_by_keyboard_alone(open_reader, site):
    reader = open_reader()
    page = reader.page
    reader.go("/")
    tab_to(page, "footer a[href='/mon-espace/']")
    screens = screens_of(page)

    page.keyboard.press("Enter")
    page.wait_for_url("**/compte/login/**")
    tab_to(page, "[name=login]")
    page.keyboard.type("atelier@maillage.example")
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/code/confirm/**")
    tab_to(page, "[name=code]")
    page.keyboard.type(site.last_code())
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/mon-espace/\d+/$"))
    tab_to(page, "a.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fiche/")
    tab_to(page, "[name=kind]")
    page.keyboard.type("Tiers")
    tab_to(page, "[name=presentation_typed]")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\nOn répare, on apprend.")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "details [name$=-name]")
    page.keyboard.type("Le grand tri")
    tab_to(page, "[name=themes]:not(:checked)")
    page.keyboard.press("Space")
    tab_to(page, "[value=send]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/mon-espace/\d+/$"))

    expect(page.get_by_text("C’est envoyé")).to_be_visible()
    assert len(screens[:-1]) == 4, screens
    page.get_by_role("link", name="Modifier la fiche").click()
    assert page.get_by_label("Ce que vous faites").input_value().endswith("\n\nOn répare, on apprend.")
    assert "Le grand tri" in [box.input_value() for box in page.locator("[name^=projects][name$=-name]").all()]
    assert reader.complaints == []


def first_screen(reader, library, asked):
    reader.go(f"/mon-espace/{library}/")


def form(reader, library, asked):
    reader.go(f"/mon-espace/{library}/fiche/")


def preview(reader, library, asked):
    reader.go(f"/mon-espace/{library}/fiche/apercu/")


def refused_form(reader, library, asked):
    form(reader, library, asked)
    for name in ("Nom de la structure", "Votre mission en une phrase"):
        reader.page.get_by_label(name).fill("")
    reader.page.get_by_label("Site web").fill("pas une adresse")
    press(reader.page, "Envoyer à la relecture")
    expect(reader.page.locator("[aria-invalid=true]")).to_have_count(3)


def both_texts(reader, library, asked):
    form(reader, library, asked)
    colleague = reader.page.context.new_page()
    colleague.goto(reader.page.url)
    for page, city in ((colleague, "Port-Imaginaire"), (reader.page, "Port-Réel")):
        page.get_by_label("Ville").fill(f"{city} {page.viewport_size['width']}")
        press(page, "Enregistrer sans envoyer")
    expect(reader.page.get_by_text("Rien n’est perdu")).to_be_visible()


def people(reader, library, asked):
    reader.go(f"/mon-espace/{library}/personnes/")


def refused_invitation(reader, library, asked):
    people(reader, library, asked)
    reader.page.get_by_label("Son adresse e-mail").fill("personne")
    press(reader.page, "Envoyer l’invitation")


def account(reader, library, asked):
    reader.go("/mon-espace/compte/")


def error_report(reader, library, asked):
    first_screen(reader, library, asked)
    press(reader.page, "Signaler une erreur", role="link")
    press(reader.page, "Envoyer")


def commitment(reader, library, asked):
    first_screen(reader, library, asked)
    with reader.page.expect_navigation():
        reader.page.locator("a[href^='/mon-espace/'][href*='/engagements/']").first.click()


def claim(reader, library, asked):
    reader.go(f"/mon-espace/rejoindre/{library}/")
    press(reader.page, "Envoyer ma demande")


def paper_code(reader, library, asked):
    reader.go("/mon-espace/code/")
    reader.page.get_by_label("Le code du papier").fill("perdu")
    press(reader.page, "Entrer")


def card(reader, library, asked):
    reader.go(f"/partenaires/{LIBRARY}/carte/")


def quiet_link(reader, library, asked):
    code = f"from core.models import SignedLink; print(SignedLink.make(9, purpose='quiet', page_id={library}).address)"
    reader.page.goto(reader.site.manage("shell", "-v0", "-c", code).strip())


def freshness_link(reader, library, asked):
    reader.page.goto(asked["atelier@maillage.example"])


def successor(reader, library, asked):
    freshness_link(reader, library, asked)
    press(reader.page, "Ce n’est plus moi")


@pytest.mark.parametrize(
    "reach",
    [
        first_screen, form, preview, refused_form, both_texts, people, refused_invitation, account, error_report,
        commitment, claim, paper_code, card, quiet_link, freshness_link, successor,
    ],
    ids=lambda one: one.__name__,
)  # fmt: skip
def test_a_screen_of_partners_is_for_everybody(partner, library, asked, reach):
    reach(partner, library, asked)
    partner.page.wait_for_load_state("networkidle")
    complaints = [one for one in partner.complaints if "409" not in one]

    assert partner.faults_on(320, 1280) == []
    assert complaints == []
    assert {url for url, _size in partner.fetched if not url.startswith(partner.site.url)} == set()
