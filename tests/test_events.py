"""Announce, then tell: the agenda, an event's page, and the way from an event to its recap."""

import json
import re
from datetime import date, datetime, time, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from blog.models import EventIndexPage, EventPage, PersonMention, RecapIndexPage, RecapPage
from blog.telling import recap_draft, title_of_recap
from core.models import BasePage, User

from . import factories
from .test_editing import fields_without_help

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


@pytest.fixture
def at(monkeypatch):
    """Return a function that stops the clock: at("2026-07-01T22:30:00+00:00")."""

    def stop(moment):
        now = datetime.fromisoformat(moment)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return stop


@pytest.fixture(autouse=True)
def in_november(at):
    at("2026-11-25T09:00:00+00:00")


def days(number):
    return TODAY + timedelta(days=number)


def text(response):
    """Return what the page says, as one line without tags."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def headings(response):
    """Return the months and the titles of the agenda, in order."""
    html = response.content.decode()
    return re.findall(r"<h[23][^>]*>(?:<a [^>]*>)?([^<]+)", html[html.index('class="results') : html.index("<footer")])


# --- The agenda ---


def test_the_agenda_goes_month_by_month_then_back_in_time(client):
    for title, day in (
        ("Hier", -1),
        ("Ce soir", 0),
        ("En décembre", 20),
        ("La veille", -2),
        ("Plus tôt en décembre", 8),
    ):
        factories.event(title, date=days(day))

    shown = headings(client.get("/agenda/"))

    assert shown == [
        "Novembre 2026", "Ce soir", "Décembre 2026", "Plus tôt en décembre", "En décembre",
        "Déjà passés", "Hier", "La veille",
    ]  # fmt: skip


def test_an_event_is_ahead_until_midnight_in_france(client, at):
    page = factories.event("Soirée d'été", date=date(2026, 7, 1), start_time=time(20), end_time=time(22))

    at("2026-07-01T21:59:00+00:00")
    before = client.get("/agenda/")
    at("2026-07-01T22:01:00+00:00")
    after = client.get("/agenda/")

    assert headings(before) == ["Juillet 2026", "Soirée d’été"]
    assert "Aujourd’hui" in text(before)
    assert headings(after) == ["Déjà passés", "Soirée d’été"]
    assert "Le récit viendra ici" in text(client.get(page.url))


def test_an_event_of_several_days_goes_on_until_its_last(client):
    factories.event("Deux rives", date=date(2026, 10, 30), end_date=TODAY)
    factories.event("Finie", date=date(2026, 10, 30), end_date=days(-1))

    response = client.get("/agenda/")

    assert headings(response) == ["Novembre 2026", "Deux rives", "Déjà passés", "Finie"]
    assert "En cours" in text(response)
    assert "Aujourd’hui" not in text(response)


@pytest.mark.parametrize(("status", "word"), [("cancelled", "Annulé"), ("postponed", "Reporté")])
def test_an_event_called_off_says_so_in_words_wherever_it_is_named(client, status, word):
    page = factories.event("Le tri", status=status, status_note="La salle est inondée.", date=days(3))

    for address in ("/agenda/", page.url, "/"):
        assert word in text(client.get(address)), address
        assert "La salle est inondée." in text(client.get(address)), address
    assert f"Événement {word.lower()}" in text(client.get("/recherche/?q=tri"))


def test_the_agenda_is_narrowed_by_theme_and_territory(client):
    ia = factories.theme("IA", slug="ia")
    factories.event("À Orléans", themes=[ia], territories=["departement:45"])
    factories.event("À Rennes", themes=[ia], territories=["region:53"])
    factories.event("Autre chose")

    response = client.get("/agenda/?theme=ia&territoire=centre-val-de-loire")

    assert headings(response) == ["Décembre 2026", "À Orléans"]
    assert 'href="/agenda.ics?theme=ia&amp;territoire=centre-val-de-loire"' in response.content.decode()
    assert "Retirez un filtre" in text(client.get("/agenda/?theme=nulle-part"))


def test_a_long_agenda_comes_in_pages(client):
    themes, territories = [factories.theme()], [factories.territory("departement:45")]
    factories.event("Le premier", date=days(1))
    factories.many_events(13, themes, territories, days(2))

    first, second = client.get("/agenda/"), client.get("/agenda/?page=2")

    assert "Page 1 sur 2" in text(first)
    assert headings(second)[0] == "Décembre 2026"
    assert "Aucun rendez-vous" not in text(second)
    assert client.get("/agenda/?page=3").status_code == 404
    assert client.get("/agenda/?page=x").status_code == 404


def test_an_empty_agenda_shows_another_way(client):
    assert "Aucun rendez-vous à venir pour le moment." in text(client.get("/agenda/"))


def test_the_front_page_shows_the_next_three(client):
    for number in (9, 2, 5, 30):
        factories.event(f"Dans {number} jours", date=days(number))
    factories.event("Passée", date=days(-1))

    said = text(client.get("/"))

    assert [said.index(f"Dans {number} jours") for number in (2, 5, 9)] == sorted(
        said.index(f"Dans {number} jours") for number in (2, 5, 9)
    )
    assert "Dans 30 jours" not in said
    assert "Passée" not in said


def test_an_event_is_not_a_publication_but_is_found(client):
    theme = factories.theme("IA", slug="ia")
    hub = factories.partner("Hub-Lo")
    factories.event("Café IA du quai", themes=[theme], partners=[(hub, "organised")], territories=["departement:45"])

    for address in ("/retours/", "/articles/", "/themes/ia/", "/territoires/loiret/", "/flux/"):
        assert "Café IA du quai" not in client.get(address).content.decode(), address
    for address in ("/recherche/?q=quai", "/recherche/?q=quai&type=event", "/plan-du-site/", "/sitemap.xml", hub.url):
        assert "cafe-ia-du-quai" in client.get(address).content.decode(), address
    assert "Événements 1" in text(client.get("/recherche/?q=quai"))
    assert " Organise " in text(client.get(hub.url))


@pytest.mark.parametrize(
    "hide",
    [
        lambda page: page.unpublish(),
        factories.make_private,
        lambda page: factories.make_private(EventIndexPage.objects.get()),
    ],
    ids=["draft", "private", "under a private one"],
)
def test_an_event_that_is_not_public_is_seen_nowhere(client, hide):
    hub = factories.partner("Hub-Lo")
    page = factories.event("Réunion confidentielle", date=days(3), partners=[(hub, "organised")])
    recap = factories.recap("Ce qui s'est dit", event=page)
    hide(page)

    for address in (
        "/",
        "/agenda/",
        "/agenda.ics",
        "/recherche/?q=réunion",
        "/sitemap.xml",
        "/plan-du-site/",
        hub.url,
        recap.url,
    ):
        response = client.get(address)
        assert "confidentielle" not in response.content.decode(), address
    assert client.get(f"{page.url}evenement.ics").status_code == 404


# --- The page of an event ---


def test_an_event_says_when_where_with_whom_and_how_to_come(client):
    hub, library = factories.partner("Hub-Lo"), factories.partner("La Médiathèque")
    ines = factories.person("Inès Lacroix", organisation=library)
    speaker = factories.speaker(person=ines, role="médiatrice")
    page = factories.event(
        "Rencontre de Part'âges",
        date=date(2026, 12, 10),
        start_time=time(9),
        end_time=time(17, 30),
        place="Orléans",
        venue="Centre de conférences",
        address="9 place du 6 juin, 45000 Orléans",
        online=True,
        registration_url="https://inscription.example/",
        price="Gratuit",
        partners=[(hub, "organised"), (library, "hosted")],
        programme=[factories.programme_item("Qui garde la clé ?", time(9, 30), [speaker])],
    )

    response = client.get(page.url)

    said = text(response)
    assert "Jeudi 10 décembre 2026 De 9 h à 17 h 30" in said
    assert "Centre de conférences, 9 place du 6 juin, 45000 Orléans Et en ligne" in said
    assert "Organisé par Hub-Lo" in said
    assert "Accueilli par La Médiathèque" in said
    assert "Gratuit" in said
    assert "9 h 30 Qui garde la clé" in said
    assert "Inès Lacroix Médiatrice, La Médiathèque" in said
    html = response.content.decode()
    assert '<a class="button" href="https://inscription.example/" rel="external noreferrer">' in html
    assert f'href="{page.url}evenement.ics"' in html


@pytest.mark.parametrize(
    "fields",
    [{"date": days(-1)}, {"status": "cancelled"}, {"status": "postponed"}],
    ids=["over", "cancelled", "put off"],
)
def test_nobody_registers_for_what_is_over_or_called_off(client, fields):
    links = {"registration_url": "https://inscription.example/", "online_url": "https://visio.example/"}
    page = factories.event("Passée ou pas", online=True, **links, **fields)

    html = client.get(page.url).content.decode()

    assert "inscription.example" not in html
    assert 'href="https://visio.example/' not in html


def test_what_will_not_take_place_is_not_put_in_an_agenda(client):
    over, cancelled = factories.event("Passée", date=days(-1)), factories.event("Annulée", status="cancelled")

    for page in (over, cancelled):
        assert "evenement.ics" not in client.get(page.url).content.decode()


def test_what_search_engines_read_claims_nothing_that_is_not_known(client):
    hub = factories.partner("Hub-Lo")
    bare = factories.event('Un titre "entre" </script> guillemets', date=days(3))
    full = factories.event(
        "Complet",
        date=date(2026, 7, 9),
        start_time=time(9),
        end_time=time(17),
        status="postponed",
        place="Orléans",
        online=True,
        online_url="https://visio.example/",
        partners=[(hub, "organised")],
        series=factories.series(),
    )

    def event_ld(page):
        html = client.get(page.url).content.decode()
        return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])

    assert event_ld(bare) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": 'Un titre "entre" </script> guillemets',
        "url": bare.full_url,
        "inLanguage": "fr",
        "startDate": "2026-11-28",
        "endDate": "2026-11-28",
        "eventStatus": "https://schema.org/EventScheduled",
    }
    said = event_ld(full)
    assert (said["startDate"], said["endDate"]) == ("2026-07-09T09:00:00+02:00", "2026-07-09T17:00:00+02:00")
    assert said["eventStatus"].endswith("/EventPostponed")
    assert said["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    assert [place["@type"] for place in said["location"]] == ["Place", "VirtualLocation"]
    assert said["organizer"] == [{"@type": "Organization", "name": "Hub-Lo"}]
    assert said["superEvent"]["name"] == "Numérique en Commun[s]"


def test_a_name_that_is_withdrawn_leaves_the_programme_and_the_search(client):
    ines = factories.person("Inès Lacroix")
    page = factories.event(
        programme=[factories.programme_item(speakers=[factories.speaker(person=ines, role="médiatrice")])]
    )
    assert page.slug in client.get("/recherche/?q=lacroix").content.decode()

    ines.withdrawn_on = TODAY
    ines.save()

    assert PersonMention.objects.filter(page=page).count() == 1
    assert "Lacroix" not in client.get(page.url).content.decode()
    assert page.slug not in client.get("/recherche/?q=lacroix").content.decode()


# --- From the event to its recap, and back ---


def test_an_event_that_was_told_leads_to_its_recap_and_back(client):
    page = factories.event("La journée", date=days(-3))
    recap = factories.recap("Ce qui s'est dit", date=days(-3), event=page)

    assert f'class="button" href="{recap.url}">Lire le récit</a>' in client.get(page.url).content.decode()
    assert f'href="{recap.url}">Lire le récit' in client.get("/agenda/").content.decode()
    assert f'href="{page.url}">L’annonce de cette journée</a>' in client.get(recap.url).content.decode()


def test_an_event_told_twice_leads_to_both(client):
    page = factories.event("La journée", date=days(-3))
    first = factories.recap("Le matin", event=page)
    second = factories.recap("L'après-midi", event=page)

    html = client.get(page.url).content.decode()

    assert html.index(f'class="button" href="{first.url}"') < html.index(f'href="{second.url}"')


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), factories.make_private], ids=["draft", "private"])
def test_a_recap_that_is_not_public_is_not_given_away(client, hide):
    page = factories.event("La journée", date=days(-3))
    recap = factories.recap("Ce qui s'est dit", event=page)
    hide(recap)

    for address in (page.url, "/agenda/"):
        assert recap.slug not in client.get(address).content.decode()
    assert "Le récit viendra ici" in text(client.get(page.url))


def test_only_what_took_place_and_was_not_told_waits_for_its_recap():
    waiting = factories.event("À raconter", date=days(-1))
    factories.event("Ce soir", date=TODAY)
    factories.event("Pas finie", date=days(-1), end_date=TODAY)
    factories.event("Annulée", date=days(-1), status="cancelled")
    factories.event("Reportée", date=days(-1), status="postponed")
    factories.event("Jamais publiée", date=days(-1), live=False)
    factories.event("Oubliée", date=days(-366))
    factories.recap("Un brouillon", live=False, event=factories.event("Commencée", date=days(-1)))
    factories.recap("Un récit", event=factories.event("Racontée", date=days(-1)))
    recent = factories.event("Il y a un an", date=days(-365))

    assert list(EventPage.objects.awaiting_recap()) == [waiting, recent]
    assert list(EventPage.objects.awaiting_recap(today=days(-1))) == [recent, EventPage.objects.get(title="Oubliée")]


def full_event():
    hub, library = factories.partner("Hub-Lo"), factories.partner("La Médiathèque")
    speaker = factories.speaker(person=factories.person("Inès Lacroix", organisation=library), role="médiatrice")
    return factories.event(
        "La journée de Part'âges",
        date=days(-3),
        end_date=days(-2),
        place="Orléans",
        venue="Centre de conférences",
        online=True,
        series=factories.series(),
        cover=factories.picture()["image"],
        licence="cc-by-sa-4.0",
        fictional=True,
        themes=[factories.theme("IA"), factories.theme("Données")],
        territories=["departement:45", "region:24"],
        partners=[(hub, "organised"), (library, "hosted"), (library, "spoke")],
        programme=[
            factories.programme_item("Qui garde la clé ?", time(9, 30), [speaker], format="round-table"),
            factories.programme_item("L'atelier", time(14), [factories.speaker(free_name="Camille Exemple")]),
        ],
    )


def test_one_click_makes_a_draft_with_all_that_the_event_knew(editor_client, editor):
    event = full_event()
    home = editor_client.get("/admin/").content.decode()
    url = reverse("write_recap", args=[event.pk])
    assert "Récits à écrire" in home
    assert f'action="{url}"' in home

    response = editor_client.post(url)

    recap = RecapPage.objects.get()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[recap.pk])
    assert (recap.live, recap.owner, recap.event) == (False, editor, event)
    assert recap.title == "Retour sur la journée de Part'âges"
    known = ("date", "end_date", "place", "venue", "online", "series", "cover", "licence", "fictional")
    for name in known:
        assert getattr(recap, name) == getattr(event, name), name
    assert recap.event_title == event.title
    assert [theme.name for theme in recap.themes] == ["IA", "Données"]
    assert [territory.code for territory in recap.territories] == ["45", "24"]
    assert [(link.partner.title, link.role) for link in recap.partner_links.all()] == [
        ("Hub-Lo", "organised"), ("La Médiathèque", "hosted"), ("La Médiathèque", "spoke"),
    ]  # fmt: skip
    first, second = (child.value for child in recap.body)
    assert (first["heading"], first["format"], first["moment"]) == ("Qui garde la clé ?", "round-table", "morning")
    assert (first["speakers"][0]["person"].name, first["speakers"][0]["role"]) == ("Inès Lacroix", "médiatrice")
    assert (second["moment"], second["speakers"][0]["free_name"], len(second["body"])) == (
        "afternoon",
        "Camille Exemple",
        0,
    )
    assert "Récits à écrire" not in editor_client.get("/admin/").content.decode()
    assert editor_client.get(response.url).status_code == 200
    assert PageLogEntry.objects.filter(page=recap.pk, user=editor, action="wagtail.create").count() == 1


@pytest.mark.parametrize(
    ("fields", "category"), [({"online": True}, "webinar"), ({"online": True, "place": "Orléans"}, ""), ({}, "")]
)
def test_what_took_place_online_alone_was_a_webinar(editor, fields, category):
    event = factories.event(date=days(-1), **fields)

    assert recap_draft(event, editor).category == category


def test_a_double_click_gives_the_same_draft(editor_client):
    event = full_event()
    url = reverse("write_recap", args=[event.pk])

    assert editor_client.post(url).url == editor_client.post(url).url
    assert RecapPage.objects.count() == 1


def test_looking_at_the_button_writes_nothing(editor_client):
    event = full_event()

    assert editor_client.get(reverse("write_recap", args=[event.pk])).status_code == 405
    assert not RecapPage.objects.exists()


def test_the_button_is_on_the_page_of_the_event_and_in_the_list_once_it_has_begun(editor_client):
    tonight, tomorrow = factories.event("Ce soir", date=TODAY), factories.event("Demain", date=days(1))
    cancelled = factories.event("Annulée", date=TODAY, status="cancelled")

    def offers(address, event):
        return reverse("write_recap", args=[event.pk]) in editor_client.get(address).content.decode()

    explorer = reverse("wagtailadmin_explore", args=[EventIndexPage.objects.get().pk])
    for event, offered in ((tonight, True), (tomorrow, False), (cancelled, False)):
        assert offers(reverse("wagtailadmin_pages:edit", args=[event.pk]), event) is offered
        assert offers(explorer, event) is offered


@pytest.mark.parametrize(
    "fields", [{"date": days(1)}, {"date": days(-1), "status": "cancelled"}], ids=["ahead", "cancelled"]
)
def test_what_did_not_take_place_is_not_told(editor_client, fields):
    event = factories.event(**fields)

    response = editor_client.post(reverse("write_recap", args=[event.pk]), follow=True)

    assert "Il n’y a rien à raconter encore" in response.content.decode()
    assert not RecapPage.objects.exists()


def test_a_draft_announcement_is_not_told(editor_client):
    event = factories.event(date=days(-1), live=False)

    assert editor_client.post(reverse("write_recap", args=[event.pk])).status_code == 404


def test_only_those_who_may_add_recaps_are_asked_to(client):
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    group = Group.objects.create(name="Articles seulement")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page=BasePage.objects.get(slug="articles"),
        permission=Permission.objects.get(content_type__app_label="core", codename="add_basepage"),
    )
    user = User.objects.create_user("dominique@maillage.example")
    user.groups.add(group)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    event = full_event()

    assert "Récits à écrire" not in client.get("/admin/").content.decode()
    assert client.post(reverse("write_recap", args=[event.pk])).status_code == 404
    assert not RecapPage.objects.exists()


def test_nobody_writes_without_an_account(client):
    response = client.post(reverse("write_recap", args=[full_event().pk]))

    assert response.status_code == 302
    assert not RecapPage.objects.exists()


def test_a_draft_that_cannot_be_made_leaves_nothing_behind(editor, monkeypatch):
    event = full_event()
    monkeypatch.setattr(RecapPage, "save_revision", lambda self, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        recap_draft(event, editor)

    assert not RecapPage.objects.exists()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("La journée du réemploi", "Retour sur la journée du réemploi"),
        ("L’atelier", "Retour sur l’atelier"),
        ("NEC Bretagne", "Retour sur NEC Bretagne"),
        ("Lancement", "Retour sur Lancement"),
    ],
)
def test_the_title_of_the_draft_reads_as_french(title, expected):
    assert title_of_recap(title) == expected


def test_a_very_long_title_still_makes_a_draft(editor):
    event = factories.event("Numérique " * 25, date=days(-1))

    assert recap_draft(event, editor).title.startswith("Retour sur Numérique")


# --- What editors type ---


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"date": date(2026, 12, 9), "end_date": date(2026, 12, 8)}, "end_date"),
        ({"date": date(2026, 12, 9), "end_time": time(9)}, "start_time"),
        ({"date": date(2026, 12, 9), "start_time": time(9), "end_time": time(9)}, "end_time"),
    ],
)
def test_an_event_cannot_end_before_it_begins(fields, at_fault):
    with pytest.raises(ValidationError) as refused:
        EventPage(title="À l'envers", **fields).clean()

    assert list(refused.value.message_dict) == [at_fault]


def test_every_field_of_an_event_says_what_it_is_for():
    assert fields_without_help(EventPage.get_edit_handler().get_form_class()) == []


def test_only_the_text_of_an_event_is_called_its_presentation(editor_client):
    url = reverse("wagtailadmin_pages:add", args=["blog", "eventpage", EventIndexPage.objects.get().pk])

    html = editor_client.get(url).content.decode()

    parts = [part.strip() for part in re.findall(r"data-panel-heading-text[^>]*>([^<]+)", html)]
    assert parts.count("Présentation") == 1
    assert parts.count("Publication") == 1


def test_the_agenda_stands_right_after_the_articles():
    home = BasePage.objects.get(depth=2)

    sections = [page.slug for page in home.get_children().order_by("path")]

    assert sections[:4] == ["retours", "articles", "agenda", "partenaires"]
    assert home.numchild == len(sections)
    assert BasePage.find_problems() == ([], [], [], [], [])
    assert RecapIndexPage.objects.get().url == "/retours/"


def test_the_agenda_joins_a_site_where_partners_already_are(client):
    hub = factories.partner("Hub-Lo")
    EventIndexPage.objects.get().delete()

    import_module("home.migrations.0004_agenda").plant(apps, None)

    home = BasePage.objects.get(depth=2)
    assert [page.slug for page in home.get_children().order_by("path")][1:4] == ["articles", "agenda", "partenaires"]
    assert BasePage.find_problems() == ([], [], [], [], [])
    assert BasePage.objects.get(pk=hub.pk).get_parent().slug == "partenaires"
    assert client.get(hub.url).status_code == 200
    assert client.get("/agenda/").status_code == 200
