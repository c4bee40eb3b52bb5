"""People who leave a partner, by themselves or not, after coming in as they do: with a code received by mail."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Erasure, Notice, User
from core.outbox import send_waiting
from core.personal.erasing import erase_those_due
from partners.citing import tell_the_cited
from partners.invitations import change_role, invite, remove
from partners.models import Handover, Membership, PaperCode

from . import factories
from .keeping import member, years_old
from .reviews import come_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]


@pytest.fixture
def partner():
    return years_old()


@pytest.fixture
def ana(partner):
    return member(partner)


def people(partner):
    return reverse("space_people", args=[partner.pk])


def test_a_manager_who_takes_their_own_access_away_is_told_so(partner, ana):
    member(partner, "Ali")
    client = come_in(ana.user)

    answer = client.post(people(partner), {"action": "remove", "member": ana.pk}, follow=True)

    assert answer.redirect_chain == [("/compte/login/", 302)]
    assert "Vous n’avez plus accès à la fiche de Hub-Lo." in answer.content.decode()
    assert client.get(reverse("space_account")).status_code == 302


def test_an_editor_who_takes_their_own_access_away_is_told_so(partner, ana, editor):
    own = Membership.objects.create(partner=partner, user=editor, role="manager", joined_at=ana.joined_at)
    client = come_in(editor)

    press = {"action": "remove", "member": own.pk}
    answer = client.post(reverse("partner_people", args=[partner.pk]), press, follow=True)

    assert answer.status_code == 200
    assert "Camille n’a plus accès à la fiche." in answer.content.decode()
    assert not Membership.objects.filter(pk=own.pk).exists()


def test_an_editor_who_hands_their_own_profile_over_is_told_so(partner, ana, editor):
    Membership.objects.create(partner=partner, user=editor, role="manager", joined_at=ana.joined_at)
    handover = Handover.objects.create(partner=partner, user=editor)

    press = {"action": "accept", "handover": handover.pk}
    answer = come_in(editor).post("/admin/reports/passages-de-relais/", press, follow=True)

    assert answer.status_code == 200
    assert "Camille n’a plus accès" in answer.content.decode()


def test_nobody_vouches_for_their_own_address(partner, editor):
    client, paper = Client(), PaperCode.make(partner=partner, label="Bea", role="manager", made_by=editor)
    newcomer = {"first_name": "Bea", "last_name": "Roy", "email": "bea@hub-lo.example", "code": paper.code}
    client.post("/mon-espace/code/", newcomer)

    answer = client.post(people(partner), {"action": "invite", "email": "bea@hub-lo.example", "role": "manager"})

    assert answer.status_code == 302
    assert not EmailAddress.objects.get(email="bea@hub-lo.example").verified
    assert client.get(people(partner)).status_code == 200


def paper(partner, editor, label):
    return PaperCode.make(partner=partner, label=label, role="manager", made_by=editor)


def test_whom_a_manager_had_invited_does_not_come_in_once_the_manager_has_left(partner, ana, editor):
    ali = member(partner, "Ali")
    accomplice = invite(partner, "bea@hub-lo.example", "manager", by=ana.user)
    chosen = invite(partner, "lou@hub-lo.example", "contributor", by=editor)

    remove(ana, editor)

    accomplice.refresh_from_db()
    assert accomplice.is_expired
    assert come_in(accomplice.user).get(reverse("space", args=[partner.pk])).status_code == 404
    assert not Notice.objects.filter(recipient=accomplice.user, sent_at=None).exists()
    assert not chosen.is_expired
    invite(partner, accomplice.user.email, "contributor", by=ali.user)
    accomplice.refresh_from_db()
    assert not accomplice.is_expired


def test_who_no_longer_answers_for_the_partner_has_nobody_come_in(partner, ana, editor):
    member(partner, "Ali")
    accomplice = invite(partner, "bea@hub-lo.example", "manager", by=ana.user)

    change_role(ana, "contributor", editor)

    accomplice.refresh_from_db()
    assert accomplice.is_expired


def test_whom_an_editor_invited_comes_in_though_the_editor_is_no_longer_a_member(partner, ana, editor):
    own = Membership.objects.create(partner=partner, user=editor, role="manager", joined_at=ana.joined_at)
    invited = invite(partner, "bea@hub-lo.example", "manager", by=editor)

    remove(own, editor)

    invited.refresh_from_db()
    assert not invited.is_expired


@pytest.mark.parametrize("label", ["Ana", "pour ANA (accueil)", "Mme N'Diayé"])
def test_the_paper_that_names_somebody_closes_with_their_access(partner, ana, editor, label):
    member(partner, "Ali")
    ana.user.last_name = "N’Diayé"
    ana.user.save()
    code = paper(partner, editor, label)
    elsewhere = paper(years_old("Emmaüs"), editor, label)

    remove(ana, editor)

    assert PaperCode.objects.opened_by(code.code) is None
    assert PaperCode.objects.opened_by(elsewhere.code)


def test_whoever_takes_access_away_is_told_how_many_papers_still_open(partner, ana, editor):
    ali = member(partner, "Ali")
    paper(partner, editor, "Stand de juin")
    paper(partner, editor, "La nouvelle")

    answer = come_in(ana.user).post(people(partner), {"action": "remove", "member": ali.pk}, follow=True)
    assert "Attention : 2 codes papier ouvrent encore cette fiche." in answer.content.decode().replace("\u202f", " ")

    press = {"action": "remove", "member": ana.pk}
    answer = come_in(editor).post(reverse("partner_people", args=[partner.pk]), press, follow=True)
    assert "2 codes papier ouvrent encore cette fiche." in answer.content.decode()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_no_mail_leaves_any_more_about_a_partner_that_somebody_left(partner, ana, elsewhere):
    member(partner, "Ali")
    User.objects.filter(pk=ana.user.pk).update(mail_pace="daily")
    other = years_old("Emmaüs")
    if elsewhere:
        Membership.objects.create(partner=other, user=ana.user, role="manager", joined_at=ana.joined_at)
    tell_the_cited(factories.recap("Une journée", partners=[(partner, "spoke"), (other, "spoke")]))
    call_command("ask_partners")

    remove(ana, ana.user)

    kept = {notice.key.split(":")[0] for notice in Notice.objects.filter(recipient=ana.user)}
    assert kept == ({"cited", "freshness"} if elsewhere else set())
    mail.outbox.clear()
    send_waiting()
    assert not [message for message in mail.outbox if "Hub-Lo" in message.body and message.to == [ana.user.email]]


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def unkept():
    return [message for message in mail.outbox if "Plus personne pour la fiche" in message.subject]


def test_the_only_manager_is_warned_before_they_are_erased_and_editors_are_told(partner, ana, editor, commits):
    invite(partner, "bea@hub-lo.example", "manager", by=editor)
    member(partner, "Ali", "contributor")
    client = come_in(ana.user)
    assert "Vous êtes seul·e à répondre de" in client.get(reverse("space_account")).content.decode()

    with commits():
        client.post(reverse("space_erase"), {"action": "ask"})

    assert [message.to for message in unkept()] == [[editor.email]]
    assert "il aura lieu le" in unkept()[0].body
    assert reverse("partner_people", args=[partner.pk]) in unkept()[0].body
    Erasure.objects.update(due_at=timezone.now())
    with commits():
        erase_those_due()
    assert len(unkept()) == 1


def test_editors_are_told_when_the_other_manager_left_in_the_meantime(partner, ana, editor, commits):
    other = member(partner, "Ali")
    client = come_in(ana.user)
    with commits():
        client.post(reverse("space_erase"), {"action": "ask"})
    assert "Vous êtes seul·e" not in client.get(reverse("space_account")).content.decode()
    assert unkept() == []

    other.end()
    Erasure.objects.update(due_at=timezone.now())
    with commits():
        erase_those_due()

    assert "Son compte est effacé." in unkept()[0].body


def test_editors_are_not_told_of_what_was_given_up(partner, ana, editor):
    User.objects.filter(pk=editor.pk).update(mail_pace="daily")
    client = come_in(ana.user)
    for action in ("ask", "give-up"):
        client.post(reverse("space_erase"), {"action": action})

    assert not Notice.objects.filter(recipient=editor, sent_at=None).exists()
