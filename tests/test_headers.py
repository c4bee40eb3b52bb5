"""What every answer carries, and what it never does."""

import pytest

from . import factories

pytestmark = pytest.mark.django_db

READING_PATH = ["/", "/retours/", "/themes/", "/territoires/", "/partenaires/", "/recherche/?q=ia", "/rien/", "/flux/"]


@pytest.mark.parametrize("address", READING_PATH)
def test_a_reader_gets_a_strict_policy_and_no_cookie(client, address):
    response = client.get(address)

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not response.cookies
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_editors_side_has_its_own_policy_and_is_never_stored(editor_client):
    response = editor_client.get("/admin/")

    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


def test_no_page_asks_anything_of_another_site(client):
    import re

    recap = factories.recap(
        body=[
            factories.session(
                ("video", {"url": "https://video.example/w", "title": "V", "duration": "", "picture": None})
            )
        ]
    )
    for address in [*READING_PATH, recap.url]:
        html = client.get(address).content.decode()
        loaded = re.findall(
            r'<(?:script|img|iframe|source|video|audio|embed|object)[^>]*\b(?:src|srcset|data)="([^"]+)', html
        )
        loaded += re.findall(r'<link rel="(?:stylesheet|icon|preload)"[^>]*href="([^"]+)', html)
        assert not [url for url in loaded if not url.startswith("/")], address


def test_a_form_without_its_proof_is_refused_with_a_way_out(db):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/compte/login/", {"login": "x@maillage.example"})

    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()


def test_an_address_beyond_measure_is_refused_in_french(client):
    response = client.get("/retours/?" + "&".join(f"theme={number}" for number in range(10_500)))

    assert response.status_code == 400
    assert "Le site n’a pas compris cette adresse" in response.content.decode()


def test_the_site_says_its_own_address_to_search_engines(client, settings):
    recap = factories.recap()

    assert f"<loc>{settings.WAGTAILADMIN_BASE_URL}{recap.url}</loc>" in client.get("/sitemap.xml").content.decode()
    assert (
        f'rel="canonical" href="{settings.WAGTAILADMIN_BASE_URL}{recap.url}"' in client.get(recap.url).content.decode()
    )


def test_a_failure_is_told_in_french(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("home.views.browse.Theme.objects", None)

    response = client.get("/themes/")

    assert response.status_code == 500
    assert "Vous n’avez rien fait de travers" in response.content.decode()
