"""A page shown at a second address: what it says is counted and listed once, where it was first told."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from wagtail.actions.convert_alias import ConvertAliasPageAction

from blog.following import note
from blog.models import Commitment, FigureMention, KeyFigure, RecapPage
from core.models import BasePage
from partners.invitations import invite
from partners.models import Membership

from . import factories
from .reviews import BACKEND

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=9)


@pytest.fixture
def partner():
    return factories.partner("Hub-Lo", kind="hub")


@pytest.fixture
def person(partner):
    return factories.person("Inès Lacroix", organisation=partner)


@pytest.fixture
def recap(partner, person):
    figure = factories.figure()
    body = [factories.session(("key_figure", figure), speakers=[factories.speaker(person=person)])]
    promised = [factories.commitment("Ouvrir un atelier.", partner=partner, due=SOON)]
    return factories.recap("Une journée à Tours", body=body, promised=promised, partners=[(partner, "organised")])


@pytest.fixture
def alias(recap):
    return recap.create_alias(update_slug="une-journee-bis")


def titles(client, address, selector="main h3"):
    return [
        found.get_text().strip() for found in BeautifulSoup(client.get(address).content, "html.parser").select(selector)
    ]


def test_an_alias_doubles_nothing(client, partner, person, recap, alias, editor):
    membership = invite(partner, "ana@hub-lo.example", "manager", by=editor)
    Membership.objects.join(membership.user)

    assert alias.alias_of_id == recap.pk
    assert f'<link rel="canonical" href="{recap.full_url}">' in client.get(alias.url).content.decode()
    (commitment,) = Commitment.objects.all()
    assert commitment.page_id == recap.pk
    assert [mention.page_id for mention in FigureMention.objects.all()] == [recap.pk]
    assert [mention.page_id for mention in person.mentions.all()] == [recap.pk]
    assert KeyFigure.objects.heard().get().page_path == recap.url_path
    assert [page.pk for page, _roles in partner.citations_list] == [recap.pk]
    assert type(partner).objects.with_citations().get(pk=partner.pk).citations == 1
    assert len(titles(client, "/engagements/", ".commitment")) == 1
    assert len(Calendar.from_ical(client.get("/engagements.ics").content).events) == 1
    for address in ("/retours/", "/recherche/?q=Tours", "/"):
        shown = client.get(address).content.decode()
        assert recap.path_from_home in shown, address
        assert alias.path_from_home not in shown, address
    client.force_login(membership.user, backend=BACKEND)
    space = client.get(reverse("space", args=[partner.pk])).content.decode()
    assert space.count("Ouvrir un atelier.</") == 1
    assert alias.path_from_home not in space


def test_an_alias_of_an_event_is_once_in_the_agenda(client):
    event = factories.event("Journée du réemploi", date=SOON)
    alias = event.create_alias(update_slug="bis")

    for address in ("/agenda/", "/", "/agenda.ics"):
        shown = client.get(address).content.decode()
        assert event.path_from_home in shown, address
        assert alias.path_from_home not in shown, address


def test_an_alias_of_a_profile_is_once_in_the_directory(client, partner):
    alias = partner.create_alias(update_slug="hub-lo-bis")

    assert alias.path_from_home not in client.get("/partenaires/").content.decode()


def test_publishing_again_doubles_nothing_and_tells_nobody_twice(
    partner, recap, alias, editor, django_capture_on_commit_callbacks
):
    Membership.objects.join(invite(partner, "ana@hub-lo.example", "manager", by=editor).user)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        RecapPage.objects.get(pk=recap.pk).save_revision().publish()

    assert [message.to for message in mail.outbox] == [["ana@hub-lo.example"]]
    assert recap.full_url in mail.outbox[0].body
    assert Commitment.objects.count() == 1


def test_an_alias_says_what_became_of_what_was_promised(client, recap, alias, editor):
    note(Commitment.objects.get(), editor, "kept", "Il est ouvert.")
    RecapPage.objects.get(pk=recap.pk).save_revision().publish()

    assert "Il est ouvert." in client.get(alias.url).content.decode()


def test_a_name_withdrawn_is_not_found_in_an_alias_either(person, recap, alias):
    person.withdrawn_on = timezone.localdate()
    person.save()

    assert "Lacroix" not in BasePage.objects.get(pk=alias.pk).search_text


def test_an_alias_made_a_page_of_its_own_is_registered(recap, alias, editor):
    ConvertAliasPageAction(RecapPage.objects.get(pk=alias.pk), user=editor).execute(skip_permission_checks=True)

    assert {one.page_id for one in Commitment.objects.all()} == {recap.pk, alias.pk}
