"""What the site knows of a person: given back whole, erased whole, and their sessions ended."""

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import PurePath

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from blog.models import CommitmentNews
from core.models import Erasure, Notice, SignedLink, User
from core.personal.erasing import LastOne, alias_of, ask, erase_those_due
from core.personal.export import archive
from partners.corrections import tell_editors
from partners.handovers import ask_to_hand_over
from partners.invitations import invite
from partners.models import Asking, ErrorReport, Handover, Membership, PartnerPage

from . import factories
from .reviews import proved

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
UNIQUE = "zyxwvut"
PHONE = "Mozilla/5.0 (Android 14; Mobile) Firefox/140.0"


@pytest.fixture
def person(editor):
    partner = factories.partner("Hub-Lo", kind="hub")
    membership = invite(
        partner, f"{UNIQUE}@hub-lo.example", "manager", by=editor, first_name=f"Ana{UNIQUE}", last_name=UNIQUE
    )
    Membership.objects.join(membership.user)
    return membership.user


@pytest.fixture
def person_client(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    remember(client, person)
    return client


def remember(client, user):
    """Note the session, as logging in by a code does."""
    UserSession.objects.create(user=user, session_key=client.session.session_key, user_agent=PHONE, ip="192.0.2.7")


def test_the_archive_holds_what_the_site_knows(person_client, person):
    partner = person.memberships.get().partner
    partner.save_revision(user=person)
    page = factories.recap("Une journée", partners=[(partner, "spoke")])
    ErrorReport.objects.create(page=page, partner=partner, sent_by=person, text="C’était à Tours.")
    Asking.objects.create(partner=partner, user=person, period=timezone.localdate())
    ask_to_hand_over(partner, person, "Bea", "bea@hub-lo.example")
    CommitmentNews.objects.create(page=page, partner=partner, state="kept", text="C’est fait.", written_by=person)
    photo = factories.picture()["image"]
    photo.uploaded_by_user = person
    photo.save()

    answer = person_client.post(reverse("space_export"))

    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    told = json.loads(packed.read("donnees.json"))
    assert told["compte"]["adresse"] == person.email
    assert told["structures"][0]["structure"] == "Hub-Lo"
    assert told["signalements"][0]["texte"] == "C’était à Tours."
    assert told["fiches à confirmer"][0]["structure"] == "Hub-Lo"
    assert told["passages de relais"][0]["nom proposé"] == "Bea"
    assert told["nouvelles d’engagements"][0]["texte"] == "C’est fait."
    assert told["textes"]["versions"][0]["page"] == "Hub-Lo"
    assert told["messages"][0]["objet"]
    to_read = packed.read("donnees.html").decode()
    assert "C’était à Tours." in to_read
    assert "Ce que le site garde d’Ana" in to_read
    (name,) = (name for name in packed.namelist() if name.startswith("fichiers/"))
    with photo.file.open("rb") as file:
        assert packed.read(name) == file.read()
    assert packed.read("SHA256SUMS").decode().count("\n") == 3


def test_a_file_too_heavy_for_the_archive_is_named(person_client, person, monkeypatch):
    photo = factories.picture()["image"]
    photo.uploaded_by_user = person
    photo.save()
    monkeypatch.setattr("core.personal.export.MOST_BYTES", photo.file.size - 1)

    packed = zipfile.ZipFile(io.BytesIO(person_client.post(reverse("space_export")).content))

    assert not [name for name in packed.namelist() if name.startswith("fichiers/")]
    assert f"photo-{photo.pk}-" in packed.read("fichiers-absents.txt").decode()


def test_where_a_person_was_is_not_kept(person_client, person):
    assert [session.ip for session in UserSession.objects.filter(user=person)] == ["0.0.0.0"]
    html = person_client.get(reverse("space_account")).content.decode()
    assert "Firefox, Android" in html


def test_a_session_that_ended_by_itself_is_no_device_any_more(person_client, person):
    other = Client()
    other.force_login(person, backend=BACKEND)
    remember(other, person)
    assert person_client.get(reverse("space_account")).content.decode().count("Firefox, Android") == 2

    Session.objects.filter(session_key=other.session.session_key).update(expire_date=timezone.now())

    assert person_client.get(reverse("space_account")).content.decode().count("Firefox, Android") == 1


def test_disconnecting_everywhere_ends_every_session(person_client, person):
    other = Client()
    other.force_login(person, backend=BACKEND)
    remember(other, person)

    left = person_client.post(reverse("space_disconnect"), follow=True).content.decode()

    assert "Tous vos appareils sont déconnectés." in left
    for client in (other, person_client):
        assert client.get(reverse("space_account")).status_code == 302


def test_there_are_seven_days_to_change_ones_mind(person_client, person, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        proved(person_client).post(reverse("space_erase"), {"action": "ask"})
    assert "effacé le" in mail.outbox[0].subject

    assert erase_those_due() == []
    assert "changer d’avis" in person_client.get(reverse("space_account")).content.decode()
    Notice.objects.update(sent_at=None)
    person_client.post(reverse("space_erase"), {"action": "give-up"})
    assert not Notice.objects.about(f"erasure:{person.pk}").exists()
    Erasure.objects.update(due_at=timezone.now())
    assert erase_those_due() == []


@pytest.mark.parametrize("prove", [lambda client: client, lambda client: proved(client, minutes_ago=16)])
def test_a_session_left_open_erases_nothing_without_a_new_code(person_client, person, prove, fresh_cache):
    answer = prove(person_client).post(reverse("space_erase"), {"action": "ask"}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/compte/login/?next={reverse('space_account')}"
    assert "demande un nouveau code" in answer.content.decode()
    assert not Erasure.objects.exists()

    mail.outbox.clear()
    person_client.post(answer.redirect_chain[-1][0], {"login": person.email, "next": reverse("space_account")})
    code = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[0].body).group()
    page = {"code": code, "next": reverse("space_account")}
    inside = person_client.post("/compte/login/code/confirm/", page, follow=True)
    assert inside.redirect_chain[-1][0] == reverse("space_account")
    person_client.post(reverse("space_erase"), {"action": "ask"})
    assert Erasure.objects.get().user == person


def test_nothing_is_erased_that_was_not_asked_for(person_client):
    proved(person_client).post(reverse("space_erase"))

    assert not Erasure.objects.exists()


def erase_now(user):
    Erasure.objects.create(user=user, due_at=timezone.now())
    call_command("erase_accounts")


def everything_stored():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield table, " ".join(str(value) for value in row)


def test_nothing_of_the_person_is_left_in_the_database(person_client, person, editor):
    partner = person.memberships.get().partner
    partner.presentation = "<p>Un texte de la structure.</p>"
    partner.save_revision(user=person, log_action=True)
    page = factories.recap("Une journée", partners=[(partner, "spoke")])
    tell_editors(ErrorReport.objects.create(page=page, partner=partner, sent_by=person, text="Faux."))
    SignedLink.make(10, purpose="quiet", page=partner, label=str(person), email=person.email)
    log(person, "wagtail.edit", user=editor)
    PartnerPage.objects.update(reviewed_on="2020-01-01")
    call_command("ask_partners")
    assert SignedLink.objects.filter(label__contains=UNIQUE).exists()
    ask_to_hand_over(partner, person, f"Bea {UNIQUE}", f"bea-{UNIQUE}@hub-lo.example")
    colleague = invite(partner, "lou@hub-lo.example", "contributor", by=editor).user
    ask_to_hand_over(partner, colleague, str(person), person.email.upper())
    assert Notice.objects.filter(recipient=person).exists()
    assert {table for table, row in everything_stored() if UNIQUE in row} >= {"core_user", "core_signedlink"}
    ask(person)
    Erasure.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    call_command("erase_accounts")
    call_command("erase_accounts")

    assert [table for table, row in everything_stored() if UNIQUE in row] == []
    revision = partner.revisions.latest("pk")
    assert str(revision.user) == f"Ancien contributeur n° {person.pk}"
    assert "Un texte de la structure" in str(revision.content)
    assert ErrorReport.objects.get().text == "Faux."
    assert person_client.get(reverse("space_account")).status_code == 302
    assert not User.objects.get(pk=person.pk).is_active
    assert Handover.objects.waiting().get().user == colleague


def test_the_portrait_of_an_editor_is_given_back_and_leaves_the_disk(editor, django_capture_on_commit_callbacks):
    profile = UserProfile.get_for_user(editor)
    profile.avatar.save("moi.jpg", ContentFile(b"x"))
    where, disk = profile.avatar.name, profile.avatar.storage

    assert PurePath(where).name in " ".join(zipfile.ZipFile(io.BytesIO(archive(editor))).namelist())
    with django_capture_on_commit_callbacks(execute=True):
        erase_now(editor)

    assert not disk.exists(where)


def test_an_account_that_a_backup_brought_back_is_erased_again_at_once(person, capsys):
    call_command("erase_accounts", "--again", str(person.pk))

    assert str(person.pk) in capsys.readouterr().out
    person.refresh_from_db()
    assert (person.is_active, str(person)) == (False, f"Ancien contributeur n° {person.pk}")


@pytest.fixture
def leave(person):
    """Let the week of a person end, and the command run; give back the lines of the list."""

    def run(user=person, *options):
        Erasure.objects.update_or_create(user=user, defaults={"due_at": timezone.now()})
        call_command("erase_accounts", *options)
        return the_list().read_text().splitlines()

    return run


def the_list():
    return settings.ERASED_LIST


def bring_back(user):
    """Do what restoring a backup does."""
    User.objects.filter(pk=user.pk).update(email="ana@hub-lo.example", first_name="Ana", is_active=True)


def test_the_number_of_an_erased_account_is_kept_outside_of_the_database(person, leave):
    (line,) = leave()

    number, moment = line.split(" ")
    assert (int(number), moment[:10]) == (person.pk, str(timezone.now().date()))
    call_command("erase_accounts")
    assert the_list().read_text().splitlines() == [line]


def test_who_a_backup_brought_back_is_erased_again_from_the_list(person, leave, editor):
    lines = leave()
    bring_back(person)

    call_command("erase_accounts")
    person.refresh_from_db()
    assert person.is_active
    for _twice in range(2):
        call_command("erase_accounts", "--again")

    person.refresh_from_db()
    editor.refresh_from_db()
    assert (person.is_active, str(person)) == (False, f"Ancien contributeur n° {person.pk}")
    assert editor.is_active
    assert the_list().read_text().splitlines() == lines


def test_a_number_given_anew_after_a_restoration_is_not_erased_until_it_leaves_too(person, leave):
    leave()
    bring_back(person)
    User.objects.filter(pk=person.pk).update(joined_at=timezone.now())

    call_command("erase_accounts", "--again")
    person.refresh_from_db()
    assert person.is_active

    assert len(leave()) == 2
    bring_back(person)
    call_command("erase_accounts", "--again")
    person.refresh_from_db()
    assert not person.is_active


def test_a_run_stopped_before_the_list_or_in_the_middle_of_a_line_is_made_up_for(person, leave, editor):
    ask(person)
    Erasure.objects.update(due_at=timezone.now())
    erase_those_due()
    the_list().write_text(f"{person.pk}")

    lines = leave(User.objects.create_user("bea@hub-lo.example"))

    assert lines[0] == str(person.pk)
    assert [line.split(" ")[0] for line in lines[1:]] == [str(person.pk), str(person.pk + 1)]


def test_the_last_administrator_stays(db):
    last = User.objects.create_superuser("racine@maillage.example")

    with pytest.raises(LastOne):
        ask(last)


def test_two_administrators_do_not_count_on_each_other(db):
    first, second = (User.objects.create_superuser(f"racine-{n}@maillage.example") for n in (1, 2))
    ask(first)

    with pytest.raises(LastOne):
        ask(second)


def test_an_administrator_left_alone_during_the_week_stays_until_there_is_another(db):
    first, second = (User.objects.create_superuser(f"racine-{n}@maillage.example") for n in (1, 2))
    ask(first)
    Erasure.objects.update(due_at=timezone.now())
    User.objects.filter(pk=second.pk).update(is_active=False)

    assert erase_those_due() == []
    User.objects.filter(pk=second.pk).update(is_active=True)
    assert erase_those_due() == [first.pk]


def test_wishes_about_mails_are_kept(person_client, person):
    membership = person.memberships.get()
    address = reverse("space_account")

    person_client.post(address, {"first_name": "Ana", "last_name": "B.", "mail_pace": "daily"})

    membership.refresh_from_db()
    person.refresh_from_db()
    assert (person.mail_pace, membership.told_when_cited) == ("daily", False)
    person_client.post(address, {"mail_pace": "each", "told_when_cited": membership.pk})
    membership.refresh_from_db()
    assert membership.told_when_cited


LINK = "https://maillage.example/lien/e-Ana-Bea@hub-lo.example/"


@pytest.mark.parametrize(
    ("first_name", "last_name", "waiting", "left"),
    [
        ("e", "", f"Une fiche vous attend : {LINK}", f"Une fiche vous attend : {LINK}"),
        ("Ana", "Bo", "Ana Bonnet et Diana Bo ont écrit.", "Ana Bonnet et Diana Bo ont écrit."),
        ("Ana", "N’Diaye", "Ana N'Diaye, à côté d’Ana N’Diaye.", "{alias}, à côté d’{alias}."),
        ("Ana", "de La Tour", "Par Ana de\u00a0La Tour.", "Par {alias}."),
        ("", "", "Écrivez à Bea@Hub-Lo.example.", "Écrivez à {alias}."),
        ("", "", "lea.bea@hub-lo.example, bea@hub-lo.example.org", "lea.bea@hub-lo.example, bea@hub-lo.example.org"),
        ("Ana", "Bo", f"Ana Bo : {LINK}", "{alias} : " + LINK),
    ],
)
def test_forgetting_somebody_changes_nothing_but_their_name_in_the_mails_of_others(
    editor, first_name, last_name, waiting, left
):
    gone = User.objects.create_user("bea@hub-lo.example", first_name=first_name, last_name=last_name)
    Notice.objects.create(recipient=editor, key="k", subject_key="k", subject=waiting, body=waiting)

    erase_now(gone)

    notice = Notice.objects.get()
    assert notice.subject == notice.body == left.format(alias=alias_of(gone))
