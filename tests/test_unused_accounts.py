"""Who was invited and never came is forgotten after a month, and nobody else."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from core.models import Erasure, Notice, User
from partners.invitations import invite
from partners.models import JoinRequest, Membership, PaperCode

from . import factories
from .reviews import account, superuser

pytestmark = pytest.mark.django_db

EMAIL = "lou@hub-lo.example"


def invited(editor, days, **fields):
    """Return the account of somebody invited `days` days ago."""
    membership = invite(factories.partner(), EMAIL, "manager", by=editor, first_name="Lou", last_name="Zyxwv")
    age(membership.user, days, **fields)
    Membership.objects.update(invited_at=timezone.now() - timedelta(days=days))
    return membership.user


def age(user, days, **fields):
    User.objects.filter(pk=user.pk).update(joined_at=timezone.now() - timedelta(days=days), **fields)


def is_kept(user):
    call_command("purge_accounts")
    return User.objects.filter(pk=user.pk).exists()


def test_somebody_invited_who_never_came_is_forgotten_after_a_month(editor, capsys):
    user = invited(editor, 31)
    log(user, "wagtail.create", user=editor)
    request = JoinRequest.objects.create(email=EMAIL, name="Hub")
    capsys.readouterr()

    assert not is_kept(user)

    assert capsys.readouterr().out == "Invitations effacées : 1 ; comptes : 1\n"
    assert not Membership.objects.exists()
    assert not EmailAddress.objects.filter(email=EMAIL).exists()
    assert not Notice.objects.exists()
    assert "Zyxwv" not in ModelLogEntry.objects.get().label
    assert JoinRequest.objects.get() == request
    assert invite(factories.partner(), EMAIL, "manager", by=editor).user.pk != user.pk


def test_there_is_a_month_to_come_and_an_invitation_sent_again_counts_anew(editor):
    user = invited(editor, 29)
    assert is_kept(user)
    assert Membership.objects.exists()
    age(user, 400)

    assert is_kept(user)
    assert Membership.objects.exists()


def test_an_account_left_without_its_invitation_is_forgotten_too(editor):
    user = invited(editor, 31)
    Membership.objects.all().delete()

    assert not is_kept(user)


@pytest.mark.parametrize("fields", [{"last_login": timezone.now()}, {"is_active": False}, {"is_superuser": True}])
def test_an_account_that_was_opened_closed_or_put_in_charge_stays(editor, fields):
    assert is_kept(invited(editor, 400, **fields))
    assert not Membership.objects.exists()


def as_editor(user):
    user.groups.set(account("Nora", "Rédaction").groups.all())


def as_guest_elsewhere(user):
    invite(factories.partner("Ailleurs"), user.email, "contributor", by=superuser())


def as_author(user):
    factories.recap().save_revision(user=user)


def as_maker_of_a_code(user):
    PaperCode.make(partner=factories.partner("Ailleurs"), label="Bea", made_by=user)


def as_leaving(user):
    Erasure.objects.create(user=user)


@pytest.mark.parametrize("hold", [as_editor, as_guest_elsewhere, as_author, as_maker_of_a_code, as_leaving])
def test_an_account_on_which_something_hangs_stays(editor, hold):
    user = invited(editor, 31)
    hold(user)

    assert is_kept(user)
