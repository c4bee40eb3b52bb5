"""Browsing by theme, territory, partner and time."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import PageTheme, Territory, Theme

from . import factories

pytestmark = pytest.mark.django_db


def titles(html):
    return [title for title in ("Orléans", "Bourges", "Rennes", "Un article") if f"{title}</a></h3>" in html]


@pytest.fixture
def shelf(db):
    ia, reuse = factories.theme("IA", slug="ia"), factories.theme("Réemploi", slug="reemploi")
    factories.recap("Orléans", themes=[ia, reuse], territories=["departement:45"], date=date(2024, 4, 9))
    factories.recap("Bourges", themes=[ia], territories=["departement:18", "region:24"], date=date(2025, 4, 9))
    factories.recap("Rennes", themes=[reuse], territories=["region:53"], date=date(2025, 6, 1))
    factories.article("Un article", themes=[ia], territories=["pays:FR"], date=date(2026, 1, 5))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/themes/ia/", ["Orléans", "Bourges", "Un article"]),
        ("/themes/ia/?type=recap", ["Orléans", "Bourges"]),
        ("/themes/ia/?territoire=centre-val-de-loire", ["Orléans", "Bourges"]),
        ("/themes/ia/?territoire=loiret", ["Orléans"]),
        ("/themes/ia/?annee=2024&annee=2026", ["Orléans", "Un article"]),
        ("/themes/ia/?annee=2024&type=article", []),
        ("/retours/", ["Orléans", "Bourges", "Rennes"]),
        ("/retours/?theme=reemploi", ["Orléans", "Rennes"]),
        ("/retours/?theme=reemploi&theme=ia&annee=2025", ["Bourges", "Rennes"]),
        ("/territoires/centre-val-de-loire/", ["Orléans", "Bourges"]),
        ("/territoires/loiret/", ["Orléans"]),
        ("/territoires/france-entiere/", ["Un article"]),
    ],
)
def test_filters_add_up_within_a_facet_and_cut_across_facets(client, shelf, address, found):
    assert titles(client.get(address).content.decode()) == found


def test_each_facet_counts_what_the_others_leave(client, shelf):
    html = client.get("/themes/ia/?type=recap").content.decode()

    assert '<span>Articles</span><span class="n">1</span>' in html
    assert '<span>2025</span><span class="n">1</span>' in html
    assert '<span>Centre-Val de Loire</span><span class="n">2</span>' in html


def test_a_filter_in_use_can_be_taken_off(client, shelf):
    html = client.get("/retours/?theme=ia&annee=2024&page=1").content.decode()

    assert 'href="?theme=ia"' in html
    assert 'href="?annee=2024"' in html


def test_newest_comes_first_and_undated_last(client, db):
    factories.recap("Ancien", date=date(2020, 1, 1))
    factories.recap("Sans date", date=None, date_as_told="9 avril")
    factories.recap("Récent", date=date(2026, 1, 1))

    html = client.get("/retours/").content.decode()

    assert html.index("Récent</a>") < html.index("Ancien</a>") < html.index("Sans date</a>")


def test_a_theme_merged_into_another_leads_to_it_with_its_pages(client):
    old, new = factories.theme("Robots", slug="robots"), factories.theme("IA", slug="ia")
    both = factories.article("Les deux", themes=[old, new])
    only = factories.article("Un seul", themes=[old])

    old.merged_into = new
    old.save()

    assert client.get("/themes/robots/").headers["Location"] == "/themes/ia/"
    assert set(PageTheme.objects.values_list("page__title", "theme__slug")) == {(both.title, "ia"), (only.title, "ia")}
    assert "Robots" not in client.get("/themes/").content.decode()


def test_a_draft_older_than_a_merger_follows_it_when_published(client):
    old, new = factories.theme("Robots", slug="robots"), factories.theme("IA", slug="ia")
    page = factories.article("Brouillon", themes=[old, new], live=False)
    revision = page.save_revision()
    old.merged_into = new
    old.save()

    revision.publish()

    assert [link.theme for link in PageTheme.objects.filter(page=page)] == [new]


def test_all_of_france_is_there_with_codes_that_keep_their_zeros():
    assert Territory.objects.filter(level="region").count() == 18
    assert Territory.objects.filter(level="departement").count() == 101
    assert Territory.objects.get(level="departement", code="01").name == "Ain"
    assert Territory.objects.get(level="region", code="01").name == "Guadeloupe"
    assert Territory.objects.get(level="departement", code="2A").parent.name == "Corse"


def test_neighbours_are_neighbours_both_ways():
    pairs = set(Territory.neighbours.through.objects.values_list("from_territory", "to_territory"))

    assert pairs
    assert all((there, here) in pairs for here, there in pairs)


def test_overseas_regions_and_departments_have_different_addresses(client):
    assert "La Réunion" in client.get("/territoires/la-reunion/").content.decode()
    assert "La Réunion" in client.get("/territoires/la-reunion-974/").content.decode()


def test_a_theme_in_use_cannot_be_deleted():
    theme = factories.theme()
    factories.article(themes=[theme])

    with pytest.raises(Exception, match="protected"):
        theme.delete()
    assert Theme.objects.filter(pk=theme.pk).exists()


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "1e9", "9" * 30, "²"])
@pytest.mark.parametrize("address", ["/retours/", "/articles/", "/chiffres/", "/plan-du-site/", "/themes/ia/"])
def test_a_junk_page_number_is_not_found(client, shelf, address, page):
    assert client.get(address, {"page": page}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/themes/rien/", "/territoires/rien/", "/retours/rien/", "/partenaires/rien/", "/%00/", "/retours/%00/"]
)
def test_what_does_not_exist_is_not_found_and_helps(client, db, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "Voir tout le site" in response.content.decode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["theme", "territoire", "annee", "type", "page", "q"]),
        st.lists(st.text(max_size=20), max_size=3),
    )
)
@pytest.mark.parametrize("address", ["/retours/", "/recherche/", "/territoires/loiret/", "/partenaires/"])
def test_no_address_breaks_the_site(client, shelf, address, params):
    assert client.get(address, params).status_code in (200, 404)


def test_an_address_that_changes_leads_to_the_new_one(client, django_capture_on_commit_callbacks):
    recap = factories.recap("Orléans", slug="avant")
    recap.slug = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        recap.save_revision().publish()

    response = client.get("/retours/avant/")

    assert response.status_code == 301
    assert response.headers["Location"] == "/retours/apres/"


def test_the_feed_of_a_merged_theme_leads_to_the_other(client):
    new = factories.theme("IA", slug="ia")
    factories.theme("Robots", slug="robots", merged_into=new)

    assert client.get("/flux/themes/robots/").headers["Location"] == "/flux/themes/ia/"


def test_a_page_on_a_region_and_its_department_counts_once_on_the_map(client):
    factories.recap("Orléans", territories=["region:24", "departement:45"])

    assert "Centre-Val de Loire\u202f: </span>1<" in client.get("/territoires/").content.decode()


def test_a_theme_renamed_is_found_by_its_new_name(client):
    theme = factories.theme("Robots", slug="robots")
    factories.article("Un débat", themes=[theme])
    theme.name = "Automates"
    theme.save()

    assert "Un débat</a>" in client.get("/recherche/?q=automate").content.decode()


def test_ile_de_france_stands_among_the_i(client, db):
    plan = BeautifulSoup(client.get("/plan-du-site/").content, "html.parser")
    around = BeautifulSoup(client.get("/territoires/centre-val-de-loire/").content, "html.parser")

    for page in (plan, around):
        names = [link.text for link in page.select("main a[href^='/territoires/']")]
        assert names.index("Bourgogne-Franche-Comté") < names.index("Île-de-France") < names.index("Normandie")
