"""What is told of one account and erased with it is theirs, all of theirs, and nobody else's."""

import io
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from core.models import Erasure, Notice, SignedLink, User
from core.personal.erasing import ask, erase_again, erase_those_due
from core.personal.export import archive
from partners.handovers import ask_to_hand_over
from partners.invitations import invite
from partners.models import Asking, ErrorReport, Handover, JoinRequest, Membership, PaperCode, PartnerPage

from . import factories
from .reviews import account, logged_in

pytestmark = pytest.mark.django_db


def keeps_something_everywhere(name, partner, editor):
    """Return an account about which every table of partners holds a row that says `name`."""
    user = invite(partner, f"{name}@hub-lo.example", "manager", by=editor, first_name=name, last_name="Exemple").user
    Membership.objects.join(user)
    partner.save_revision(user=user, log_action=True)
    page = factories.recap(f"Journée {name}", partners=[(partner, "spoke")])
    ErrorReport.objects.create(page=page, partner=partner, sent_by=user, text=f"Faux, dit {name}.")
    JoinRequest.objects.create(
        partner=partner, first_name=name, last_name="Exemple", email=user.email.upper(), position=f"Métier {name}"
    )
    PaperCode.make(partner=partner, label=f"Papier {name}", role="contributor", made_by=user)
    Asking.objects.create(partner=partner, user=user, period=timezone.localdate())
    Handover.objects.create(partner=partner, user=user, decided_at=timezone.now())
    ask_to_hand_over(partner, user, f"Suite {name}", f"suite-{name}@hub-lo.example")
    SignedLink.make(9, purpose="quiet", page=partner, label=f"Reçu {name}", email=user.email.upper())
    SignedLink.make(9, purpose="quiet", page=partner, label=f"Donné {name}", made_by=user)
    client = logged_in(user)
    UserSession.objects.create(
        user=user, session_key=client.session.session_key, user_agent=f"Navigateur {name}", ip="192.0.2.7"
    )
    photo = factories.picture(name)["image"]
    photo.title, photo.uploaded_by_user = f"Photo {name}", user
    photo.save()
    return user


@pytest.fixture
def two(editor):
    partner = PartnerPage.objects.get(pk=factories.partner("Hub-Lo", kind="hub").pk)
    return [keeps_something_everywhere(name, partner, editor) for name in ("anais", "basile")]


def test_the_archive_of_one_says_all_of_theirs_and_nothing_of_the_other(two):
    told = archive(two[0])

    packed = zipfile.ZipFile(io.BytesIO(told))
    said = packed.read("donnees.json").decode()
    for words in (
        "Faux, dit anais.", "Métier anais", "Papier anais", "Suite anais", "Reçu anais", "Donné anais", "Photo anais",
        "Navigateur anais",
    ):  # fmt: skip
        assert words in said, words
    assert "basile" not in said.lower()
    assert said.count("Hub-Lo") >= 5
    assert len([name for name in packed.namelist() if name.startswith("fichiers/")]) == 1


def test_erasing_one_leaves_the_other_whole(two):
    gone, stays = two
    client = logged_in(stays)
    ask(gone)
    Erasure.objects.update(due_at=timezone.now())
    ask(stays)

    assert erase_those_due() == [gone.pk]

    stays.refresh_from_db()
    assert (stays.is_active, stays.first_name) == (True, "basile")
    assert [one.user for one in Membership.objects.all()] == [stays]
    assert [one.email for one in JoinRequest.objects.all()] == [stays.email.upper()]
    assert [one.label for one in PaperCode.objects.all()] == ["Papier basile"]
    assert [one.user for one in Asking.objects.all()] == [stays]
    assert {one.user for one in Handover.objects.all()} == {stays}
    assert {one.sent_by for one in ErrorReport.objects.all()} == {None, stays}
    assert {one.label for one in SignedLink.objects.all()} == {"Reçu basile", "Donné basile"}
    assert [one.user for one in UserSession.objects.all()] == [stays]
    assert not Notice.objects.filter(recipient=gone).exists()
    assert EmailAddress.objects.filter(user=stays).exists()
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert client.get("/mon-espace/").status_code == 302


def test_an_erased_administrator_has_no_right_left(db):
    User.objects.create_superuser("reste@maillage.example")
    gone = account("Nadia", "Rédaction", "Relecture", is_superuser=True)
    gone.user_permissions.set(Permission.objects.all()[:1])
    ask(gone)
    Erasure.objects.update(due_at=timezone.now())

    erase_those_due()

    gone = User.objects.get(pk=gone.pk)
    assert (gone.is_active, gone.is_superuser, gone.has_usable_password()) == (False, False, False)
    assert not gone.groups.exists()
    assert not gone.user_permissions.exists()
    assert Group.objects.filter(name="Relecture").exists()


def test_asking_twice_does_not_put_the_day_off_nor_erase_before_it(db):
    user = account("Nadia")
    first = ask(user)
    Erasure.objects.update(due_at=timezone.now() + timedelta(days=2))

    assert ask(user) == first
    assert Erasure.objects.get().due_at < timezone.now() + timedelta(days=3)
    assert erase_those_due() == []
    user.refresh_from_db()
    assert user.is_active


def test_only_the_accounts_that_a_backup_brought_back_are_erased_again(two):
    erase_again([two[0].pk])

    assert erase_those_due() == [two[0].pk]
    erase_again([two[0].pk])
    assert erase_those_due() == []
