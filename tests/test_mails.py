"""The mail of reviews: one for each decision, at each person's pace, never lost, never twice."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from core.models import Notice
from core.outbox import tell

from . import factories
from .reviews import account, approve, compare_url, decide, edit_url, logged_in, propose, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    return account("Inès", "Rédaction")


@pytest.fixture
def reviewer(db):
    return account("Camille", "Rédaction", "Relecture")


@pytest.fixture
def page(db):
    return factories.article("Donner une seconde vie à nos ordinateurs")


@pytest.fixture
def kept(django_capture_on_commit_callbacks):
    """Run what follows a transaction once it is kept, as in real life."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


class Broken(locmem.EmailBackend):
    """A mail server that is away."""

    def open(self):
        raise ConnectionRefusedError("nobody answers")


class Fussy(locmem.EmailBackend):
    """A mail server that refuses one address."""

    refused = "camille@maillage.example"

    def send_messages(self, messages):
        if any(self.refused in message.to for message in messages):
            raise SMTPRecipientsRefused({self.refused: (550, b"unknown")})
        return super().send_messages(messages)


class Dying(locmem.EmailBackend):
    """A process that is stopped at its second mail."""

    def send_messages(self, messages):
        if mail.outbox:
            raise KeyboardInterrupt
        return super().send_messages(messages)


