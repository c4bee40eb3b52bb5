"""Those who keep a profile are asked every six months whether it is true: once a period, whatever happens."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from core.models import Notice, SignedLink
from partners.models import Asking, Membership, PartnerPage

from .keeping import asked_ago, member, path_in, press, told, years_old
from .reviews import account, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Run the command, as the server does every day."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            call_command("ask_partners")

    return run


@pytest.fixture
def partner(db):
    return years_old()


@pytest.fixture
def ana(partner):
    return member(partner)


@pytest.fixture
def path(partner, ana, ask):
    """The link that Ana received."""
    ask()
    return path_in(mail.outbox[-1])


def test_the_manager_of_a_profile_confirmed_six_months_ago_gets_two_lines_and_one_link(partner, ana, ask):
    member(partner, "Bea", "contributor")
    member(years_old("Fraîche", days=30), "Zoé")

    ask()

    (message,) = mail.outbox
    assert message.to == [ana.user.email]
    assert message.subject == "La fiche de Hub-Lo est-elle à jour\u202f?"
    assert "Est-elle juste" in message.body
    assert message.body.count("http://127.0.0.1:8000/lien/") == 1


def test_every_member_is_asked_where_nobody_manages(partner, ask):
    member(partner, "Bea", "contributor")
    member(partner, "Ali", "contributor")

    ask()

    assert told() == ["ali@maillage.example", "bea@maillage.example"]


@pytest.mark.parametrize(("first_published", "times"), [(timedelta(days=182), 0), (timedelta(days=184), 1), (None, 0)])
def test_a_profile_never_confirmed_counts_from_its_first_publication(ask, first_published, times):
    page = years_old(reviewed_on=None)
    when = timezone.now() - first_published if first_published else None
    PartnerPage.objects.filter(pk=page.pk).update(first_published_at=when)
    member(page)

    ask()

    assert len(mail.outbox) == times


def test_nobody_is_asked_about_a_draft_or_a_text_that_editors_are_reading_nor_against_their_will(ask):
    offline = years_old("Hors ligne")
    offline.unpublish()
    member(offline, "Zoé")
    member(propose(years_old("En relecture"), account("Lou")), "Max")
    member(years_old("Sans mail"), "Tim", mail_pace="none")
    member(years_old("Partie"), "Eva", is_active=False)
    invited = member(years_old("Trop tard"), "Noé")
    Membership.objects.filter(pk=invited.pk).update(joined_at=None, invited_at=timezone.now() - timedelta(days=8))

    ask()

    assert told() == []


def test_run_again_the_same_day_or_the_next_the_command_asks_nobody_twice(partner, ana, ask):
    for days in (0, 1, 29):
        asked_ago(days)
        ask()

    assert len(mail.outbox) == 1
    assert SignedLink.objects.count() == 1


def test_after_a_month_of_silence_one_reminder_leaves_and_no_more(partner, ana, ask):
    ask()
    for days in (31, 60, 100):
        asked_ago(days)
        ask()

    assert [message.subject for message in mail.outbox] == [
        "La fiche de Hub-Lo est-elle à jour\u202f?",
        "Rappel\u202f: la fiche de Hub-Lo est-elle à jour\u202f?",
    ]


def test_a_command_that_did_not_run_for_two_years_asks_once(ask):
    member(years_old(days=800))

    ask()
    ask()

    assert len(mail.outbox) == 1


def test_a_mail_that_could_not_be_written_counts_as_not_asked(partner, ana, ask, settings):
    address, settings.WAGTAILADMIN_BASE_URL = settings.WAGTAILADMIN_BASE_URL, None
    with pytest.raises(AttributeError):
        ask()
    assert not Asking.objects.exists()
    assert not SignedLink.objects.exists()

    settings.WAGTAILADMIN_BASE_URL = address
    ask()

    assert told() == [ana.user.email]


def test_the_next_period_asks_again(partner, ana, ask):
    ask()
    # Half a year goes by.
    PartnerPage.objects.update(reviewed_on=partner.reviewed_on - timedelta(days=183))
    Asking.objects.update(period=F("period") - timedelta(days=183))
    asked_ago(183)

    ask()
    ask()

    assert len(mail.outbox) == 2
    assert Asking.objects.count() == 2


def test_a_profile_confirmed_meanwhile_is_not_asked_about_and_mail_that_waits_is_withdrawn(partner, ana, ask):
    bea = member(partner, "Bea", mail_pace="daily")
    ask()
    assert Notice.objects.filter(sent_at=None, recipient=bea.user).exists()

    press(path_in(mail.outbox[0]), "true")
    asked_ago(31)
    ask()
    call_command("send_digest")

    assert told() == [ana.user.email]


def test_the_key_that_was_mailed_is_nowhere_in_the_database(path):
    token = path.split("/")[2]

    assert token not in str(list(Notice.objects.values())) + str(list(SignedLink.objects.values()))


def test_asking_costs_the_same_reading_whatever_the_number_of_profiles(ask, django_assert_max_num_queries):
    for number in range(4):
        member(years_old(f"Structure {number}"), f"Ana{number}")
    ask()

    with django_assert_max_num_queries(10):
        ask()
