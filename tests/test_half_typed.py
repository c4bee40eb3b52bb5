"""What a partner types by halves: kept in its space, said beside the field, and never a link before it is whole."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.drafts import DRAFT
from core.models import BasePage, SignedLink
from core.models.reviewing import Unfinished
from core.reviewing import amend
from core.web import validate_web_address
from partners.models import PartnerPage

from . import factories
from .keeping import fresh, member
from .reviews import account, edit_url, logged_in, task_state
from .test_space import form_of, send, version_in

pytestmark = pytest.mark.django_db

HALVES = {
    "postal_code": "450",
    "siret": "123",
    "rna": "W4",
    "email": "ana@",
    "website": "javascript:alert(1)",
    "accessibility_url": "https://",
    "projects-TOTAL_FORMS": 1,
    "projects-0-name": "Le grand tri",
    "projects-0-url": "ftp://tri.example",
    "networks-TOTAL_FORMS": 1,
    "networks-0-name": "Mastodon",
    "networks-0-url": "JavaScript:alert(2)",
}
LABELS = {"Code postal", "Fiche Acceslibre", "Adresse e-mail", "Site web", "SIRET", "Numéro RNA", "Lien", "Adresse"}


@pytest.fixture
def partner():
    page = factories.partner("Hub-Lo", kind="hub", summary="Le hub du Centre-Val de Loire.")
    page.save_revision().publish()
    return fresh(page)


@pytest.fixture
def client(partner):
    return logged_in(member(partner).user)


def drafted(partner):
    return fresh(partner).get_latest_revision_as_object()


def box(html, name):
    """Return what is in a field of the form, and what is said of it."""
    found = BeautifulSoup(html, "html.parser").select_one(f"[name='{name}']")
    return found.get("value"), found.find_parent(class_="field").get_text(" ", strip=True)


def links(html):
    return {link.get("href", "") for link in BeautifulSoup(html, "html.parser").select("main a")}


def test_half_an_address_is_kept_as_it_was_typed_and_what_is_wrong_is_said_beside_it(client, partner):
    assert send(client, partner, **HALVES).status_code == 302

    html = client.get(reverse("space_profile", args=[partner.pk])).content.decode()
    for name, sentence in (
        ("siret", "compte 14 chiffres"),
        ("email", "est incomplète"),
        ("website", "commence par https://"),
        ("accessibility_url", "est incomplète"),
        ("projects-0-url", "commence par https://"),
        ("networks-0-url", "commence par https://"),
    ):
        value, said = box(html, name)
        assert value == HALVES[name]
        assert "À corriger avant l’envoi." in said
        assert sentence in said
    assert "À corriger" not in box(html, "city")[1]


def test_half_an_address_is_not_sent(client, partner):
    refused = send(client, partner, action="send", **HALVES)

    page = BeautifulSoup(refused.content, "html.parser")
    assert {link.get_text() for link in page.select("[role=alert] a")} == LABELS
    assert box(refused.content.decode(), "website")[0] == HALVES["website"]
    assert fresh(partner).current_workflow_state is None


def test_half_an_address_is_shown_to_nobody_as_a_link(client, partner):
    send(client, partner, **HALVES)
    link = SignedLink.make(3, purpose=DRAFT, page=fresh(partner))

    for address in (reverse("space_preview", args=[partner.pk]), f"/lien/{link.token}/"):
        html = client.get(address).content.decode()
        assert "Le grand tri" in html
        assert not [href for href in links(html) if not href.startswith(("/", "#"))]
        assert not any(half in html for half in ("alert(", "ana@", "ftp://"))


def test_half_an_address_is_not_approved(client, partner):
    send(client, partner, **HALVES)
    reviewer = account("Bea", "Relecture")
    amend(drafted(partner), account("Camille", "Rédaction"), clean=False)

    state = task_state(partner)
    with pytest.raises(Unfinished, match="site web"):
        state.specific.task.specific.on_action(state, reviewer, "approve")
    assert fresh(partner).website == ""


def publish_from_a_list(user, page, **typed):
    address = reverse("wagtail_bulk_action", args=["core", "basepage", "publish"]) + f"?id={page.pk}&next=/admin/"
    return logged_in(user).post(address, typed, follow=True).content.decode()


@pytest.mark.parametrize("half", [{"siret": "123"}, {name: HALVES[name] for name in HALVES if "networks" in name}])
def test_a_list_publishes_no_profile_that_the_editor_would_refuse(half, client, partner, editor):
    send(client, partner, **half)

    said = publish_from_a_list(editor, partner)

    assert "Hub-Lo" in said
    assert "quelque chose manque ou ne va pas" in said
    assert fresh(partner).has_unpublished_changes
    assert not fresh(partner).networks.exists()


def test_a_list_publishes_nothing_under_a_page_when_a_draft_there_is_half_done(client, partner, editor):
    draft, done = (factories.partner(name, live=False) for name in ("Le Fil", "La Trame"))
    draft.siret = "123"
    for page in (draft, done):
        page.save_revision(clean=False)

    said = publish_from_a_list(editor, BasePage.objects.get(pk=partner.get_parent().pk), include_descendants="on")

    assert "Le Fil" in said
    assert not fresh(draft).live
    assert not fresh(done).live


@pytest.mark.parametrize("link", ["https://ana:secret@hub-lo.example", "ftp://hub-lo.example"])
def test_a_link_within_the_text_is_checked_when_the_profile_is_sent(link, client, partner):
    text = f"On aide. Voir [le site]({link}), [le mur](https://social.example/@hublo) ou <ana@hub-lo.example>."

    refused = send(client, partner, action="send", presentation_typed=text)

    page = BeautifulSoup(refused.content, "html.parser")
    assert [one.get_text() for one in page.select("[role=alert] a")] == ["Ce que vous faites"]
    assert text in page.select_one("[name=presentation_typed]").get_text()
    whole = text.replace(link, "https://hub-lo.example/contact")
    assert send(client, partner, action="send", presentation_typed=whole).status_code == 302


def test_what_a_colleague_completed_is_not_taken_back_to_a_half(client, partner):
    send(client, partner, website="hub-lo")
    mine = form_of(client, partner, website="hub-lo", city="Blois")
    send(client, partner, website="https://hub-lo.example")

    both = client.post(reverse("space_profile", args=[partner.pk]), mine)

    assert both.status_code == 409
    assert [other.label for other in both.context["others"]] == ["Ville"]
    assert box(both.content.decode(), "website")[0] == "https://hub-lo.example"
    assert version_in(both.content.decode()) != mine["version"]


def test_only_a_whole_address_is_completed(client, partner):
    send(client, partner, website="hub lo")
    assert drafted(partner).website == "hub lo"

    send(client, partner, website=" hub-lo.example/contact ")

    assert drafted(partner).website == "https://hub-lo.example/contact"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ftp://hub-lo.example", "commence par https://"),
        ("javascript://hub-lo.example/%0Aalert(1)", "commence par https://"),
        ("https://ana:secret@hub-lo.example", "ni nom ni mot de passe"),
        ("https://hub-lo.example\\@ailleurs.example", "ni nom ni mot de passe"),
        ("https://ana@hub-lo.example/", "ni nom ni mot de passe"),
        ("//hub-lo.example", "est incomplète"),
        ("https://[", "est incomplète"),
        ("https://hub lo", "est incomplète"),
    ],
)
def test_an_address_that_readers_could_not_follow_safely_is_refused_in_a_sentence(address, sentence, partner):
    with pytest.raises(ValidationError, match=sentence):
        validate_web_address(address)
    partner.website = address
    with pytest.raises(ValidationError, match=sentence):
        partner.full_clean()


def test_an_address_of_a_person_on_a_network_is_a_web_address():
    validate_web_address("https://social.example/@hublo")


def test_an_editor_is_told_the_same_as_a_partner(client, partner, editor):
    send(client, partner, website="https://ana:secret@hub-lo.example")

    html = logged_in(editor).get(edit_url(partner)).content.decode()

    assert PartnerPage.objects.get(pk=partner.pk).website == ""
    assert "https://ana:secret@hub-lo.example" in BeautifulSoup(html, "html.parser").select_one("#id_website")["value"]
    assert 'href="https://ana:secret' not in html
