"""Every advisory that Wagtail published since 2020: a test where one could reach our views, and why not elsewhere."""

import csv
import hashlib
import inspect
import io
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook
from PIL import Image
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import PageViewRestriction

from core.models import BasePage, Document
from core.search import MAX_QUERY_WORDS, query_stems
from partners.space.writing import rich

from . import factories, matrix
from .reviews import account, logged_in, superuser
from .test_rights import SECRET, client_of
from .test_uploads import upload

pytestmark = pytest.mark.django_db

# What keeps an advisory away, each held by a test below.
PARTNERS_OUT = "needs the editors' side, where partners, the people we know least, do not exist"
NO_PASSWORD = "needs a page or a document with a password of its own: none can have one"
NO_FORMS = "needs wagtailforms, which is not installed"
NO_SETTINGS = "needs settings or model screens with rights per field: there are none"
NO_MODELADMIN = "needs ModelAdmin, which Wagtail 8 does not have"
NO_TRANSLATION = "needs simple_translation, which is not installed"
NO_TABLE = "needs Wagtail's TableBlock, which no page uses"
NO_API = "needs a public API: the site has none"
NO_DYNAMIC_URL = "needs the view of picture sizes by signed address: it has no address"
HERE = "tested here"

ADVISORIES = {
    "CVE-2020-11001": HERE,
    "CVE-2020-11037": NO_PASSWORD,
    "CVE-2020-15118": NO_FORMS,
    "CVE-2021-29434": HERE,
    "CVE-2021-32681": HERE,
    "CVE-2022-21683": PARTNERS_OUT,
    "CVE-2023-28836": NO_MODELADMIN,
    "CVE-2023-28837": HERE,
    "CVE-2023-45809": PARTNERS_OUT,
    "CVE-2024-32882": NO_SETTINGS,
    "CVE-2024-35228": NO_SETTINGS,
    "CVE-2024-39317": HERE,
    "CVE-2026-25517": HERE,
    "CVE-2026-28222": NO_TABLE,
    "CVE-2026-28223": NO_TRANSLATION,
    "CVE-2026-44197": HERE,
    "CVE-2026-44198": HERE,
    "CVE-2026-44199": NO_FORMS,
    "CVE-2026-44200": HERE,
    "CVE-2026-44201": NO_API,
    "CVE-2026-54259": PARTNERS_OUT,
    "CVE-2026-54260": HERE,
    "CVE-2026-54261": PARTNERS_OUT,
    "CVE-2026-54262": NO_TRANSLATION,
    "CVE-2026-54263": NO_DYNAMIC_URL,
    "GHSA-3vrh-m9w7-v94f": HERE,
    "GHSA-92hv-j533-69wc": HERE,
    "GHSA-c2xx-cjmh-9q8f": NO_API,
    "GHSA-x5cx-w6p2-mxf2": PARTNERS_OUT,
    "GHSA-jm5p-837g-rv8g": NO_TRANSLATION,
}
ATTACK = "<script>alert(1)</script>"


def test_each_advisory_has_a_test_or_a_reason():
    tests = "".join(inspect.getdoc(value) or "" for name, value in globals().items() if name.startswith("test_"))

    assert len(ADVISORIES) == 30
    assert {name for name, why in ADVISORIES.items() if why == HERE} == set(re.findall(r"(?:CVE|GHSA)-[\w-]+", tests))


def test_what_the_reasons_rest_on_holds():
    routes = {route for route, _about, _method in matrix.expected()}

    for app in ("wagtail.contrib.forms", "wagtail.contrib.settings", "wagtail.contrib.simple_translation"):
        assert not apps.is_installed(app), app
    assert not apps.is_installed("wagtail.api.v2")
    assert not apps.is_installed("wagtail.contrib.modeladmin")
    assert not any("api/" in route for route in routes if not route.startswith("admin/"))
    assert settings.WAGTAIL_PRIVATE_PAGE_OPTIONS == {"SHARED_PASSWORD": False}
    with pytest.raises(NoReverseMatch):
        reverse("wagtailimages_serve", args=["x", 1, "width-80"])
    blocks = "".join(path.read_text() for app in ("blog", "site/core", "home", "partners") for path in sources(app))
    assert "table_block" not in blocks


def sources(folder):
    return (Path(settings.PROJECT_DIR) / folder).rglob("*.py")


def test_a_page_with_a_password_does_not_ask_for_it(client):
    page = factories.recap("Une journée")
    restriction = PageViewRestriction.objects.create(
        page=BasePage.objects.get(pk=page.pk), restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])

    assert client.post(address, {"password": "secret", "return_url": "/"}).status_code == 404


def test_a_comparison_shows_what_was_typed_as_text():
    """CVE-2020-11001."""
    page = factories.recap("Une journée")
    page.summary = f"On a débattu. {ATTACK}"
    page.save_revision()

    html = logged_in(account("Leo", "Relecture")).get(compare_of(page)).content.decode()

    assert "&lt;script&gt;alert(1)" in html
    assert ATTACK not in html


