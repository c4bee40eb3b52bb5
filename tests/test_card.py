"""A profile serves its owner elsewhere: a card to frame, data to fetch, nothing that follows readers."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    page = factories.partner("Le Part'âges </script>", kind="place", summary="Un centre social.", city="Blois")
    factories.recap("Une journée à L'Haÿ-les-Roses", partners=[(page, "hosted")])
    return page


def test_any_site_may_frame_the_card_and_no_other_page(client, partner):
    answer = client.get(f"/partenaires/{partner.slug}/carte/")

    html = answer.content.decode()
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert "Un centre social." in html
    assert "L’Haÿ-les-Roses" in html
    assert "<script" not in html
    assert not answer.cookies
    page = client.get(partner.url)
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_card_says_what_was_heard_not_what_is_only_announced(client, partner):
    tomorrow = timezone.localdate() + timedelta(days=1)
    factories.event("Le café du quai", date=tomorrow, partners=[(partner, "hosted")])

    html = client.get(f"/partenaires/{partner.slug}/carte/").content.decode()

    assert "L’Haÿ-les-Roses" in html
    assert "Le café du quai" not in html


def test_the_data_say_the_same_to_machines(client, partner):
    answer = client.get(f"/partenaires/{partner.slug}/fiche.json")

    told = json.loads(answer.content)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert told["mainEntity"]["name"] == "Le Part'âges </script>"
    assert told["subjectOf"][0]["headline"] == "Une journée à L'Haÿ-les-Roses"


def test_what_is_not_for_everybody_has_no_card(client, partner):
    draft = factories.partner("Brouillon", live=False)
    factories.make_private(partner)

    for slug in (draft.slug, partner.slug, "personne"):
        for name in ("carte/", "fiche.json"):
            assert client.get(f"/partenaires/{slug}/{name}").status_code == 404


def test_card_and_data_ask_little(client, partner, django_assert_max_num_queries):
    for name in ("carte/", "fiche.json"):
        with django_assert_max_num_queries(12):
            client.get(f"/partenaires/{partner.slug}/{name}")
