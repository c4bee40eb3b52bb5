"""The sessions that people open by a code: which are shown, and what ends them."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from .reviews import account, come_in, logged_in, superuser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]


def give_address(client, user, email):
    typed = {"email": email, "first_name": user.first_name, "last_name": "B.", "is_active": "on"}
    if user.is_superuser:
        typed["is_superuser"] = "on"
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), typed)


def test_an_account_that_gets_another_address_is_closed_to_whoever_read_the_old_one():
    ana = account("Ana")
    inside = come_in(ana)
    assert inside.get(reverse("space_account")).status_code == 200

    assert give_address(logged_in(superuser()), ana, "Ana@Maillage.example").status_code == 302
    assert inside.get(reverse("space_account")).status_code == 200
    assert give_address(logged_in(superuser("Lou")), ana, "ana@hub-lo.example").status_code == 302

    assert inside.get(reverse("space_account")).status_code == 302
    assert not UserSession.objects.filter(user=ana).exists()


def test_whoever_changes_their_own_address_comes_in_again_with_it():
    boss = superuser()
    inside = come_in(boss)

    answer = give_address(inside, boss, "dominique@hub-lo.example")

    assert (answer.status_code, answer.url) == (302, "/compte/login/")
    assert "dominique@hub-lo.example" in inside.get(answer.url).content.decode()
    assert inside.get("/admin/").status_code == 302
    boss.refresh_from_db()
    assert come_in(boss).get("/admin/").status_code == 200


def expire(session):
    Session.objects.filter(session_key=session.session_key).update(expire_date=timezone.now())


@pytest.mark.parametrize("end", [lambda session: session.delete(), expire])
def test_devices_whose_session_is_over_are_neither_shown_nor_given_back(end):
    ana = account("Ana")
    here, gone = come_in(ana), come_in(ana)
    shown = here.get(reverse("space_account")).content.decode()
    assert shown.count("appareil inconnu") == len(ana.open_sessions()) == 2

    end(gone.session)

    shown = here.get(reverse("space_account")).content.decode()
    assert shown.count("appareil inconnu") == len(ana.open_sessions()) == 1
    assert "celui-ci" in shown