def compare_of(page):
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)"])
def test_a_link_that_runs_leads_nowhere(address):
    """CVE-2021-29434: in what is stored, and in what a partner types."""
    link = {"offset": 0, "length": 3, "key": 0}
    block = {"key": "a", "type": "unstyled", "depth": 0, "text": "Ici", "inlineStyleRanges": [], "entityRanges": [link]}
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    typed = json.dumps({"blocks": [block], "entityMap": {"0": entity}})

    assert "script:" not in ContentstateConverter(features=["link"]).to_database_format(typed)
    assert "<a " not in rich(f"[Ici]({address})")


def test_a_link_that_looks_like_a_page_of_ours_leads_to_no_other_site():
    assert "evil" not in rich("[Ici](//evil.example)")
    assert 'href="/retours/"' in rich("[Ici](/retours/)")


def test_blocks_show_what_was_typed_as_text(client):
    """CVE-2021-32681."""
    page = factories.recap(
        ATTACK,
        body=[factories.session(("paragraph", "<p>On débat.</p>"), factories.quote(ATTACK), heading=ATTACK)],
        summary=ATTACK,
    )

    html = client.get(page.url).content.decode()

    assert ATTACK not in html
    assert "&lt;script&gt;" in html


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read():
    """CVE-2023-28837."""
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")

    form, photo = upload(out.getvalue(), "bombe.png")

    assert photo is None
    assert form.errors["file"]


@pytest.mark.parametrize("typed", ['"' * 2_000, "a:" * 1_000, 'a:"' * 700, "a:'b' " * 300])
def test_no_query_keeps_the_search_busy(typed, client):
    """CVE-2024-39317: what is typed is cut before anything reads it."""
    assert len(query_stems(typed)) <= MAX_QUERY_WORDS
    assert client.get("/recherche/", {"q": typed}).status_code == 200


ADMIN = [
    pytest.param("wagtailadmin_pages:view_draft", [], id="CVE-2026-25517"),
    pytest.param("wagtailadmin_pages:preview_on_edit", [], id="CVE-2026-25517, while editing"),
    pytest.param("wagtailadmin_pages:revisions_compare", ["earliest", "latest"], id="CVE-2026-44197"),
    pytest.param("wagtailadmin_pages:history", [], id="CVE-2026-44198"),
    pytest.param("wagtailadmin_pages:copy", [], id="CVE-2026-44200"),
]


@pytest.mark.parametrize(("view", "more"), ADMIN)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_editor_of_something_else_neither_sees_nor_copies_a_draft(method, view, more):
    """CVE-2026-25517, CVE-2026-44197, CVE-2026-44198, CVE-2026-44200."""
    page = factories.recap(f"Récit {SECRET}", live=False)
    page.save_revision()
    form = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": page.get_parent().pk}

    answer = getattr(client_of("articles alone"), method)(reverse(view, args=[page.pk, *more]), form)

    assert answer.status_code in (302, 403, 404, 405)
    assert SECRET not in answer.content.decode()
    assert not BasePage.objects.filter(slug="copie").exists()


@pytest.mark.parametrize("size", ["scale-100000", "width-80|format-webp", "width-80|jpegquality-100|bgcolor-fff"])
def test_only_the_sizes_that_are_offered_are_made_for_a_look(size, editor_client):
    """CVE-2026-54260."""
    photo = factories.picture()["image"]

    assert editor_client.get(reverse("wagtailimages:preview", args=[photo.pk, size])).status_code == 400
    assert not photo.renditions.exists()


def test_the_data_of_a_page_are_for_those_who_may_read_it():
    """GHSA-3vrh-m9w7-v94f."""
    page = factories.recap("Récit", live=False, summary=SECRET)
    page.save_revision()

    address = reverse("wagtailadmin_api:pages:detail", args=[page.pk])
    answer = client_of("articles alone").get(address, {"fields": "*"})

    assert SECRET not in answer.content.decode()


def test_a_document_is_not_known_by_its_content(client):
    """GHSA-92hv-j533-69wc."""
    document = Document.objects.create(title="Horaires", file=ContentFile(b"De 9 h", name="horaires.txt"))

    answer = client.get(document.url)

    assert answer.getvalue() == b"De 9 h"
    assert hashlib.sha1(b"De 9 h").hexdigest() not in str(answer.headers)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("title", ['=HYPERLINK("https://evil.example")', "@SUM(1)", "+1", "-1"])
def test_no_export_holds_a_formula(kind, title):
    """OWASP, CSV Injection: titles come from partners."""
    page = factories.partner("Hub-Lo")
    page.title = page.draft_title = title
    page.save()
    page.save_revision(log_action=True)

    answer = logged_in(superuser()).get("/admin/reports/site-history/", {"export": kind})
    data = b"".join(answer.streaming_content)

    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";") for cell in row]
        assert f"'{title}" in cells
        assert title not in cells
    else:
        cells = [cell for row in load_workbook(io.BytesIO(data)).active for cell in row]
        assert {cell.data_type for cell in cells if cell.value == title} == {"s"}
