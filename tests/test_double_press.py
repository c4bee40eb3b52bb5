"""A button pressed twice, or pressed as what it is about goes away: nobody meets a page of errors."""

import pytest
from django.test import Client
from django.urls import reverse

from core.doors import CodeForm
from partners.door import asking
from partners.models import JoinRequest, PartnerPage

from . import factories
from .test_joining import ANA
from .test_login import ask_for_a_code, code_received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]

DOOR = "/compte/login/code/confirm/"


@pytest.fixture
def second(client, editor):
    """The same browser once more: what it sends leaves before `client` is answered."""
    ask_for_a_code(client, editor.email)
    browser = Client()
    browser.cookies.load({name: cookie.value for name, cookie in client.cookies.items()})
    return browser


def press(browser, code=None):
    return browser.post(DOOR, {"code": code or code_received(), "next": "/admin/pages/"})


def test_the_right_code_pressed_twice_lands_twice_in_the_same_place(client, second):
    first, again = press(client), press(second)

    assert (again.status_code, again.url) == (first.status_code, first.url) == (302, "/admin/pages/")
    assert second.get("/admin/").status_code == 200
    assert second.session.session_key == client.session.session_key


def test_the_last_try_pressed_twice_at_once_lands_twice_in_the_same_place(client, second, monkeypatch):
    for _try in range(2):
        press(client, "0000-0000")
    check, landed = CodeForm.clean_code, []

    def check_while_the_first_comes_in(form):
        if not landed:
            landed.append(None)
            landed[0] = press(client)
        return check(form)

    monkeypatch.setattr(CodeForm, "clean_code", check_while_the_first_comes_in)
    again = press(second)

    assert (again.status_code, again.url) == (302, landed[0].url)
    assert second.get("/admin/").status_code == 200


def test_a_code_that_served_opens_nothing_to_others_nor_after_leaving(client, second):
    stranger = Client()
    stranger.get("/compte/login/")
    press(client)

    press(stranger)
    assert stranger.get("/admin/").status_code == 302
    press(second, "0000-0000")
    press(second)
    assert second.get("/admin/").status_code == 302


def test_a_second_press_after_going_out_opens_nothing(client, second):
    press(client)
    client.post("/compte/logout/")

    press(second)

    assert second.get("/admin/").status_code == 302


def test_asking_for_a_profile_that_is_deleted_at_this_instant_is_answered_in_a_sentence(client, monkeypatch):
    partner = factories.partner("Hub-Lo")
    may = asking.address_may

    def may_and_the_profile_goes(*args):
        PartnerPage.objects.get(pk=partner.pk).delete()
        return may(*args)

    monkeypatch.setattr(asking, "address_may", may_and_the_profile_goes)
    answer = client.post(reverse("join_partner", args=[partner.pk]), ANA)

    assert answer.status_code == 404
    assert "vient d’être retirée" in answer.content.decode()
    assert ANA["message"] in answer.content.decode()
    assert not JoinRequest.objects.exists()
