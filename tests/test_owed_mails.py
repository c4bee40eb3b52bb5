"""A partner who switched mails off still gets what answers them and what opens a door, and nothing else."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from blog.following import approve, propose, send_back
from blog.models import Commitment
from core.models import Notice
from partners.corrections import answer, tell_editors
from partners.handovers import ask_to_hand_over, refuse
from partners.invitations import invite
from partners.joining import confirm
from partners.models import ErrorReport, Handover, JoinRequest, Membership, PartnerPage

from . import factories
from .reviews import logged_in, proved

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return factories.partner("Hub-Lo")


@pytest.fixture
def ana(partner, editor):
    ana = invite(partner, "ana@hub-lo.example", "manager", by=editor, first_name="Ana").user
    Membership.objects.join(ana)
    ana.mail_pace = "none"
    ana.save()
    Notice.objects.all().delete()
    return ana


def an_invitation(ana, partner, editor):
    invite(factories.partner("Emmaüs Connect"), ana.email, "contributor", by=editor)


def the_answer_to_an_error(ana, partner, editor):
    page = factories.recap("Une journée", partners=[(partner, "spoke")])
    report = ErrorReport.objects.create(page=page, partner=partner, sent_by=ana, text="C’était à Tours.")
    answer(report, ErrorReport.Outcome.KEPT, "C’était à Blois.", editor)


def the_answer_to_a_handover(ana, partner, editor):
    ask_to_hand_over(partner, ana)
    refuse(Handover.objects.get(), editor, "Qui prend la suite ?")


def _news(partner, ana):
    factories.recap("Une journée", promised=[factories.commitment(partner=partner)]).save_revision().publish()
    commitment = Commitment.objects.get()
    return propose(commitment, ana, "done", "C’est ouvert.")


def news_sent_back(ana, partner, editor):
    news = _news(partner, ana)
    send_back(news, editor, news.mark, "Depuis quand ?")


def news_approved(ana, partner, editor):
    news = _news(partner, ana)
    approve(news, editor, news.mark)


def the_erasure_asked_for(ana, partner, editor):
    proved(logged_in(ana)).post(reverse("space_erase"), {"action": "ask"})


OWED = [
    an_invitation,
    the_answer_to_an_error,
    the_answer_to_a_handover,
    news_sent_back,
    news_approved,
    the_erasure_asked_for,
]


def a_citation(ana, partner, editor):
    factories.recap("Une journée", partners=[(partner, "spoke")]).save_revision().publish()


def a_reminder(ana, partner, editor):
    PartnerPage.objects.update(reviewed_on="2020-01-01")
    call_command("ask_partners")


@pytest.mark.parametrize("act", OWED, ids=lambda act: act.__name__)
def test_what_answers_or_opens_a_door_leaves_all_the_same(
    ana, partner, editor, act, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        act(ana, partner, editor)

    assert [message.to for message in mail.outbox].count([ana.email]) == 1


@pytest.mark.parametrize("act", [a_citation, a_reminder], ids=lambda act: act.__name__)
def test_news_do_not_leave(ana, partner, editor, act, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        act(ana, partner, editor)
    call_command("send_digest")

    assert [ana.email] not in [message.to for message in mail.outbox]


def test_an_editor_who_wants_no_news_is_not_told_of_what_waits(ana, partner, editor):
    editor.mail_pace = "none"
    editor.save()
    page = factories.recap("Une journée", partners=[(partner, "spoke")])
    tell_editors(ErrorReport.objects.create(page=page, partner=partner, sent_by=ana, text="C’était à Tours."))
    asked = {"first_name": "Bea", "last_name": "Roy", "position": "élue", "email": "bea@hub-lo.example"}
    confirm(JoinRequest.objects.create(partner=partner, **asked))

    call_command("send_digest")

    assert [editor.email] not in [message.to for message in mail.outbox]


def test_the_account_screen_says_what_always_leaves(ana):
    html = logged_in(ana).get(reverse("space_account")).content.decode()

    assert "les codes et les réponses partent toujours" in html
    assert "Seulement les réponses et les invitations" in html
    assert "Aucun mail" not in html
