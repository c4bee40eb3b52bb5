"""Somebody was invited: nothing is theirs, and nothing happens, until they say yes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import User
from core.names import plain_name
from partners.invitations import LastManager, change_role, invite, remove
from partners.models import Membership, PaperCode

from .keeping import member, told, years_old
from .reviews import account, come_in, logged_in

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

    remove(invite(partner, sami.user.email, "manager", by=ana.user), ana.user)

    assert client.get(space(sami.partner)).status_code == 200


@pytest.mark.parametrize("go", [remove, lambda ana, by: change_role(ana, "contributor", by)])
def test_who_is_only_invited_does_not_answer_for_the_partner_yet(partner, ana, editor, go):
    coming = invite(partner, "bea@hub-lo.example", "manager", by=editor)

    with pytest.raises(LastManager):
        go(ana, ana.user)

    Membership.objects.join(coming.user)
    go(ana, ana.user)


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


BAIT = "Bonjour,\n\nvotre compte CAF est bloqué"
NAMES = [
    BAIT,
    "Voyez https://ruse.example",
    "WWW.ruse",
    "ruse.example",
    "ana@ruse.example",
    "Ana\u2028Diaye",
    "Ana " * 30,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_no_letter_and_no_address(partner, ana, editor, name):
    """It leaves in mails to others: whoever writes it must not write to them."""
    paper = PaperCode.make(partner=partner, label="Bea", role="contributor", made_by=editor)
    bea = {"first_name": name, "last_name": "Roy", "email": "bea@hub-lo.example"}
    ours, anybody = logged_in(ana.user), Client()

    answers = [
        ours.post(reverse("space_account"), {"first_name": name, "last_name": "Diaye", "mail_pace": "each"}),
        ours.post(space(partner, "space_people"), bea | {"action": "invite", "role": "contributor"}),
        anybody.post("/mon-espace/code/", bea | {"code": paper.code}),
        anybody.post(space(partner, "join_partner"), bea | {"position": "Accueil", "role": "manager"}),
    ]

    for answered in answers:
        assert "Écrivez un nom seul" in answered.content.decode().replace("\u202f", " ")
    assert 'value="bea@hub-lo.example"' in answers[1].content.decode()
    ana.user.refresh_from_db()
    assert ana.user.first_name == "Ana"
    assert User.objects.count() == 2
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["N’Diaye", "de La Tour-d'Auvergne", "J. Martin", "Dr.Martin", "Zoë Ðương", "李"])
def test_names_are_names(name):
    assert plain_name(name) is None


def invitations(client, partner, number, start=0):
    form = {"action": "invite", "role": "contributor"}
    return [
        client.post(space(partner, "space_people"), form | {"email": f"p{rank}@hub-lo.example"})
        for rank in range(start, start + number)
    ]


def text(answered):
    return answered.content.decode().replace("\u202f", " ")


def test_a_partner_invites_a_few_people_a_day(partner, ana, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/d/key"}

    answers = invitations(logged_in(ana.user), partner, 3)

    assert [answered.status_code for answered in answers] == [302, 302, 200]
    assert "Il y a eu beaucoup d’invitations aujourd’hui." in text(answers[2])
    assert 'value="p2@hub-lo.example"' in text(answers[2])
    assert not User.objects.filter(email="p2@hub-lo.example").exists()


def test_nobody_is_written_to_without_end(partner, ana, invited, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite_address": "1/d/key"}
    client, again = logged_in(ana.user), {"action": "again", "member": invited.pk}
    first, second = (client.post(space(partner, "space_people"), again, follow=True) for _press in range(2))
    removed = {"action": "remove", "member": invited.pk}
    client.post(space(partner, "space_people"), removed)
    third = client.post(
        space(partner, "space_people"), {"action": "invite", "role": "manager", "email": invited.user.email}
    )

    assert "L’invitation est repartie" in text(first)
    assert "Il y a eu beaucoup d’invitations" in text(second)
    assert "Il y a eu beaucoup d’invitations" in text(third)


def test_invitations_that_wait_are_counted(partner, ana, settings, monkeypatch):
    monkeypatch.setattr("partners.space.people.MOST_WAITING", 2)
    client = logged_in(ana.user)

    *sent, refused = invitations(client, partner, 3)
    again = invitations(client, partner, 1)

    assert "invitations attendent une réponse" in text(refused)
    assert [answered.status_code for answered in sent + again] == [302, 302, 302]
    assert partner.memberships.count() == 3


def test_editors_invite_as_many_as_they_need(partner, editor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "1/d/key"}
    client, form = logged_in(editor), {"action": "invite", "role": "contributor"}

    for rank in range(3):
        client.post(reverse("partner_people", args=[partner.pk]), form | {"email": f"p{rank}@hub-lo.example"})

    assert partner.memberships.count() == 3
