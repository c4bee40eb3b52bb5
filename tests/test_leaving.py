"""People who leave a partner, by themselves or not, after coming in as they do: with a code received by mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from partners.invitations import invite
from partners.models import Handover, Membership, PaperCode

from .keeping import member, years_old
from .reviews import account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]


@pytest.fixture
def partner():
    return years_old()


@pytest.fixture
def ana(partner):
    return member(partner)


def come_in(user):
    """Log in with a real code: the session is one that the site knows, and can end."""
    client = Client()
    client.post("/compte/login/", {"login": user.email})
    code = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()
    client.post("/compte/login/code/confirm/", {"code": code})
    return client


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
