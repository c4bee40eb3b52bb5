"""The agenda as other agendas read it: parsed back as they would, and looked at byte by byte."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone as django_timezone
from icalendar import Calendar

from core.models import BasePage

from . import factories
from .test_queries import queries

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def at(monkeypatch):
    """Return a function that stops the clock: at("2026-07-01T22:30:00+00:00")."""

    def stop(moment):
        now = datetime.fromisoformat(moment)
        monkeypatch.setattr(django_timezone, "now", lambda: now)

    return stop


@pytest.fixture(autouse=True)
def in_november(at):
    at("2026-11-25T09:00:00+00:00")


def read(client, address="/agenda.ics"):
    response = client.get(address)
    assert response.status_code == 200
    return Calendar.from_ical(response.content)


def the_event(client, page):
    [entry] = read(client, f"{page.url}evenement.ics").events
    return entry


def test_a_whole_day_ends_the_day_after(client):
    page = factories.event("Une journée", date=date(2026, 12, 9))

    entry = the_event(client, page)

    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 12, 9), date(2026, 12, 10))
    assert entry["DTSTART"].params["VALUE"] == "DATE"


def test_several_whole_days_include_the_last(client):
    page = factories.event(date=date(2026, 12, 30), end_date=date(2027, 1, 1))

    entry = the_event(client, page)

    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 12, 30), date(2027, 1, 2))


def test_several_days_from_an_hour_on_last_until_the_end_of_the_last(client):
    page = factories.event(date=date(2026, 12, 30), end_date=date(2027, 1, 1), start_time=time(9))

    entry = the_event(client, page)

    assert entry["DTSTART"].dt == datetime(2026, 12, 30, 9, tzinfo=PARIS)
    assert entry["DTEND"].dt == datetime(2027, 1, 2, tzinfo=PARIS)


def test_an_invented_event_says_so_in_other_agendas_too(client):
    invented, real = factories.event("Inventée", fictional=True), factories.event("Réelle")

    assert "cet événement est inventé" in the_event(client, invented)["DESCRIPTION"]
    assert "inventé" not in the_event(client, real)["DESCRIPTION"]


def test_an_event_without_a_date_is_not_in_any_agenda(client):
    page = factories.event("Un jour", date=None)

    assert client.get(f"{page.url}evenement.ics").status_code == 404
    assert read(client).events == []


@pytest.mark.parametrize(
    ("day", "utc"), [(date(2026, 12, 9), time(8, 30)), (date(2027, 7, 9), time(7, 30))], ids=["winter", "summer"]
)
def test_hours_are_those_of_paris_in_winter_and_in_summer(client, day, utc):
    page = factories.event(date=day, start_time=time(9, 30), end_time=time(17))

    raw = client.get(f"{page.url}evenement.ics").content.decode()
    entry = the_event(client, page)

    assert f"DTSTART;TZID=Europe/Paris:{day:%Y%m%d}T093000\r\n" in raw
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n" in raw
    assert entry["DTSTART"].dt.astimezone(UTC) == datetime.combine(day, utc, UTC)
    assert entry["DTEND"].dt == datetime.combine(day, time(17), PARIS)


def test_the_rule_of_the_time_zone_says_what_europe_says(client):
    page = factories.event(start_time=time(9))
    [zone] = read(client, f"{page.url}evenement.ics").timezones

    ours = zone.to_tz(lookup_tzid=False)

    for day in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25), date(2041, 7, 1)):
        noon = datetime.combine(day, time(12))
        assert noon.replace(tzinfo=ours).utcoffset() == noon.replace(tzinfo=PARIS).utcoffset(), day


def test_an_event_keeps_its_identifier_when_its_address_changes(client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://maillage.example"
    page = factories.event(slug="avant")
    before = the_event(client, page)["UID"]

    page.slug = "apres"
    page.save_revision().publish()
    page.refresh_from_db()

    entry = the_event(client, page)
    assert entry["UID"] == before == f"{page.translation_key}@maillage.example"
    assert entry["URL"] == "https://maillage.example/agenda/apres/"


def test_each_published_change_raises_the_sequence(client, at):
    at("2026-11-20T09:00:00+00:00")
    page = factories.event()
    page.save_revision().publish()
    page.refresh_from_db()
    first = the_event(client, page)

    at("2026-11-20T09:05:00+00:00")
    page.venue = "Une autre salle"
    draft = page.save_revision()
    unpublished = the_event(client, page)
    draft.publish()
    second = the_event(client, page)

    assert unpublished["SEQUENCE"] == first["SEQUENCE"]
    assert second["SEQUENCE"] > first["SEQUENCE"] >= 0
    assert second["LAST-MODIFIED"].dt == second["DTSTAMP"].dt == datetime(2026, 11, 20, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "said", "title"),
    [
        ("planned", "TENTATIVE", "Le tri"),
        ("confirmed", "CONFIRMED", "Le tri"),
        ("postponed", "TENTATIVE", "Reporté : Le tri"),
        ("cancelled", "CANCELLED", "Annulé : Le tri"),
    ],
)
def test_the_status_is_said_to_software_and_to_people(client, status, said, title):
    page = factories.event("Le tri", status=status, status_note="Au printemps, sans doute.")

    entry = the_event(client, page)

    assert (entry["STATUS"], entry["SUMMARY"]) == (said, title)
    assert entry["DESCRIPTION"].startswith("Au printemps, sans doute.")
    assert entry["TRANSP"] == ("TRANSPARENT" if status in ("postponed", "cancelled") else "OPAQUE")


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_nobody_is_sent_to_register_for_what_is_called_off(client, status):
    links = {"registration_url": "https://inscription.example/", "online_url": "https://visio.example/"}
    page = factories.event(status=status, online=True, **links)

    entry = the_event(client, page)

    assert "inscription.example" not in entry["DESCRIPTION"]
    assert "visio.example" not in entry["DESCRIPTION"]
    assert page.url in entry["DESCRIPTION"]


def test_text_cannot_break_out_of_its_line(client):
    page = factories.event(
        "Lire, écrire ; compter \\ ou pas",
        summary="Une ligne\r\nATTENDEE:mailto:intrus@maillage.example\nEND:VEVENT",
        venue="Salle A, étage 2; au fond",
        place="L'Haÿ-les-Roses",
    )

    raw = client.get(f"{page.url}evenement.ics").content.decode()
    entry = the_event(client, page)

    assert "SUMMARY:Lire\\, écrire \\; compter \\\\ ou pas\r\n" in raw
    assert "\r\nATTENDEE" not in raw
    assert raw.count("END:VEVENT") == raw.replace("\\nEND:VEVENT", "").count("END:VEVENT") + 1
    assert entry["SUMMARY"] == "Lire, écrire ; compter \\ ou pas"
    assert entry["LOCATION"] == "Salle A, étage 2; au fond, L'Haÿ-les-Roses"
    assert "ATTENDEE" not in entry


def test_every_line_ends_with_crlf_and_holds_75_octets_at_most(client):
    page = factories.event(
        "Événement 🧶 " + "très été " * 24, summary="Où ça ? « Là-bas » 🧵 " * 20, start_time=time(9)
    )

    raw = client.get(f"{page.url}evenement.ics").content
    entry = the_event(client, page)

    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert all(line.decode() is not None for line in raw.split(b"\r\n"))
    assert entry["SUMMARY"] == page.title


def test_an_entry_says_where_how_and_on_what(client):
    theme = factories.theme("Données")
    page = factories.event(
        themes=[theme],
        place="Orléans",
        venue="Centre de conférences",
        address="9 place du 6 juin, 45000 Orléans",
        registration_url="https://inscription.example/",
        price="Gratuit",
        online=True,
        online_url="https://visio.example/salle",
    )

    entry = the_event(client, page)

    assert entry["LOCATION"] == "Centre de conférences, 9 place du 6 juin, 45000 Orléans"
    assert entry["CATEGORIES"].cats == ["Données"]
    for said in ("Gratuit", "https://inscription.example/", "https://visio.example/salle", page.url):
        assert said in entry["DESCRIPTION"]
    assert "ORGANIZER" not in entry


def test_an_event_online_has_no_made_up_address(client):
    assert the_event(client, factories.event(online=True))["LOCATION"] == "En ligne"
    assert "LOCATION" not in the_event(client, factories.event("Ailleurs"))


def test_the_subscription_holds_what_comes_and_the_last_twelve_months(client):
    for title, day in (
        ("Trop vieux", date(2025, 11, 24)),
        ("De justesse", date(2025, 11, 25)),
        ("Loin", date(2028, 1, 1)),
    ):
        factories.event(title, date=day)

    calendar = read(client)

    assert [entry["SUMMARY"] for entry in calendar.events] == ["De justesse", "Loin"]
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert calendar["X-WR-CALNAME"] == "Agenda Maillage"
    response = client.get("/agenda.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"


def test_the_subscription_is_narrowed_as_the_agenda_is(client):
    ia = factories.theme("IA", slug="ia")
    factories.event("À Orléans", themes=[ia], territories=["departement:45"])
    factories.event("À Rennes", themes=[ia], territories=["region:53"])
    factories.event("Autre chose", territories=["departement:45"])

    def titles(query):
        return {entry["SUMMARY"] for entry in read(client, f"/agenda.ics?{query}").events}

    assert titles("theme=ia") == {"À Orléans", "À Rennes"}
    assert titles("theme=ia&territoire=centre-val-de-loire") == {"À Orléans"}
    assert titles("territoire=loiret") == {"À Orléans", "Autre chose"}
    assert titles("theme=rien-de-tel") == set()
    assert titles("theme=%00%0d%0a&territoire=x' OR 1&page=-1") == set()


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), factories.make_private], ids=["draft", "private"])
def test_what_is_not_public_is_in_no_calendar(client, hide):
    page = factories.event("Réunion confidentielle")
    hide(page)

    assert client.get(f"{page.url}evenement.ics").status_code == 404
    assert "confidentielle" not in client.get("/agenda.ics").content.decode()


def test_an_empty_calendar_is_still_a_calendar(client):
    assert read(client).events == []


def test_the_calendar_costs_the_same_with_ten_events_or_five_hundred(client):
    themes, territories = [factories.theme()], [factories.territory("departement:45")]
    factories.event(start_time=time(9))
    factories.many_events(10, themes, territories, date(2026, 11, 1))
    client.get("/agenda.ics")
    with_ten = queries(client, "/agenda.ics")

    factories.many_events(490, themes, territories, date(2026, 11, 20))

    assert BasePage.objects.filter(label="Événement").count() == 501
    assert queries(client, "/agenda.ics") == with_ten <= 5
    assert len(read(client).events) == 501


def test_the_calendar_does_not_change_while_nothing_does(client, at):
    factories.event(start_time=time(9))
    before = client.get("/agenda.ics").content

    at((datetime(2026, 11, 25, 9, tzinfo=UTC) + timedelta(hours=3)).isoformat())

    assert client.get("/agenda.ics").content == before
