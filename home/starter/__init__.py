"""What a new site starts with: its address, its index, first texts for its plain pages."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from core.models import BasePage, Territory

from ..models import PlainPage

TEXTS = Path(__file__).parent / "pages.toml"


def settle_address():
    """Make the site say of itself the address that the settings give, in its plan for search engines and feeds."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port):
        site.hostname, site.port = address.hostname, port
        site.save()


def index_what_migrations_made():
    """Let territories and the first pages be found: migrations write rows without telling the search index."""
    backend = get_search_backend()
    backend.add_bulk(Territory, list(Territory.objects.all()))
    for page in BasePage.objects.filter(depth__gt=1).specific():
        backend.add(page)


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