def backend(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


def recipients():
    return sorted(address for message in mail.outbox for address in message.to)


# --- Who is told what ---


def test_reviewers_are_asked_once_but_neither_the_author_nor_superusers(page, author, reviewer, kept):
    other = account("Yaël", "Relecture")
    superuser()
    account("Malik", "Rédaction")
    account("Partie", "Relecture", is_active=False)

    with kept():
        propose(page, reviewer, title="Réparer, transmettre")

    assert recipients() == [other.email]
    assert author.email not in recipients()


def test_a_superuser_who_is_also_a_reviewer_is_asked(page, author, kept):
    boss = superuser()
    boss.groups.set(account("Camille", "Relecture").groups.all())

    with kept():
        propose(page, author, title="Réparer")

    assert boss.email in recipients()


def test_the_request_names_the_page_and_who_proposes_it_and_leads_to_the_comparison(page, author, reviewer, kept):
    with kept():
        propose(page, author, title='Débattre de "l\'IA" : et après ?')

    message = mail.outbox[0]
    assert message.subject == "À relire\u202f: «\u202fDébattre de «\u202fl’IA\u202f»\u202f: et après\u202f?\u202f»"
    assert "Inès propose" in message.body
    assert f"http://127.0.0.1:8000{compare_url(page)}" in message.body
    assert "live...latest" in message.body
    assert f"http://127.0.0.1:8000{edit_url(page)}" in message.body


def test_a_page_never_online_is_announced_as_such(author, reviewer, kept):
    page = factories.article("Jamais vue", live=False)

    with kept():
        propose(page, author)

    assert "n’a jamais été en ligne" in mail.outbox[0].body


def test_an_approval_is_told_to_whoever_proposed_and_to_nobody_else(page, author, reviewer, kept):
    page = propose(page, author, title="Réparer")

    with kept():
        approve(logged_in(reviewer), page)

    (message,) = mail.outbox
    assert message.to == [author.email]
    assert message.subject == "En ligne\u202f: «\u202fRéparer\u202f»"
    assert "Camille a relu et accepté" in message.body
    assert f"http://127.0.0.1:8000{page.url}" in message.body


def test_an_approval_for_later_says_when(page, author, reviewer, kept):
    page.save_revision().publish()
    when = timezone.make_aware(timezone.datetime(2199, 6, 1, 9, 30))
    page = propose(page, author, title="Réparer", go_live_at=when)

    with kept():
        approve(logged_in(reviewer), page)

    assert "paraîtra le samedi 1er\u00a0juin 2199 à 9\u00a0h\u00a030" in mail.outbox[0].body


def test_a_refusal_carries_its_reason(page, author, reviewer, kept):
    page = propose(page, author, title="Réparer")

    with kept():
        decide(logged_in(reviewer), page, "reject", comment="Il manque la date, & le nom de l'animatrice.")

    (message,) = mail.outbox
    assert message.to == [author.email]
    assert message.subject == "À reprendre\u202f: «\u202fRéparer\u202f»"
    assert "Il manque la date, & le nom de l’animatrice." in message.body
    assert edit_url(page) in message.body
    assert compare_url(page) in message.body


def test_a_page_taken_back_is_told_to_nobody(page, author, reviewer, kept):
    page = propose(page, author, title="Réparer")

    with kept():
        WorkflowState.objects.get().cancel(user=author)

    assert mail.outbox == []


def test_an_amendment_does_not_ask_reviewers_again_but_a_new_proposal_does(page, author, reviewer, kept):
    with kept():
        page = propose(page, author, title="Réparer")
        page = propose(page, author, title="Réparer, transmettre")
    asked = len(mail.outbox)
    decide(logged_in(reviewer), page, "reject", comment="Il manque la date.")
    with kept():
        propose(page, author, title="Réparer en 2026")

    assert asked == 1
    assert len(mail.outbox) == 2


# --- At each person's pace ---


def test_a_person_chooses_one_mail_a_day_and_gets_one(page, author, reviewer, kept):
    logged_in(reviewer).post(
        "/admin/account/",
        {
            "name_email-first_name": "Camille",
            "name_email-last_name": "Roy",
            "notifications-mail_pace": "daily",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
        },
    )
    with kept():
        propose(page, author, title="Réparer")
        propose(factories.article("Une laverie, deux claviers"), author)
    immediately = len(mail.outbox)

    call_command("send_digest")

    (message,) = mail.outbox
    assert immediately == 0
    assert message.subject == "Maillage\u202f: 2 nouvelles"
    assert message.to == [reviewer.email]
    assert message.body.count("Bonjour") == 1
    assert message.body.index("Réparer") < message.body.index("Une laverie, deux claviers")


def test_who_wants_no_mail_gets_none(page, author, reviewer, kept):
    reviewer.mail_pace = "none"
    reviewer.save()

    with kept():
        propose(page, author, title="Réparer")
    call_command("send_digest")

    assert mail.outbox == []


@pytest.mark.parametrize("decision", ["approve", "reject"])
def test_who_wants_no_news_still_learns_what_became_of_their_own_page(page, author, reviewer, kept, decision):
    author.mail_pace = "none"
    author.save()
    page = propose(page, author, title="Réparer")

    with kept():
        approve(logged_in(reviewer), page) if decision == "approve" else decide(
            logged_in(reviewer), page, "reject", comment="Il manque la date."
        )

    assert recipients() == [author.email]
    assert "Ce message part toujours" in mail.outbox[0].body


def test_what_is_owed_is_in_the_digest_of_who_wants_one(reviewer, kept):
    reviewer.mail_pace = "daily"
    reviewer.save()
    with kept():
        tell([reviewer], owed=True, key="essai:1", subject_key="essai", subject="Un essai", body="Une fois.")
    immediately = len(mail.outbox)

    call_command("send_digest")

    assert (immediately, recipients()) == (0, [reviewer.email])


def test_what_was_written_before_somebody_wanted_no_news_leaves_only_if_it_is_owed(reviewer):
    for owed in (True, False):
        said = f"essai:{owed}"
        tell([reviewer], owed=owed, key=said, subject_key=said, subject=said, body="Une fois.")
    reviewer.mail_pace = "none"
    reviewer.save()

    call_command("send_digest")

    assert [message.subject.partition(":")[2] for message in mail.outbox] == ["True"]


def test_the_account_page_offers_one_choice_of_pace(reviewer):
    html = logged_in(reviewer).get("/admin/account/").content.decode()

    assert "Un mail par décision" in html
    assert "Un résumé par jour" in html
    assert "Seulement les réponses et les invitations" in html
    assert "submitted_notifications" not in html


def test_what_somebody_else_has_decided_is_not_in_the_digest(page, author, reviewer, kept):
    late = account("Yaël", "Relecture")
    late.mail_pace = "daily"
    late.save()
    page = propose(page, author, title="Réparer")
    approve(logged_in(reviewer), page)

    call_command("send_digest")

    assert late.email not in recipients()


# --- Never lost, never twice ---


def test_the_command_run_twice_sends_each_thing_once(page, author, reviewer):
    reviewer.mail_pace = "daily"
    reviewer.save()
    propose(page, author, title="Réparer")

    call_command("send_digest")
    call_command("send_digest")

    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_breaks_no_click_and_loses_nothing(page, author, reviewer, kept, settings):
    page = propose(page, author, title="Réparer")
    Notice.objects.all().delete()
    settings.EMAIL_BACKEND = backend(Broken)
    with kept():
        response = approve(logged_in(reviewer), page)
    settings.EMAIL_BACKEND = backend(locmem.EmailBackend)

    call_command("send_digest", "--retry")

    assert response.status_code == 302
    assert [message.subject for message in mail.outbox] == ["En ligne\u202f: «\u202fRéparer\u202f»"]


def test_an_address_that_is_refused_does_not_hold_back_the_others(page, author, reviewer, kept, settings):
    other = account("Yaël", "Relecture")
    settings.EMAIL_BACKEND = backend(Fussy)

    with kept():
        propose(page, author, title="Réparer")

    assert recipients() == [other.email]
    assert Notice.objects.waiting().get().recipient == reviewer


def test_a_run_that_is_interrupted_goes_on_where_it_stopped(page, author, reviewer, settings):
    other = account("Yaël", "Relecture")
    for person in (reviewer, other):
        person.mail_pace = "daily"
        person.save()
    propose(page, author, title="Réparer")
    settings.EMAIL_BACKEND = backend(Dying)
    with pytest.raises(KeyboardInterrupt):
        call_command("send_digest")
    settings.EMAIL_BACKEND = backend(locmem.EmailBackend)

    call_command("send_digest")

    assert recipients() == [reviewer.email, other.email]


def test_two_runs_at_the_same_time_do_not_send_the_same_thing(page, author, reviewer):
    reviewer.mail_pace = "daily"
    reviewer.save()
    propose(page, author, title="Réparer")
    Notice.objects.update(claimed_at=timezone.now())

    call_command("send_digest")
    during = len(mail.outbox)
    Notice.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    call_command("send_digest")

    assert during == 0
    assert len(mail.outbox) == 1


def test_what_another_run_takes_at_the_last_moment_is_left_to_it(page, author, reviewer):
    reviewer.mail_pace = "daily"
    reviewer.save()
    propose(page, author, title="Réparer")

    def another_run_first(execute, sql, *args):
        if sql.startswith("UPDATE") and not taken:
            taken.append(sql)
            Notice.objects.update(claim=uuid4(), claimed_at=timezone.now())
        return execute(sql, *args)

    taken = []
    with connection.execute_wrapper(another_run_first):
        call_command("send_digest")

    assert "core_notice" in taken[0]
    assert mail.outbox == []


def test_a_decision_that_is_undone_sends_nothing(page, author, reviewer, kept):
    with kept(), transaction.atomic():
        propose(page, author, title="Réparer")
        transaction.set_rollback(True)

    call_command("send_digest")

    assert mail.outbox == []


def test_the_same_event_is_told_once_to_each_person(reviewer, kept):
    with kept():
        for _ in range(2):
            tell([reviewer], owed=False, key="essai:1", subject_key="essai", subject="Un essai", body="Une fois.")

    assert len(mail.outbox) == 1


def test_notices_are_forgotten_after_a_month(page, author, reviewer):
    propose(page, author, title="Réparer")
    call_command("send_digest")
    Notice.objects.update(created_at=timezone.now() - timedelta(days=31))

    call_command("send_digest")

    assert not Notice.objects.exists()
