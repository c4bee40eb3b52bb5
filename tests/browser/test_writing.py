"""An editor writes: what is typed is saved as it is, the checks speak French, organisations are recognised."""

import pytest
from playwright.sync_api import expect

# Wagtail itself writes on the console whatever the checks find.
FINDINGS = "axe.run results"
LONG = "Nous avons parlé " + "de tout et de rien " * 5 + "avec les habitants du quartier."


@pytest.fixture
def open_editor(open_reader, editors_keys):
    """Return a function that opens the browser of an editor who has come in."""

    def open_one(**options):
        return open_reader(storage_state=editors_keys, **options)

    return open_one


def complaints(reader):
    return [line for line in reader.complaints if FINDINGS not in line]


class Keyboard:
    """Goes about a page with the keyboard alone."""

    def __init__(self, page):
        self.page = page

    def reach(self, element):
        """Press Tab until `element` has the focus."""
        for _ in range(200):
            if element.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {element}")

    def press(self, element, key="Enter"):
        """Reach `element` and press `key` there."""
        self.reach(element)
        self.page.keyboard.press(key)

    def write(self, element, text):
        """Reach `element` and type `text`."""
        self.reach(element)
        self.page.keyboard.type(text)


def test_a_first_recap_is_written_checked_and_linked_with_the_keyboard_alone(open_editor, site):
    reader = open_editor(width=1400)
    page, keyboard = reader.page, Keyboard(reader.page)
    reader.go("/admin/")

    keyboard.press(page.get_by_role("link", name="Nouveau retour d’événement"))
    # At once, as somebody does who knows what to say: before Wagtail looks at the form.
    keyboard.write(page.locator("[name=title]"), "Une journée fautive")
    keyboard.press(page.locator("[name=category]"), "End")
    keyboard.write(page.locator("[name=thanks]"), f"Merci à Emmaüs Connect et à la ZKWQ. {LONG}")
    recognised = page.get_by_role("link", name="1 structure reconnue")
    expect(recognised).to_be_visible()
    page.keyboard.press("Control+Home")
    keyboard.press(page.locator('[data-side-panel-toggle="checks"]'))
    checks = page.locator('[data-side-panel="checks"]')
    for said in ("Chapô", "Thème", "Territoire", "Aide d’une IA", "Sigle inconnu", "33 mots"):
        expect(checks).to_contain_text(said)
    said_while_writing = complaints(reader)

    keyboard.press(recognised)
    expect(page.get_by_role("heading", name="Relire avant de publier\u00a0: Une journée fautive")).to_be_attached()
    keyboard.press(page.get_by_text("1 phrase longue"))
    expect(page.get_by_role("link", name="33 mots")).to_be_visible()
    keyboard.press(page.get_by_role("link", name="Y aller : Chapô"))
    expect(page.locator("[name=summary]")).to_be_in_viewport()
    expect(page.locator("[name=summary]")).to_be_focused()
    page.go_back()
    keyboard.press(page.get_by_role("button", name="Ajouter comme partenaire"))
    expect(page.get_by_text("« Emmaüs Connect » est liée")).to_be_visible()

    expect(page.get_by_text("Toutes les structures nommées qui ont une fiche y mènent")).to_be_visible()
    assert said_while_writing == []


@pytest.fixture(scope="module")
def proofread(site, chromium, editors_keys):
    """The address of « Relire avant de publier » for a draft with much to be said of it; two profiles look alike."""
    context = chromium.new_context(locale="fr-FR", storage_state=editors_keys)
    page = context.new_page()

    def write(what, **fields):
        page.goto(f"{site.url}/admin/")
        page.get_by_role("link", name=what).click()
        for name, value in fields.items():
            page.locator(f"[name={name}]").fill(value)
        page.get_by_role("button", name="Enregistrer le brouillon").click()
        page.wait_for_url("**/edit/")

    write("Nouvelle fiche partenaire", title="Hub inclusion des iles")
    write("Nouveau retour d’événement", title="Samedi", thanks=f"Merci à Emmaüs Connect et à la ZKWQ. {LONG}")
    page.get_by_role("link", name="1 structure reconnue").wait_for()
    yield page.get_by_role("link", name="1 structure reconnue").get_attribute("href")
    context.close()


def test_our_own_screens_are_sound_by_day_by_night_and_on_a_phone(open_editor, proofread):
    reader = open_editor()
    page, faults = reader.page, {}
    reader.go("/admin/")
    addresses = {"l’accueil": "/admin/", "relire": proofread}
    for name in ("Structures citées sans lien", "Fiches qui se ressemblent"):
        addresses[name] = page.get_by_role("link", name=name, include_hidden=True).first.get_attribute("href")
    addresses["comparer"] = page.get_by_role("link", name="Comparer").first.get_attribute("href")

    for name, address in addresses.items():
        reader.go(address)
        for folded in page.locator("main summary").all():
            folded.click()
        faults[name] = reader.complaints + reader.faults_on(390, 1400)

    assert {name: fault for name, fault in faults.items() if fault} == {}
    reader.go(addresses["Structures citées sans lien"])
    assert page.get_by_role("link", name="Lier Emmaüs Connect").count()
    reader.go(addresses["Fiches qui se ressemblent"])
    assert page.get_by_role("link", name="Hub inclusion des iles").count()


def test_a_date_is_typed_as_one_says_it_and_never_replaced(open_editor):
    reader = open_editor(width=1400)
    page, keyboard = reader.page, Keyboard(reader.page)
    reader.go("/admin/")
    keyboard.press(page.get_by_role("link", name="Nouvel événement à l’agenda"))
    page.locator("[name=title]").fill("La veillée des câbles")
    date, time = page.locator("[name=date]"), page.locator("[name=start_time]")

    keyboard.write(date, "le 2 mars")
    keyboard.write(time, "vers 9 h")
    keyboard.reach(page.locator("[name=place]"))
    mistaken = date.input_value(), time.input_value()
    date.fill("")
    keyboard.write(date, "02/03/2031")
    time.fill("09:30")
    keyboard.reach(page.locator("[name=place]"))
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.wait_for_url("**/edit/")

    assert mistaken == ("le 2 mars", "vers 9 h")
    assert (date.input_value(), time.input_value()) == ("02/03/2031", "09:30")
