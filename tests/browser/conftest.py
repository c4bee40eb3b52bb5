"""A real site in a real browser: its own folder, its own server, the demo content, Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect, sync_playwright

from home.demo.members import PARTNER_EMAIL

ROOT = Path(__file__).resolve().parents[2]

# Django refuses to work beside the event loop that Playwright's synchronous calls keep running.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    """Mark the browser tests; each process that runs some starts a site and a browser of its own."""
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


STILLNESS = """Promise.all(
    document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !== Infinity).map(one => one.finished)
)"""


# axe leaves these to the eye; one is Wagtail's own, on its first screen.
POINTS_TO_NOTHING = """[...document.querySelectorAll("[aria-describedby], [aria-labelledby], label[for]")].flatMap(
    one => ["aria-describedby", "aria-labelledby", "for"].flatMap(name => (one.getAttribute(name) || "").split(/\\s+/))
).filter(name => name && name !== "header-title" && !document.getElementById(name))"""


PATIENCE = 60_000
"""In milliseconds: how long a machine with much else to do may take; a page that is there is not waited for."""
expect.set_options(timeout=PATIENCE)

OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules of axe that look at colours."""


CODE = re.compile(r"^(\d{4}-\d{4})$", re.MULTILINE)


class Site:
    """The running site, and the mail it sends."""

    def __init__(self, url, log, environment):
        self.url, self.log, self.environment = url, log, environment
        self.codes_read = 0

    def printed(self):
        """Everything that the terminal shows."""
        return self.log.read_text(encoding="utf-8")

    def last_code(self):
        """The code that was just asked for; its mail leaves a moment after the answer."""
        deadline = time.monotonic() + 60
        while len(codes := CODE.findall(self.printed())) <= self.codes_read and time.monotonic() < deadline:
            time.sleep(0.05)
        self.codes_read = len(codes)
        return codes[-1]

    def manage(self, *words):
        """Run a command of the site beside it; return what it prints, its mails too."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory, chromium):
    """The demo site on a free port, as `make run` would serve it."""
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    log = folder / "terminal.txt"
    environment = os.environ | {
        "MAILLAGE_VAR": str(folder / "var"),
        "PORT": str(port),
        # The settings of the tests have already named another address, for themselves.
        "MAILLAGE_BASE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONUNBUFFERED": "1",
    }
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "start"], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(url, server, log)
        yield Site(url, log, environment)
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium when it is there, Playwright's own elsewhere."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
        except Error:
            if os.environ.get("CI"):
                raise
            pytest.skip("no Chromium here: `apt install chromium`, or `playwright install chromium`")
        yield browser
        browser.close()


class Reader:
    """A page in the browser, which notes what goes wrong and what is fetched."""

    def __init__(self, page, site):
        self.page, self.site = page, site
        self.complaints, self.fetched = [], []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._weigh)

    def go(self, address):
        """Read the page at `address`; return its status."""
        self.complaints.clear()
        self.fetched.clear()
        return self.page.goto(self.site.url + address).status

    def axe_violations(self, **options):
        """Return the rules that the page breaks, none switched off, with the elements at fault, once all is still.

        A label or a description that is said to be elsewhere has to be there: ("points to nothing", [names]).
        """
        self.page.evaluate(STILLNESS)
        # What is in order is not described: it takes axe most of its time.
        found = Axe().run(self.page, options={"resultTypes": ["violations"]} | options).response["violations"]
        broken = [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found]
        if names := self.page.evaluate(POINTS_TO_NOTHING):
            broken.append(("points to nothing", names))
        return broken

    def faults_on(self, *widths):
        """Return what is wrong on screens of these widths, in pixels, by day and by night.

        Of the night, colours alone are looked at: nothing else is another.
        """
        faults = []
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 900})
            for scheme, rules in (("light", {}), ("dark", OF_COLOUR)):
                self.page.emulate_media(color_scheme=scheme)
                faults += [(width, scheme, *fault) for fault in self.axe_violations(**rules)]
            if (sticks_out := self.overflow()) > 0:
                faults.append((width, "sticks out by", sticks_out))
        return faults

    def overflow(self):
        """Return how many pixels stick out sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    def _note(self, message):
        # A page that is rightly not found is said on the console too.
        is_the_page_itself = "404" in message.text and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not is_the_page_itself:
            self.complaints.append(message.text)

    def _weigh(self, response):
        sizes = response.request.sizes() if response.request.url.startswith("http") else {}
        self.fetched.append((response.url, sizes.get("responseBodySize", 0) + sizes.get("responseHeadersSize", 0)))


@pytest.fixture(scope="session")
def editors_keys(site, chromium):
    """What a browser keeps once an editor has come in: codes are not sent without end."""
    return _keys(site, chromium, "redaction@maillage.example", "/admin/")


@pytest.fixture(scope="session")
def partners_keys(site, chromium):
    """The same for somebody who answers for a library."""
    return _keys(site, chromium, PARTNER_EMAIL, "/mon-espace/")


def _keys(site, chromium, address, door):
    context = chromium.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(site.url + door)
    page.get_by_label("Votre adresse e-mail").fill(address)
    page.get_by_role("button", name="Recevoir le code").click()
    page.get_by_label("Le code reçu").wait_for()
    page.get_by_label("Le code reçu").fill(site.last_code())
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(f"**{door}**")
    keys = context.storage_state()
    context.close()
    return keys


@pytest.fixture
def open_reader(site, chromium):
    """Return a function that opens a page: open_reader(width=1280, scheme="light", **context options)."""
    contexts = []

    def open_one(width=1280, scheme="light", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR", **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Reader(context.new_page(), site)

    yield open_one
    for context in contexts:
        context.close()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_it_answers(url, server, log):
    deadline = time.monotonic() + 5 * 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=2).close()
            return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
    pytest.fail(f"The site did not start:\n{log.read_text()[-3000:]}")
