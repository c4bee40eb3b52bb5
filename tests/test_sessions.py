"""How long somebody stays in: on their own device, and on one that they borrow."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from core.models import User
from partners.models import Membership

from . import factories
from .test_login import ask_for_a_code, code_received

pytestmark = pytest.mark.usefixtures("fresh_cache")


@pytest.fixture
def borrowed(client, editor):
    """A browser that came in on somebody else's device."""
    ask_for_a_code(client, editor.email)
    client.post("/compte/login/code/confirm/", {"code": code_received()})
    return client


def hours_left():
    return (Session.objects.get().expire_date - timezone.now()).total_seconds() / 3600


def rest(hours):
    """Move the end of the session closer, as time does."""
    session = Session.objects.get()
    Session.objects.update(expire_date=session.expire_date - timedelta(hours=hours))


@pytest.mark.parametrize("typed", [{}, {"device_is_mine": "on"}])
@pytest.mark.parametrize("is_partner", [True, False])
def test_the_session_outlives_the_browser_on_ones_own_device_only(client, editor, typed, is_partner):
    person = editor
    if is_partner:
        person = User.objects.create_user("ana@hub-lo.example")
        Membership.objects.create(partner=factories.partner("Hub-Lo"), user=person)
    ask_for_a_code(client, person.email)
    assert "Cet appareil est à moi" in client.get("/compte/login/code/confirm/").content.decode()

    client.post("/compte/login/code/confirm/", {"code": code_received()} | typed)

    cookie = client.cookies["sid"]
    assert client.session["_auth_user_id"] == str(person.pk)
    assert cookie["max-age"] == (30 * 24 * 3600 if typed else "")
    assert round(hours_left()) == (30 * 24 if typed else 2)


def test_the_box_says_how_long_one_stays(client, editor):
    page = ask_for_a_code(client, editor.email).content.decode()

    assert "trente jours" in page
    assert "après deux heures sans rien faire" in page


def test_on_somebody_elses_device_the_session_ends_after_two_hours_without_a_visit(borrowed):
    assert 1.99 < hours_left() <= 2

    rest(2)

    assert borrowed.get("/admin/").status_code == 302


def test_a_visit_lets_it_last_two_hours_more_and_not_each_visit_writes(borrowed):
    rest(1.5)
    borrowed.get("/mon-espace/compte/")
    assert 1.99 < hours_left() <= 2

    rest(0.1)
    borrowed.get("/mon-espace/compte/")

    assert 1.89 < hours_left() < 1.91


def test_eight_hours_after_coming_in_no_visit_helps(borrowed):
    session = borrowed.session
    session["opened_at"] -= 7.5 * 3600
    session.save()
    rest(0.3)
    borrowed.get("/mon-espace/compte/")
    assert hours_left() < 0.5

    session["opened_at"] -= 3600
    session.save()

    assert borrowed.get("/admin/").status_code == 302


def test_the_device_of_a_session_that_is_over_is_forgotten(borrowed, editor):
    call_command("clearsessions")
    assert UserSession.objects.filter(user=editor).count() == 1

    rest(2)
    call_command("clearsessions")

    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


def test_a_session_that_began_before_these_limits_gets_them(borrowed):
    session = borrowed.session
    del session["opened_at"]
    session.save()
    rest(-24 * 29)

    borrowed.get("/mon-espace/compte/")

    assert hours_left() <= 2
