"""Who may open which screen that editors were given beside Wagtail's own: the whole matrix, as data."""

import re
import uuid

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from blog.models import ArticleIndexPage, RecapImport
from core.models import BasePage, SignedLink

from . import factories
from .reviews import account, logged_in, superuser

pytestmark = pytest.mark.django_db

SECRET = "Projet Zéphyr"
"""Stands in every title and text that somebody without rights must not read."""

# Whoever writes articles alone has the admin, and nothing of recaps, events or partners.
ROLES = ("anonymous", "without a role", "articles alone", "Rédaction", "Relecture", "superuser")
WRITERS = {"Rédaction", "superuser"}
READERS_OF_PAGES = {"Rédaction", "Relecture", "superuser"}
EVERYBODY_WHO_EDITS = READERS_OF_PAGES | {"articles alone"}
NOBODY_ELSE = {"superuser"}

# That no address is forgotten is for tests/test_matrix.py to say; what is sent and stored is looked at here.
# (view, what its address is about) -> (who gets an answer to GET and HEAD, who may POST).
MATRIX = {
    ("draft_links", "draft"): (READERS_OF_PAGES, READERS_OF_PAGES),
    ("passage_reviews", "draft"): (READERS_OF_PAGES, READERS_OF_PAGES),
    ("proofread", "draft"): (READERS_OF_PAGES, READERS_OF_PAGES),
    ("unlinked_count", "draft"): (READERS_OF_PAGES, set()),
    ("write_recap", "event"): (set(), READERS_OF_PAGES),
    ("unlinked_mentions", ""): (EVERYBODY_WHO_EDITS, set()),
    ("commitments_report", ""): (EVERYBODY_WHO_EDITS, set()),
    ("lookalikes", ""): (EVERYBODY_WHO_EDITS, set()),
    ("profiles_by_age", ""): (EVERYBODY_WHO_EDITS, set()),
    # Without a request of a partner that one may edit, there is nothing to decide: 404.
    ("handovers", ""): (EVERYBODY_WHO_EDITS, set()),
    ("recap_import:bring", ""): (READERS_OF_PAGES, READERS_OF_PAGES),
    # An import is its editor's own, and a superuser's.
    ("recap_import:review", "import"): (NOBODY_ELSE, NOBODY_ELSE),
    ("recap_import:again", "import"): (NOBODY_ELSE, NOBODY_ELSE),
    ("recap_import:discard", "import"): (set(), NOBODY_ELSE),
    ("recap_import:picture", "import"): (NOBODY_ELSE, set()),
    ("partner_people", "partner"): (READERS_OF_PAGES, READERS_OF_PAGES),
    ("join_requests", ""): (READERS_OF_PAGES, READERS_OF_PAGES),
}


@pytest.fixture
def targets():
    partner = factories.partner(f"Fiche {SECRET}", live=False)
    draft = factories.recap(
        f"Récit {SECRET}",
        live=False,
        body=[
            factories.session(
                ("paragraph", f"<p>Avec Fiche {SECRET}.</p>"), speakers=[factories.speaker(free_name="Ali Benali")]
            )
        ],
    )
    draft.save_revision()
    event = factories.event(f"Rendez-vous {SECRET}", date=factories.date(2026, 1, 9))
    owner = account("Ophelie", "Rédaction")
    row = RecapImport(user=owner, text=SECRET)
    file = default_storage.save(f"{row.folder}/1-image.png", ContentFile(SECRET.encode()))
    picture = {"file": file, "name": SECRET, "alt": ""}
    row.document = {
        "blocks": [
            {"kind": "paragraph", "text": f"Récit {SECRET}", "items": [], "picture": None},
            {"kind": "image", "text": "", "items": [], "picture": picture},
        ],
        "explicit": False, "meta": {}, "warnings": [],
    }  # fmt: skip
    row.save()
    return {"draft": draft, "event": event, "import": row, "partner": partner}


