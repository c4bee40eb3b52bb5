"""Coming in: a code by e-mail, no sign-up, no password, no other door."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import NoReverseMatch, reverse

from core.models import User

pytestmark = pytest.mark.usefixtures("fresh_cache")


def ask_for_a_code(client, email):
    return client.post("/compte/login/", {"login": email}, follow=True)


def code_received():
    return re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()


def test_the_code_received_opens_the_editors_side(client, editor):
    ask_for_a_code(client, editor.email)

    response = client.post("/compte/login/code/confirm/", {"code": code_received()}, follow=True)

    assert response.redirect_chain[-1][0] == "/admin/"
    assert response.status_code == 200


def test_the_code_is_in_the_subject_and_alone_on_its_line(client, editor):
    ask_for_a_code(client, editor.email)

    code = code_received()
    assert code in mail.outbox[0].subject
    assert code in mail.outbox[0].body.splitlines()


def test_a_code_may_be_typed_without_its_dash(client, editor):
    ask_for_a_code(client, editor.email)

    client.post("/compte/login/code/confirm/", {"code": code_received().replace("-", "")})

    assert client.get("/admin/").status_code == 200


def test_a_code_dies_after_three_wrong_tries(client, editor):
    ask_for_a_code(client, editor.email)
    code = code_received()

    for _try in range(3):
        client.post("/compte/login/code/confirm/", {"code": "0000-0000"})
    client.post("/compte/login/code/confirm/", {"code": code})

    assert client.get("/admin/").status_code == 302


def test_a_stranger_sees_the_same_page_and_gets_no_mail(client, editor):
    known = ask_for_a_code(client, editor.email)
    client.cookies.clear()
    unknown = ask_for_a_code(client, "inconnue@maillage.example")

    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
    assert "Recopiez le code" in known.content.decode()
    assert "Recopiez le code" in unknown.content.decode()


def test_codes_are_not_sent_without_end(client, editor):
    for _try in range(6):
        client.cookies.clear()
        ask_for_a_code(client, editor.email)

    assert len(mail.outbox) == 3


def test_a_closed_account_gets_no_code_and_its_session_ends(editor_client, editor):
    assert editor_client.get("/admin/").status_code == 200

    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert editor_client.get("/admin/").status_code == 302


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_the_password_pages_lead_to_the_code(client, db, address):
    response = client.get(address, {"next": "/admin/pages/"})

    assert response.headers["Location"] == "/compte/login/?next=%2Fadmin%2Fpages%2F"


def test_a_password_opens_nothing(client, editor):
    editor.set_password("un-mot-de-passe")
    editor.save()

    for address in ("/admin/login/", "/compte/login/"):
        client.post(address, {"username": editor.email, "login": editor.email, "password": "un-mot-de-passe"})

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "name", ["account_reset_password", "account_change_password", "account_set_password", "account_email"]
)
def test_pages_for_passwords_and_addresses_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/admin/password_reset/", "/compte/password/reset/", "/compte/email/"])
def test_no_side_door_is_left_open(client, db, address):
    assert client.get(address).status_code in (302, 404)
    assert "password" not in client.get(address, follow=True).content.decode().lower()


def test_nobody_signs_up(client, db):
    client.post("/compte/signup/", {"email": "moi@maillage.example"})

    assert not User.objects.exists()
    assert "Sur invitation" in client.get("/compte/signup/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_back_stays_on_the_site(client, editor, target):
    client.post(f"/compte/login/?next={target}", {"login": editor.email, "next": target}, follow=True)

    response = client.post("/compte/login/code/confirm/", {"code": code_received(), "next": target})

    assert response.headers["Location"] == "/admin/"


def test_an_account_comes_with_its_verified_address_and_follows_it(db):
    user = User.objects.create_user("Camille@Maillage.example")
    user.email = "camille.nouvelle@maillage.example"
    user.save()

    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("camille.nouvelle@maillage.example", True, True)


def test_two_accounts_cannot_share_an_address_in_other_letters(db):
    from django.db import IntegrityError

    User.objects.create_user("camille@maillage.example")

    with pytest.raises(IntegrityError):
        User.objects.create_user("CAMILLE@maillage.example")
