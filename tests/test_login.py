"""Coming in: a code by e-mail, no sign-up, no password, no other door."""

import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
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


def test_after_three_wrong_tries_the_door_says_what_to_do(client, editor):
    ask_for_a_code(client, editor.email)

    for _try in range(3):
        answer = client.post("/compte/login/code/confirm/", {"code": "0000-0000"}, follow=True)

    assert answer.redirect_chain
    assert "Demandez un autre code dans une minute" in answer.content.decode()


def test_tries_sent_at_once_are_counted_one_by_one(client, editor):
    ask_for_a_code(client, editor.email)

    for code in ["0000-0000"] * 3 + [code_received()]:
        # Each began before the others were noted in the session.
        session = client.session
        session["account_login"]["state"]["stages"]["login_by_code"]["data"]["failed_attempts"] = 0
        session.save()
        answer = client.post("/compte/login/code/confirm/", {"code": code})

    assert "Ce code a été essayé trop de fois" in answer.content.decode()
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


def test_another_address_may_be_typed_while_a_code_waits(client, editor):
    ask_for_a_code(client, "faute@maillage.example")

    assert "Entrer dans votre espace" in client.get("/compte/login/").content.decode()
    ask_for_a_code(client, editor.email)

    client.post("/compte/login/code/confirm/", {"code": code_received()})
    assert client.get("/admin/").status_code == 200


def test_sending_again_is_a_code_among_the_ten_of_a_day(client, editor, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"request_login_code": "10/d/key"}
    ask_for_a_code(client, editor.email)
    page = client.get("/compte/login/code/confirm/").content.decode()
    assert f'name="login" value="{editor.email}">Renvoyer un code' in page

    for _press in range(15):
        ask_for_a_code(client, editor.email)
        client.post("/compte/login/code/confirm/", {"action": "resend"})

    assert len(mail.outbox) == 10


def test_a_code_lives_ten_minutes_and_has_eight_figures(client, editor, settings):
    ask_for_a_code(client, editor.email)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 601
    session.save()

    client.post("/compte/login/code/confirm/", {"code": code_received()})

    assert client.get("/admin/").status_code == 302


def test_what_was_ticked_stays_ticked_after_a_wrong_code(client, editor):
    ask_for_a_code(client, editor.email)

    page = client.post("/compte/login/code/confirm/", {"code": "0000-0000", "device_is_mine": "on"}).content.decode()

    assert re.search(r'name="device_is_mine"[^>]* checked', page)


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Donnez votre adresse e-mail."), ("ana", "Cette adresse est incomplète")]
)
def test_an_address_that_is_none_is_refused_in_words_that_a_screen_reader_finds(client, db, typed, said):
    page = client.post("/compte/login/", {"login": typed}).content.decode()

    described_by = re.search(r'name="login"[^>]*aria-describedby="([^"]*)"', page)[1].split()
    assert f'id="{described_by[-1]}">{said}' in page
    assert all(f'id="{name}"' in page for name in described_by)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Recopiez le code qui est dans le message."), ("0000-0000", "Ce n’est pas le code envoyé")],
)
def test_a_wrong_code_says_what_to_do(client, editor, typed, said):
    ask_for_a_code(client, editor.email)

    assert said in client.post("/compte/login/code/confirm/", {"code": typed}).content.decode()


def test_a_stranger_costs_as_many_questions_to_the_database_as_anybody(client, editor):
    def cost(email):
        client.cookies.clear()
        counts = []
        for ask in (
            lambda: client.post("/compte/login/", {"login": email}),
            lambda: client.get("/compte/login/code/confirm/"),
            lambda: client.post("/compte/login/code/confirm/", {"code": "0000-0000"}),
            lambda: client.post("/compte/login/", {"login": email}),
        ):
            with CaptureQueriesContext(connection) as captured:
                ask()
            counts.append(len(captured))
        return counts

    cost("premiere@maillage.example")  # what is remembered from one request to the next

    assert cost(editor.email) == cost("inconnue@maillage.example")


def test_a_mail_leaves_after_the_answer(client, editor, settings):
    settings.MAILS_LEAVE_ASIDE = True

    ask_for_a_code(client, editor.email)

    assert mail.outbox == []
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_a_mail_server_that_is_away_answers_as_for_a_stranger(client, editor, settings, caplog):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1

    answer = ask_for_a_code(client, editor.email)

    assert "Recopiez le code" in answer.content.decode()
    assert "A code could not be sent" in caplog.text
