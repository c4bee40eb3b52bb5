"""Somebody was invited: nothing is theirs, and nothing happens, until they say yes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from partners.invitations import LastManager, change_role, invite, remove
from partners.models import Membership

from .keeping import member, told, years_old
from .reviews import account, logged_in
from .test_leaving import come_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]


@pytest.fixture
def partner():
    return years_old()


@pytest.fixture
def ana(partner):
    return member(partner)


@pytest.fixture
def invited(partner, ana):
    return invite(partner, "bea@hub-lo.example", "contributor", by=ana.user)


def space(partner, name="space"):
    return reverse(name, args=[partner.pk])


def answer(client, partner, said):
    return client.post(space(partner, "space_invitation"), {"answer": said}, follow=True)


def test_a_newcomer_is_asked_once_and_led_to_the_form(partner, invited):
    client = come_in(invited.user)

    screen = client.get(space(partner), follow=True)
    assert screen.redirect_chain == [(space(partner, "space_invitation"), 302)]
    assert "Ana vous y invite." in screen.content.decode()

    form = answer(client, partner, "accept")
    assert form.redirect_chain == [(space(partner, "space_profile"), 302)]
    assert Membership.objects.in_force().filter(pk=invited.pk).exists()
    assert client.get(space(partner, "space_invitation")).url == space(partner)


def test_whoever_is_logged_in_already_joins_and_stays(partner, ana):
    """A session lasts longer than an invitation: nobody who works there is thrown out a week later."""
    sami = member(years_old("Emmaüs"), "Sami")
    client = come_in(sami.user)
    invited = invite(partner, sami.user.email, "manager", by=ana.user)

    home = client.get(space(sami.partner)).content.decode()
    assert f'href="{space(partner, "space_invitation")}"' in home
    answer(client, partner, "accept")
    Membership.objects.filter(pk=invited.pk).update(invited_at=timezone.now() - timedelta(days=8))

    assert client.get(space(partner)).status_code == 200


def test_whoever_ignores_an_invitation_and_logs_in_for_another_reason_belongs_to_nobody_new(partner, ana):
    sami = member(years_old("Emmaüs"), "Sami")
    invited = invite(partner, sami.user.email, "manager", by=ana.user)

    client = come_in(sami.user)

    assert client.get("/mon-espace/").url == space(sami.partner)
    invited.refresh_from_db()
    assert invited.joined_at is None
    assert client.get(space(partner, "space_profile")).url == space(partner, "space_invitation")
    assert client.post(space(partner, "space_profile")).url == space(partner, "space_invitation")


def test_who_says_no_is_left_alone_and_whoever_invited_is_told(
    partner, ana, invited, django_capture_on_commit_callbacks
):
    client = come_in(invited.user)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        said = answer(client, partner, "decline").content.decode().replace("\u202f", " ")

    assert "C’est noté : vous ne tenez pas la fiche de Hub-Lo." in said
    assert not Membership.objects.filter(pk=invited.pk).exists()
    assert told() == [ana.user.email]
    assert "bea@hub-lo.example" in mail.outbox[0].body
    assert client.get(space(partner)).status_code == 404
    assert client.get(space(partner, "space_invitation")).status_code == 404


def test_opening_the_screen_or_an_invitation_that_lapsed_answers_nothing(partner, invited):
    client = logged_in(invited.user)
    client.get(space(partner, "space_invitation"), {"answer": "accept"})
    invited.refresh_from_db()
    assert invited.joined_at is None

    Membership.objects.filter(pk=invited.pk).update(invited_at=timezone.now() - timedelta(days=8))

    assert answer(client, partner, "accept").status_code == 404
    invited.refresh_from_db()
    assert invited.joined_at is None


def test_who_is_invited_and_then_not_any_more_stays_logged_in(partner, ana):
    """Inviting somebody and thinking better of it is no way to log them out."""
    sami = member(years_old("Emmaüs"), "Sami")
    client = come_in(sami.user)

    remove(invite(partner, sami.user.email, "manager", by=ana.user))

    assert client.get(space(sami.partner)).status_code == 200


@pytest.mark.parametrize("go", [remove, lambda ana: change_role(ana, "contributor")])
def test_who_is_only_invited_does_not_answer_for_the_partner_yet(partner, ana, editor, go):
    coming = invite(partner, "bea@hub-lo.example", "manager", by=editor)

    with pytest.raises(LastManager):
        go(ana)

    Membership.objects.join(coming.user)
    go(ana)


def test_a_contributor_leaves_by_themselves(partner, ana):
    ali = member(partner, "Ali", "contributor")
    client = come_in(ali.user)
    assert f'action="{space(partner, "space_leave")}"' in client.get(reverse("space_account")).content.decode()

    left = client.post(space(partner, "space_leave"), follow=True)

    assert left.redirect_chain == [("/compte/login/", 302)]
    assert "Vous n’avez plus accès à la fiche de Hub-Lo." in left.content.decode()
    assert list(partner.memberships.all()) == [ana]


def test_the_only_manager_does_not_just_leave(partner, ana):
    member(partner, "Ali", "contributor")

    said = logged_in(ana.user).post(space(partner, "space_leave"), follow=True).content.decode()

    assert "Il faut au moins une personne responsable" in said.replace("\u202f", " ")
    assert Membership.objects.filter(pk=ana.pk).exists()


def test_a_stranger_neither_answers_nor_leaves(partner, ana):
    client = logged_in(account("Nora"))

    for name in ("space_invitation", "space_leave"):
        assert client.post(space(partner, name), {"answer": "accept"}).status_code == 404
    assert partner.memberships.count() == 1
