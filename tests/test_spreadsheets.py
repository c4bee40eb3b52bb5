"""What editors download for a spreadsheet opens in one, with its accents, its columns and its hours."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from . import factories
from .reviews import account, logged_in, propose, superuser

pytestmark = pytest.mark.django_db


def download(report, kind):
    answer = logged_in(superuser()).get(f"/admin/reports/{report}/", {"export": kind})
    return b"".join(answer.streaming_content)


@pytest.fixture
def noted():
    """A profile of which the history was written at 13:30 in Paris, in winter."""
    page = factories.partner("Café Part'âges ; l’été")
    page.save_revision(log_action=True)
    PageLogEntry.objects.update(timestamp=datetime(2026, 1, 15, 12, 30, 5, tzinfo=UTC))


def test_a_csv_file_opens_by_a_double_click_in_french(noted):
    data = download("site-history", "csv")

    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1] == "Café Part'âges ; l’été"
    assert "2026-01-15 13:30" in rows[1]
    assert {len(row) for row in rows} == {6}


def test_a_workbook_gives_the_hours_of_the_clock(noted):
    sheet = load_workbook(io.BytesIO(download("site-history", "xlsx"))).active

    assert datetime(2026, 1, 15, 13, 30, 5) in [cell.value for row in sheet for cell in row]


def test_a_title_under_review_is_not_taken_for_a_formula():
    """OWASP, CSV Injection: what the report writes in its own way is held to it too."""
    page = factories.partner("Hub-Lo")
    propose(page, account("Ana", "Rédaction"), title="=1+1")
    type(page).objects.filter(pk=page.pk).update(title="=1+1", draft_title="=1+1")

    rows = list(csv.reader(io.StringIO(download("workflow", "csv").decode("utf-8-sig")), delimiter=";"))

    assert "'=1+1" in rows[1]
