"""Somebody no longer keeps a profile: an editor decides who does, and nobody leaves it to nobody."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import RecapIndexPage
from core.models import Notice, User
from partners.invitations import remove
from partners.models import Asking, Handover, Membership

from .keeping import fresh, member, path_in, press, told, years_old
from .reviews import account, editor_of, logged_in

pytestmark = pytest.mark.django_db

SCREEN = "/admin/reports/passages-de-relais/"


@pytest.fixture
def partner():
    return years_old()


@pytest.fixture
def ana(partner):
    return member(partner)


@pytest.fixture
def path(ana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("ask_partners")
    return path_in(mail.outbox[-1])


@pytest.fixture
def leaving(path):
    press(path, "leave-sure", successor_name="Bea de La Tour", successor_email="bea@hub-lo.example")
    mail.outbox.clear()
    return Handover.objects.get()


@pytest.fixture
def decide(editor, django_capture_on_commit_callbacks):
    def run(handover, action, **typed):
        with django_capture_on_commit_callbacks(execute=True):
            return logged_in(editor).post(SCREEN, {"handover": handover.pk, "action": action, **typed}, follow=True)

    return run


def test_leaving_asks_for_the_successor_first_and_changes_no_right(partner, ana, path):
    html = press(path, "leave").content.decode()
    assert "Qui prend la suite" in html
    assert not Handover.objects.exists()

    press(path, "leave-sure", successor_name="Bea", successor_email="bea@hub-lo.example")

    handover = Handover.objects.get()
    assert (handover.user, handover.successor_email) == (ana.user, "bea@hub-lo.example")
    assert Membership.objects.in_force().get(partner=partner) == ana
    assert not User.objects.filter(email="bea@hub-lo.example").exists()
    assert fresh(partner).reviewed_on == partner.reviewed_on
    assert Client().get(path).status_code == 404


def test_the_successor_may_be_unknown(path):
    press(path, "leave-sure")

    assert Handover.objects.get().successor_email == ""


@pytest.mark.parametrize(
    ("typed", "sentence"), [("bea@", "Cette adresse est incomplète"), ("ANA@maillage.example", "C’est votre adresse")]
)
def test_an_address_that_cannot_be_right_is_said_and_the_link_still_serves(path, typed, sentence):
    html = press(path, "leave-sure", successor_name="Bea", successor_email=typed).content.decode()

    assert sentence in html
    assert 'value="Bea"' in html
    assert not Handover.objects.exists()
    assert Client().get(path).status_code == 200


def test_whoever_leaves_is_asked_nothing_more(leaving):
    Asking.objects.update(period="2020-01-01", asked_at=timezone.now() - timedelta(days=400))

    call_command("ask_partners")

    assert Asking.objects.count() == 1
    assert not Notice.objects.filter(sent_at=None).exists()


def test_an_editor_accepts_and_the_successor_keeps_the_profile(partner, ana, leaving, decide):
    html = decide(leaving, "accept", name="Bea de La Tour", email="bea@hub-lo.example").content.decode()

    assert "l’invitation est partie pour bea@hub-lo.example" in html
    (kept,) = Membership.objects.waiting().filter(partner=partner)
    assert (kept.user.email, kept.role, kept.user.first_name) == ("bea@hub-lo.example", "manager", "Bea")
    assert told() == [ana.user.email, "bea@hub-lo.example"]
    assert logged_in(ana.user).get(reverse("space", args=[partner.pk])).status_code == 404
    assert "Personne ne demande" in html


def test_nobody_leaves_a_profile_to_nobody(partner, ana, leaving, decide):
    member(partner, "Ali", "contributor")

    html = decide(leaving, "accept", name="", email="").content.decode()

    assert "Il faut au moins une personne responsable" in html
    assert Membership.objects.in_force().managing().get(partner=partner) == ana
    assert Handover.objects.waiting().get() == leaving
    assert told() == []


def test_the_only_contributor_does_not_leave_it_to_nobody_either(decide):
    only = member(years_old("Les Mains libres"), "Lou", "contributor")
    handover = Handover.objects.create(partner=only.partner, user=only.user)

    html = decide(handover, "accept", name="", email="").content.decode()

    assert "Il faut au moins une personne responsable" in html
    assert Membership.objects.filter(pk=only.pk).exists()
    assert Handover.objects.waiting().exists()


def test_with_another_manager_one_may_just_leave(partner, ana, leaving, decide):
    other = member(partner, "Ali")

    decide(leaving, "accept", name="", email="")

    assert Membership.objects.get(partner=partner) == other
    assert "C’est fait" in mail.outbox[0].body


def test_a_refusal_has_a_reason_which_is_mailed(ana, leaving, decide):
    html = decide(leaving, "refuse", reason=" ").content.decode()
    assert "Dites en une phrase pourquoi" in html
    assert Handover.objects.waiting().exists()

    decide(leaving, "refuse", reason="Appelez-nous d’abord.")

    assert told() == [ana.user.email]
    assert "Appelez-nous d’abord." in mail.outbox[0].body
    assert Membership.objects.filter(pk=ana.pk).exists()
    assert not Handover.objects.waiting().exists()


def test_two_editors_decide_once(leaving, decide):
    decide(leaving, "refuse", reason="Non.")

    html = decide(leaving, "accept", name="Bea", email="bea@hub-lo.example").content.decode()

    assert "Quelqu’un s’est déjà occupé" in html
    assert not Handover.objects.exclude(successor_email="").exists()
    assert not User.objects.filter(email="bea@hub-lo.example").exists()
    assert "Elle reste." in decide(leaving, "refuse", reason="Elle reste.").content.decode()


def test_a_request_goes_with_whoever_was_removed_meanwhile(partner, ana, leaving):
    member(partner, "Ali")

    remove(ana, ana.user)

    assert not Handover.objects.exists()


def test_the_one_who_leaves_is_not_their_own_successor(ana, leaving, decide):
    html = decide(leaving, "accept", name="Ana", email=ana.user.email).content.decode()

    assert "C’est l’adresse de la personne qui s’en va" in html
    assert Handover.objects.waiting().exists()


def test_a_successor_whose_account_is_closed_takes_nobodys_place(partner, ana, leaving, decide):
    account("Bea", is_active=False)
    member(partner, "Ali", "manager")

    html = decide(leaving, "accept", name="Bea", email="BEA@maillage.example").content.decode()

    assert "Le compte de cette adresse est fermé" in html
    assert 'value="BEA@maillage.example"' in html
    assert Membership.objects.in_force().filter(user=ana.user).exists()
    decide(leaving, "refuse", email="bea@maillage.example", reason="Son compte est fermé.")
    assert not Handover.objects.waiting().exists()


def test_only_editors_of_the_profile_decide(partner, ana, leaving):
    for user, status in ((ana.user, 404), (account("Nora"), 404), (account("Malik", "Rédaction"), 302)):
        answer = logged_in(user).post(SCREEN, {"handover": leaving.pk, "action": "refuse", "reason": "Non."})
        assert answer.status_code == status
    assert logged_in(account("Yaël", "Relecture")).post(SCREEN, {"handover": "9" * 30}).status_code == 404


def test_an_editor_of_other_pages_neither_sees_nor_decides_anything(ana, leaving):
    client = logged_in(editor_of(RecapIndexPage.objects.get()))

    assert not re.search(r"\bAna\b", client.get(SCREEN).content.decode())
    for action in ("accept", "refuse"):
        typed = {"handover": leaving.pk, "action": action, "email": "bea@hub-lo.example", "reason": "Non."}
        assert client.post(SCREEN, typed).status_code == 404
    assert Handover.objects.waiting().get() == leaving


def test_a_manager_who_never_came_does_not_let_the_last_one_go(partner, ana, leaving, decide):
    late = member(partner, "Ali")
    long_ago = timezone.now() - timedelta(days=30)
    Membership.objects.filter(pk=late.pk).update(joined_at=None, invited_at=long_ago)

    html = decide(leaving, "accept", name="", email="").content.decode()

    assert "Il faut au moins une personne responsable" in html
    assert Membership.objects.filter(pk=ana.pk).exists()


def test_the_screen_names_who_leaves_and_costs_the_same_with_many(
    editor,
    leaving,
    django_assert_max_num_queries,
):
    for number in range(6):
        other = member(years_old(f"Structure {number}"), f"Lou{number}")
        Handover.objects.create(partner=other.partner, user=other.user)
    client = logged_in(editor)

    html = client.get(SCREEN).content.decode()
    with django_assert_max_num_queries(25):
        client.get(SCREEN)

    assert re.search(r"Ana \(ana@maillage.example\) a répondu le", html)
    assert 'value="bea@hub-lo.example"' in html


def test_the_home_of_editors_says_who_waits(editor, leaving):
    html = logged_in(editor).get("/admin/").content.decode()

    assert "Passages de relais" in html
    assert f'href="{SCREEN}#relais-{leaving.pk}"' in html
