"""First texts for the plain pages that every public site owes its readers."""

import tomllib
from pathlib import Path

from django.db import transaction

from ..models import PlainPage

TEXTS = Path(__file__).parent / "pages.toml"


@transaction.atomic
def fill_empty_pages():
    """Write the first text of each plain page that is still empty. Return the titles of the pages filled."""
    filled = []
    for row in tomllib.loads(TEXTS.read_text(encoding="utf-8"))["pages"]:
        page = PlainPage.objects.filter(slug=row["slug"]).first()
        if page and not page.body and not page.latest_revision_id:
            page.title, page.summary = row["title"], row["summary"]
            page.body = [(block["type"], _value(block)) for block in row["body"]]
            page.save_revision().publish()
            filled.append(page.title)
    return filled


def _value(block):
    if block["type"] == "list":
        return {"items": [f"<p>{item}</p>" for item in block["items"]], "ordered": block.get("ordered", False)}
    return block["text"].strip()
