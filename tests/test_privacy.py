"""What is not public shows nowhere: a draft, a private page, a page under a private one, an alias of one."""

import re
from datetime import date

import pytest

from blog.models import RecapIndexPage
from core.models import BasePage

from . import factories

pytestmark = pytest.mark.django_db

SECRET = "Réunion confidentielle"
ITS_FIGURE = re.compile(r"777\s777")
ITS_COMMITMENT = "Réunir 777 personnes."

EVERYWHERE = [
    "/",
    "/retours/",
    "/articles/",
    "/agenda/",
    "/agenda.ics",
    "/themes/",
    "/themes/secret/",
    "/territoires/",
    "/territoires/loiret/",
    "/territoires/centre-val-de-loire/",
    "/partenaires/",
    "/recherche/?q=confidentielle",
    "/chiffres/",
    "/engagements/",
    "/engagements.ics",
    "/plan-du-site/",
    "/flux/",
    "/flux/themes/secret/",
    "/flux/territoires/loiret/",
    "/sitemap.xml",
]


def plant_secret(**fields):
    hub = factories.partner("Hub-Lo")
    theme = factories.theme("Thème partagé", slug="secret")
    factories.article("Article public", themes=[theme], territories=["departement:45"], partners=[(hub, "spoke")])
    figure = factories.figure("777 777", subject="d’une réunion confidentielle")
    secret = factories.recap(
        SECRET,
        themes=[theme],
        territories=["departement:45"],
        partners=[(hub, "organised")],
        body=[factories.session(("key_figure", figure))],
        promised=[factories.commitment(ITS_COMMITMENT, partner=hub, due=date(2026, 1, 1))],
        **fields,
    )
    return secret, hub


def assert_seen_nowhere(client, secret, hub):
    neighbour = BasePage.objects.get(title="Article public")
    for address in [*EVERYWHERE, hub.url, neighbour.url]:
        html = client.get(address).content.decode()
        without_the_query = html.replace("confidentielle</h1>", "").replace('value="confidentielle"', "")
        assert SECRET not in html, address
        assert secret.slug not in html, address
        assert not ITS_FIGURE.search(html), address
        assert ITS_COMMITMENT not in html, address
        assert "2 publications" not in without_the_query, address


def test_a_draft_is_hidden_from_every_list(client):
    secret, hub = plant_secret(live=False)

    assert client.get(secret.url).status_code == 404
    assert_seen_nowhere(client, secret, hub)


def test_a_private_page_is_hidden_from_every_list(client):
    secret, hub = plant_secret()
    factories.make_private(secret)

    response = client.get(secret.url)

    assert response.status_code == 302
    assert "/compte/login/" in response.url
    assert_seen_nowhere(client, secret, hub)


def test_a_page_under_a_private_one_is_hidden_from_every_list(client):
    secret, hub = plant_secret()
    factories.make_private(RecapIndexPage.objects.get())

    assert client.get(secret.url).status_code == 302
    assert_seen_nowhere(client, secret, hub)


def test_an_alias_of_a_private_page_is_hidden_from_every_list(client):
    secret, hub = plant_secret()
    factories.make_private(secret)
    alias = secret.create_alias(update_slug="meme-reunion", parent=RecapIndexPage.objects.get())

    assert client.get(alias.url).status_code == 302
    assert_seen_nowhere(client, secret, hub)


def test_an_unpublished_page_leaves_every_list(client):
    secret, hub = plant_secret()
    assert SECRET in client.get("/retours/").content.decode()
    assert ITS_FIGURE.search(client.get("/chiffres/").content.decode())
    assert ITS_COMMITMENT in client.get("/engagements/").content.decode()

    secret.unpublish()

    assert_seen_nowhere(client, secret, hub)


def test_a_private_page_is_read_by_whoever_may(editor_client):
    secret, _hub = plant_secret()
    factories.make_private(secret)

    assert SECRET in editor_client.get(secret.url).content.decode()


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), factories.make_private], ids=["draft", "private"])
def test_a_partner_that_not_everyone_may_read_is_named_nowhere(client, hide):
    hidden = factories.partner("Structure discrète")
    child = factories.partner("Antenne", parent_partner=hidden)
    ines = factories.person("Inès Lacroix", organisation=hidden)
    body = [factories.session(speakers=[factories.speaker(person=ines, role="médiatrice")])]
    recap = factories.recap(partners=[(hidden, "organised")], publisher=hidden, body=body)
    hide(hidden)

    for address in [recap.url, child.url, "/partenaires/", "/", "/recherche/?q=discrète", "/plan-du-site/"]:
        html = client.get(address).content.decode().replace("discrète</h1>", "")
        assert "Structure discrète" not in html, address
    assert "<b>Inès Lacroix</b>" in client.get(recap.url).content.decode()
