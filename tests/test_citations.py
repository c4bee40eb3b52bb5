"""A partner is told when it is cited, and points out errors that are answered."""

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import BasePage, SignedLink, User
from partners.citing import QUIET, tell_the_cited
from partners.corrections import AlreadyAnswered, answer
from partners.invitations import invite, remove
from partners.models import Citation, ErrorReport, Membership
from partners.space.errors import MOST_WAITING

from . import factories
from .reviews import account, logged_in

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def partner():
    return factories.partner("Hub-Lo", kind="hub")


@pytest.fixture
def member(partner, editor):
    membership = invite(partner, "ana@hub-lo.example", "manager", by=editor, first_name="Ana")
    Membership.objects.join(membership.user)
    membership.refresh_from_db()
    return membership


@pytest.fixture
def member_client(member):
    client = Client()
    client.force_login(member.user, backend=BACKEND)
    return client


def publish(page):
    page.save_revision().publish()
    return page


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Publish a page, and return the mails that left."""

    def publish_and_read(page):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            publish(page)
        return mail.outbox

    return publish_and_read


def cited(partner, **fields):
    return factories.recap("Une journée à Blois", partners=[(partner, "organised"), (partner, "thanked")], **fields)


def test_one_calm_mail_says_where_and_for_what(told, member, partner):
    page = cited(partner, live=False)

    (message,) = told(page)

    assert message.to == ["ana@hub-lo.example"]
    assert "a organisé, a été remercié" in message.body
    assert page.full_url in message.body
    assert reverse("space_report", args=[partner.pk, page.pk]) in message.body


def test_publishing_again_tells_nothing_more(told, member, partner):
    page = cited(partner, live=False)
    told(page)

    assert told(page) == []


def test_a_page_kept_from_the_public_tells_nobody(told, member, partner):
    page = cited(partner, live=False)
    factories.make_private(page)

    assert told(page) == []


def test_an_invited_person_who_never_came_is_not_written_to(told, partner, editor):
    invite(partner, "bea@hub-lo.example", "contributor", by=editor)

    assert [message.to for message in told(cited(partner, live=False))] == []


def test_the_mails_stop_at_one_press_and_not_by_opening(told, member, partner, client):
    (message,) = told(cited(partner, live=False))
    address = re.search(r"/lien/\S+", message.body)[0]
    elsewhere = factories.partner("Emmaüs Connect")
    other = Membership.objects.create(pk=0, partner=elsewhere, user=member.user, joined_at=timezone.now())

    client.get(address)
    member.refresh_from_db()
    assert member.told_when_cited
    stopped = client.post(address).content.decode()
    assert "C’est fait" in stopped
    assert f'href="{reverse("space_account")}"' in stopped
    member.refresh_from_db()
    assert not member.told_when_cited
    assert told(factories.recap("Une autre", live=False, partners=[(partner, "spoke")])) == []
    other.refresh_from_db()
    assert other.told_when_cited


def test_a_very_long_name_does_not_stop_a_publication(told, member, partner):
    User.objects.filter(pk=member.user_id).update(first_name="Ana" * 40, last_name="N’Diaye" * 20)

    (message,) = told(cited(partner, live=False))

    assert message.to == ["ana@hub-lo.example"]
    # SQLite keeps what is too long; PostgreSQL refuses it.
    assert len(SignedLink.objects.get(purpose=QUIET).label) == SignedLink._meta.get_field("label").max_length


def test_an_error_reaches_the_editors_and_its_answer_the_partner(
    member_client, member, partner, editor, editor_client, django_capture_on_commit_callbacks
):
    page = publish(cited(partner))
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        member_client.post(reverse("space_report", args=[partner.pk, page.pk]), {"text": "C’était à Tours."})
    assert [message.to for message in mail.outbox] == [[editor.email]]
    queue = reverse("error_reports")
    assert "C’était à Tours." in editor_client.get(queue).content.decode()

    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        report = ErrorReport.objects.get()
        editor_client.post(queue, {"report": report.pk, "outcome": "corrected", "answer": "Merci, corrigé."})

    assert [message.to for message in mail.outbox] == [[member.user.email]]
    assert "Merci, corrigé." in mail.outbox[0].body
    home = member_client.get(reverse("space", args=[partner.pk])).content.decode()
    assert "Corrigé" in home
    assert "Merci, corrigé." in home


def test_an_error_waits_on_the_home_of_whoever_may_answer_until_they_do(member, partner, editor_client):
    report = ErrorReport.objects.create(page=cited(partner), partner=partner, sent_by=member.user, text="C’est faux.")
    writer = logged_in(account("Inès", "Rédaction"))

    waiting = editor_client.get("/admin/").content.decode()
    elsewhere = writer.get("/admin/").content.decode()
    editor_client.post(reverse("error_reports"), {"report": report.pk, "outcome": "corrected", "answer": ""})

    assert "Erreurs signalées (1)" in waiting
    assert "C’est faux." in waiting
    assert f"{reverse('error_reports')}#signalement-{report.pk}" in waiting
    assert "Erreurs signalées (1)" not in editor_client.get("/admin/").content.decode()
    assert "C’est faux." not in elsewhere


def test_a_text_that_stays_as_it_is_gets_a_reason(member, partner, editor_client):
    report = ErrorReport.objects.create(page=cited(partner), partner=partner, sent_by=member.user, text="Faux.")

    html = editor_client.post(reverse("error_reports"), {"report": report.pk, "outcome": "kept", "answer": " "})

    assert "pourquoi le texte reste tel quel" in html.content.decode()
    report.refresh_from_db()
    assert report.outcome == ""


def test_two_editors_give_one_answer(member, partner, editor, editor_client):
    report = ErrorReport.objects.create(page=cited(partner), partner=partner, sent_by=member.user, text="Faux.")
    answer(report, "corrected", "", editor)
    late = {"report": report.pk, "outcome": "kept", "answer": "Deux témoins le disent."}
    assert "Deux témoins" in editor_client.post(reverse("error_reports"), late, follow=True).content.decode()

    with pytest.raises(AlreadyAnswered):
        answer(report, "kept", "Non.", editor)

    report.refresh_from_db()
    assert report.outcome == "corrected"


def test_a_page_that_does_not_cite_the_partner_cannot_be_reported(member_client, partner):
    other = publish(factories.recap("Ailleurs"))
    hidden = cited(partner, live=False)

    for page in (other, hidden):
        assert member_client.get(reverse("space_report", args=[partner.pk, page.pk])).status_code == 404


def test_the_answer_goes_to_who_asked_or_else_to_who_answers_for_the_partner(
    member, partner, editor, django_capture_on_commit_callbacks
):
    sami, bea, zoe = (invite(partner, f"{name}@hub-lo.example", "contributor", by=editor) for name in ("s", "b", "z"))
    for one in (sami, bea, zoe):
        Membership.objects.join(one.user)
    report = ErrorReport.objects.create(page=cited(partner), partner=partner, sent_by=sami.user, text="Faux.")
    other = ErrorReport.objects.create(page=report.page, partner=partner, sent_by=bea.user, text="Faux aussi.")
    last = ErrorReport.objects.create(page=report.page, partner=partner, sent_by=zoe.user, text="Faux encore.")
    remove(bea, editor)
    User.objects.filter(pk=zoe.user_id).update(is_active=False)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        answer(report, "corrected", "", editor)
        answer(other, "corrected", "", editor)
        answer(last, "corrected", "", editor)

    assert [message.to for message in mail.outbox] == [[sami.user.email], [member.user.email], [member.user.email]]


def test_a_partner_has_so_many_reports_waiting_and_no_more(member_client, member, partner):
    page = publish(cited(partner))
    ErrorReport.objects.bulk_create(
        ErrorReport(page=page, partner=partner, sent_by=member.user, text="Faux.") for _number in range(MOST_WAITING)
    )
    address, typed = reverse("space_report", args=[partner.pk, page.pk]), {"text": "Encore."}

    html = member_client.post(address, typed).content.decode()

    assert "laissez-nous le temps" in html
    assert "Encore." in html
    assert not ErrorReport.objects.filter(text="Encore.").exists()
    ErrorReport.objects.filter(pk=ErrorReport.objects.first().pk).update(outcome="corrected")
    assert member_client.post(address, typed).status_code == 302


def test_an_empty_report_says_what_is_missing(member_client, partner):
    page = publish(cited(partner))

    html = member_client.post(reverse("space_report", args=[partner.pk, page.pk]), {"text": " "}).content.decode()

    assert "Dites ce qui est faux" in html


def test_only_those_who_review_see_the_queue(member_client, client, partner):
    assert member_client.get(reverse("error_reports")).status_code == 404
    assert client.get(reverse("error_reports")).status_code == 302
    report = ErrorReport.objects.create(page=cited(partner), partner=partner, text="Faux.")
    writer = logged_in(account("Inès", "Rédaction"))
    assert "Faux." not in writer.get(reverse("error_reports"), follow=True).content.decode()
    writer.post(reverse("error_reports"), {"report": report.pk, "outcome": "corrected", "answer": ""})
    report.refresh_from_db()
    assert report.outcome == ""


def test_each_more_person_to_tell_costs_a_few_queries(member, partner, editor):
    def cost():
        with CaptureQueriesContext(connection) as counted:
            tell_the_cited(cited(partner))
        return len(counted)

    one = cost()
    for number in range(9):
        Membership.objects.join(invite(partner, f"collegue{number}@hub-lo.example", "contributor", by=editor).user)

    assert cost() <= one + 9 * 10


def test_the_space_says_first_what_cited_them_last_and_apart_what_is_to_come(told, member, member_client, partner):
    role = [(partner, "hosted")]
    factories.event("Bientôt à Tours", date=timezone.localdate() + timedelta(days=9), partners=role)
    factories.event("Un jour à Tours", date=timezone.localdate() + timedelta(days=90), partners=role)
    recent = factories.recap("Une journée récente", live=False, partners=role, date=date(2026, 3, 9))
    told(recent)
    old = factories.recap("Une vieille journée", live=False, partners=role, date=date(2019, 3, 9))
    told(old)
    factories.recap("Sans date", date=None, partners=role)
    Citation.objects.filter(page=recent).update(told_at=timezone.now() - timedelta(days=30))
    # The old one has been online for long, and cites them since today.
    BasePage.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=900))

    page = BeautifulSoup(member_client.get(reverse("space", args=[partner.pk])).content, "html.parser")

    lists = {one.h2.text: [title.text for title in one.select("h3")] for one in page.select("main section") if one.h2}
    assert lists["Où l’on vous cite"] == ["Une vieille journée", "Une journée récente", "Sans date"]
    assert lists["Où l’on vous annonce"] == ["Bientôt à Tours", "Un jour à Tours"]
