"""Every page of the reading path costs at most twelve queries, with ten pages behind it or a thousand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.models import EventPage

from . import factories

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    statements = [query["sql"] for query in captured if query["sql"] not in ("BEGIN", "BEGIN IMMEDIATE", "COMMIT")]
    return len(statements)


@pytest.fixture
def full_shelf(db):
    """One page of every type, holding all that it can hold."""
    themes = [factories.theme(f"Thème {i}", slug=f"theme-{i}") for i in range(6)]
    territories = [factories.territory(code) for code in ("departement:45", "departement:18", "region:53", "pays:FR")]
    partners = [factories.partner(f"Structure {i}") for i in range(4)]
    people = [factories.person(f"Personne {i}", organisation=partner) for i, partner in enumerate(partners)]
    figures = [factories.figure(str(i)) for i in range(3)]
    sessions = [
        factories.session(
            *[("key_figure", figure) for figure in figures],
            factories.quote("Bien dit.", person=people[i]),
            factories.questions("Pourquoi ?", "Comment ?"),
            heading=f"Séquence {i}",
            speakers=[factories.speaker(person=person, role="médiatrice") for person in people],
        )
        for i in range(4)
    ]
    recap = factories.recap(
        "Le récit complet",
        slug="complet",
        body=sessions,
        themes=themes,
        territories=territories,
        partners=[(partner, role) for partner in partners for role in ("organised", "spoke")],
        publisher=partners[0],
        series=factories.series(),
        in_brief=[("sentence", "Une phrase.")],
        thanks="Merci !",
        promised=[factories.commitment(partner=partner, due=date(2026, 1, 1)) for partner in partners],
    )
    factories.article(
        "L'article complet",
        slug="complet",
        body=sessions[0][1]["body"],
        themes=themes,
        partners=[(partners[0], "mentioned")],
    )
    factories.event(
        "L'événement complet",
        slug="complet",
        date=date(2030, 5, 1),
        themes=themes,
        territories=territories,
        partners=[(partner, role) for partner in partners for role in ("organised", "hosted")],
        series=recap.series,
        programme=[
            factories.programme_item(
                speakers=[factories.speaker(person=person, role="médiatrice") for person in people]
            )
            for _number in range(3)
        ],
    )
    recap.event = EventPage.objects.get()
    recap.save_revision().publish()
    return themes, territories, recap


ADDRESSES = [
    "/",
    "/retours/",
    "/retours/?theme=theme-1&territoire=centre-val-de-loire&annee=2024",
    "/retours/complet/",
    "/articles/",
    "/articles/complet/",
    "/agenda/",
    "/agenda/?theme=theme-1&territoire=bretagne",
    "/agenda/complet/",
    "/agenda.ics",
    "/agenda/complet/evenement.ics",
    "/themes/",
    "/themes/theme-1/",
    "/themes/theme-1/?type=recap&territoire=bretagne",
    "/territoires/",
    "/territoires/loiret/",
    "/territoires/centre-val-de-loire/",
    "/partenaires/",
    "/partenaires/structure-1/",
    "/recherche/?q=rencontre",
    "/recherche/?q=rien-de-tel",
    "/chiffres/",
    "/engagements/",
    "/engagements/?etat=silent&structure=structure-1",
    "/engagements.ics",
    "/plan-du-site/",
    "/a-propos/",
]


def test_twelve_queries_at_most_and_no_more_with_a_thousand_pages(client, full_shelf):
    themes, territories, _recap = full_shelf
    factories.many_recaps(10, themes, territories)
    factories.many_events(10, themes, territories, date(2026, 1, 1))
    for address in ADDRESSES:
        client.get(address)
    with_ten = {address: queries(client, address) for address in ADDRESSES}

    factories.many_recaps(990, themes, territories)
    factories.many_events(490, themes, territories, date(2026, 1, 1))
    with_a_thousand = {address: queries(client, address) for address in ADDRESSES}

    assert {address: n for address, n in with_ten.items() if n > MOST_QUERIES} == {}
    assert {address: (with_ten[address], n) for address, n in with_a_thousand.items() if n > with_ten[address]} == {}


def test_a_recap_that_holds_every_sort_of_block_keeps_within_twelve(client, full_shelf):
    from django.core.files.base import ContentFile

    from core.models import Document, Photo
    from home.demo.drawings import draw

    def picture(name):
        photo = Photo.objects.create(title=name, file=ContentFile(draw("cafe"), name=f"{name}.png"))
        photo.contextual_alt_text, photo.decorative = f"Dessin {name}", False
        return {"image": photo, "caption": ""}

    document = Document.objects.create(title="Notes", file=ContentFile(b"notes", name="notes.txt"), file_size=5)
    body = [
        ("picture", picture("a")),
        ("gallery", {"pictures": [picture("b"), picture("c")]}),
        ("file", {"document": document, "note": ""}),
        ("video", {"url": "https://v.example/", "title": "V", "duration": "", "picture": picture("d")["image"]}),
        ("key_figure", factories.figure("9")),
        factories.quote("Bien dit.", person=factories.person("Une autre")),
    ]
    recap = full_shelf[2]
    recap.body = [factories.session(*body, speakers=[factories.speaker(person=factories.person("Encore une"))])]
    recap.save_revision().publish()

    html = client.get(recap.url).content.decode()

    assert all(f'alt="Dessin {name}"' in html for name in "abcd")
    assert queries(client, recap.url) <= MOST_QUERIES


def test_a_reader_never_takes_the_write_lock(client, full_shelf):
    client.get("/retours/complet/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/retours/complet/")

    assert not [
        query["sql"] for query in captured if query["sql"].startswith(("BEGIN", "SAVEPOINT", "INSERT", "UPDATE"))
    ]