def client_of(role):
    if role == "anonymous":
        return Client()
    if role == "superuser":
        return logged_in(superuser())
    if role == "articles alone":
        group = Group.objects.create(name="Articles")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for action in ("add", "change"):
            GroupPagePermission.objects.create(
                group=group, page=BasePage.objects.get(pk=ArticleIndexPage.objects.get().pk),
                permission=Permission.objects.get(codename=f"{action}_basepage"),
            )  # fmt: skip
        return logged_in(account("Arthur", "Articles"))
    return logged_in(account("Nora", *[] if role == "without a role" else [role]))


def address(view, about, targets):
    args = [targets[about].pk] if about else []
    return reverse(view, args=[*args, 0] if view == "recap_import:picture" else args)


def is_let_in(response):
    """Refused means: sent to log in, led back to the admin's home, 404, or a method that does not exist."""
    if response.status_code == 302:
        return not re.match(r"(https?://[^/]+)?(/compte/login/|/admin/$)", response.headers["Location"])
    return response.status_code == 200


def everything_stored():
    return {
        "pages": sorted(BasePage.objects.values_list("pk", "latest_revision", "live")),
        "imports": list(RecapImport.objects.values_list("pk", "draft")),
        "links": list(SignedLink.objects.values_list("pk", "revoked_at")),
    }


def said(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


@pytest.mark.parametrize("role", ROLES)
def test_each_screen_answers_those_it_is_for_and_tells_nothing_to_the_others(role, targets):
    client = client_of(role)

    for (view, about), (readers, writers) in MATRIX.items():
        url = address(view, about, targets)
        for method in ("get", "head"):
            response = getattr(client, method)(url)
            text = said(response)
            assert is_let_in(response) == (role in readers), (view, method, response.status_code)
            assert role in readers or SECRET not in text, (view, method)
        if role not in writers:
            before = everything_stored()
            form = {
                "label": "x",
                "days": "3",
                "key": "name-ali benali",
                "action": "copy",
                "text": "Un texte",
                "title": "T",
            }
            response = client.post(url, form)
            assert not is_let_in(response) or response.status_code == 405, (view, "post", response.status_code)
            assert role in readers or SECRET not in said(response), (view, "post")
            assert everything_stored() == before, (view, "post")
        elif view != "recap_import:discard":
            assert is_let_in(client.post(url, {})), (view, "post")


@pytest.mark.parametrize("role", ["Rédaction", "Relecture", "superuser", "articles alone"])
def test_looking_writes_nothing(role, targets):
    client = client_of(role)
    client.get(reverse("wagtailadmin_home"))

    for (view, about), (readers, _writers) in MATRIX.items():
        url = address(view, about, targets)
        for method in ("get", "head"):
            if role not in readers:
                continue
            with CaptureQueriesContext(connection) as captured:
                said(getattr(client, method)(url))
            writes = [
                query["sql"] for query in captured if re.match(r"\s*(INSERT|UPDATE|DELETE|REPLACE)", query["sql"])
            ]
            assert writes == [], (view, method)


@pytest.mark.parametrize("role", ["anonymous", "articles alone", "superuser"])
def test_what_does_not_exist_is_not_found_and_breaks_nothing(role, targets):
    client = client_of(role)

    for view, about in MATRIX:
        if about:
            args = [uuid.uuid4()] if about == "import" else [987654]
            url = reverse(view, args=[*args, 7] if view == "recap_import:picture" else args)
            assert {client.get(url).status_code, client.post(url, {}).status_code} <= {302, 403, 404, 405}, view


@pytest.mark.parametrize("headers", [{}, {"x-requested-with": "XMLHttpRequest"}])
def test_what_is_for_others_does_not_exist_and_the_way_back_is_shown(headers):
    answer = logged_in(account("Nora", "Rédaction")).get("/admin/groups/", headers=headers)

    assert answer.status_code == 404
    assert "elle n’est pas pour votre compte" in answer.content.decode()
    assert "Revenir à la rédaction" in answer.content.decode()
