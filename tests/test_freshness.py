"""Profiles stay true: one press confirms one, another opens its form, and readers know how fresh it is."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from blog.models import RecapIndexPage
from core.models import SignedLink
from partners.invitations import remove
from partners.models import Asking, Membership, PartnerPage

from .keeping import TODAY, asked_ago, fresh, member, path_in, press, told, years_old
from .reviews import account, approve, editor_of, logged_in, propose
from .test_links import writes
from .test_space import BACKEND, form_of, send

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


# --- « Tout est à jour » ---


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing_however_often_scanners_do(partner, path, method):
    client = Client()
    client.get(path)

    with CaptureQueriesContext(connection) as captured:
        answers = [getattr(client, method)(path).status_code for _ in range(3)]

    assert answers == [200] * 3
    assert writes(captured) == []
    assert len(captured) <= 3 * 12
    assert fresh(partner).reviewed_on == partner.reviewed_on
    assert not client.cookies


def test_one_press_stamps_the_public_page(partner, ana, path, client):
    answer = press(path, "true")

    assert "Fiche vérifiée par Hub-Lo le" in answer.content.decode()
    assert "Fiche vérifiée par Hub-Lo le" in client.get(partner.url).content.decode()
    assert fresh(partner).reviewed_on == TODAY()
    entry = PageLogEntry.objects.get(page=partner.pk, action="partners.confirm")
    assert entry.user == ana.user
    assert entry.message == "Fiche confirmée, sans changement"


def test_the_link_serves_once(partner, ana, path, ask):
    asked_ago(31)
    ask()
    reminder = path_in(mail.outbox[-1])
    assert press(path, "true").status_code == 200
    PartnerPage.objects.update(reviewed_on="2020-01-01")

    for used in (path, reminder):
        assert Client().get(used).status_code == 404
        assert {press(used, button).status_code for button in ("true", "correct", "leave", "leave-sure")} == {404}
    assert fresh(partner).reviewed_on.year == 2020


def test_an_answer_is_kept_once(path):
    asking = Asking.objects.get()

    assert [asking.settle("true"), asking.settle("leaving")] == [True, False]
    asking.refresh_from_db()
    assert asking.answer == "true"


def test_a_draft_that_waits_keeps_its_words_and_receives_the_date(partner, path):
    draft = partner.get_latest_revision_as_object()
    draft.summary = "Un brouillon que personne n’a lu."
    revision = draft.save_revision()

    press(path, "true")

    page = fresh(partner)
    assert page.summary == "Le hub du Centre-Val de Loire."
    assert page.has_unpublished_changes
    assert page.latest_revision_id == revision.pk
    draft = page.get_latest_revision_as_object()
    assert (draft.summary, draft.reviewed_on, draft.reviewed_by) == (
        "Un brouillon que personne n’a lu.",
        TODAY(),
        "partner",
    )
    page.latest_revision.publish()
    assert fresh(partner).reviewed_on == TODAY()


def test_a_review_under_way_goes_on_with_what_was_read_and_keeps_the_date(partner, path, editor):
    proposed = propose(partner, account("Lou"), summary="Proposé.")
    read = proposed.latest_revision

    press(path, "true")
    approve(logged_in(editor), partner, revision=read)

    page = fresh(partner)
    assert (page.summary, page.reviewed_on, page.reviewed_by) == ("Proposé.", TODAY(), "partner")


def test_an_editor_may_still_correct_a_date_of_their_own(partner):
    page = partner.get_latest_revision_as_object()
    page.reviewed_on = TODAY() - timedelta(days=300)
    page.save_revision().publish()

    assert fresh(partner).reviewed_on == TODAY() - timedelta(days=300)


def test_what_a_partner_sent_and_an_editor_accepted_counts_as_confirmed(partner, ana, editor, ask):
    client = logged_in(ana.user)
    send(client, partner, summary="Le hub, en mieux.", action="send")
    assert fresh(partner).reviewed_on == partner.reviewed_on

    approve(logged_in(editor), partner)

    assert fresh(partner).reviewed_on == TODAY()
    ask()
    assert told() == []


# --- Links that must not open ---


def test_the_link_of_somebody_removed_opens_nothing(partner, ana, path, editor):
    member(partner, "Bea")
    remove(ana, ana.user)

    assert Client().get(path).status_code == 404
    assert press(path, "true").status_code == 404
    assert fresh(partner).reviewed_on == partner.reviewed_on


@pytest.mark.parametrize("what", ["expired", "revoked", "closed", "moved", "left"])
def test_a_link_dies_with_what_it_stands_for(partner, ana, path, what):
    user = ana.user
    if what == "expired":
        SignedLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif what == "revoked":
        SignedLink.objects.get().revoke()
    elif what == "closed":
        user.is_active = False
        user.save()
    elif what == "moved":
        # Whoever reads the old mailbox is perhaps somebody else.
        user.email = "ana@ailleurs.example"
        user.save()
    elif what == "left":
        Membership.objects.filter(pk=ana.pk).delete()

    client = Client()
    for button in ("true", "correct", "leave-sure"):
        assert press(path, button, client).status_code == 404
    assert client.get(path).status_code == 404
    assert "_auth_user_id" not in client.session
    assert fresh(partner).reviewed_on == partner.reviewed_on


# --- « Je corrige » ---


def test_i_correct_opens_the_form_without_another_log_in(partner, ana, path):
    client = Client()

    answer = press(path, "correct", client)

    form = reverse("space_profile", args=[partner.pk])
    assert answer.headers["Location"] == form
    assert client.get(form).status_code == 200
    assert client.session.get_expire_at_browser_close()
    assert send(client, partner, summary="Corrigé.", action="send").status_code == 302
    assert press(path, "correct", Client()).status_code == 404


def test_removing_a_member_ends_the_session_that_their_link_opened(partner, ana, path, editor):
    client = Client()
    press(path, "correct", client)
    member(partner, "Bea")

    remove(ana, ana.user)

    assert client.get(reverse("space_profile", args=[partner.pk])).status_code == 302


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_an_editor_is_never_logged_in_by_a_link(partner, ask, who):
    user = account("Camille", "Rédaction", is_superuser=who == "superuser")
    Membership.objects.create(partner=partner, user=user, role="manager", joined_at=timezone.now())
    ask()
    client = Client()

    answer = press(path_in(mail.outbox[-1]), "correct", client)

    form = reverse("space_profile", args=[partner.pk])
    assert answer.headers["Location"] == f"/compte/login/?next={form}"
    assert "_auth_user_id" not in client.session


def test_another_site_cannot_make_a_browser_come_in_as_somebody_else(path):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(path, {"answer": "correct"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.headers["Location"].startswith("/compte/login/")
    assert "_auth_user_id" not in client.session


# --- In the space ---


@pytest.mark.parametrize("role", ["manager", "contributor"])
def test_members_confirm_from_their_space(partner, role):
    client = logged_in(member(partner, "Bea", role).user)
    url = reverse("space_confirm", args=[partner.pk])

    assert client.get(url).status_code == 405
    assert fresh(partner).reviewed_on == partner.reviewed_on
    html = client.post(url, follow=True).content.decode()

    assert "Fiche vérifiée par Hub-Lo le" in html
    assert "Dernière confirmation" in html
    assert fresh(partner).reviewed_on == TODAY()


def test_nobody_else_confirms(partner, client, editor):
    url = reverse("space_confirm", args=[partner.pk])

    assert client.post(url).status_code == 302
    assert logged_in(member(years_old("Autre"), "Zoé").user).post(url).status_code == 404
    assert logged_in(editor).post(url).status_code == 404
    assert fresh(partner).reviewed_on == partner.reviewed_on


def test_the_form_confirms_too_when_nothing_was_typed(partner, ana):
    client = logged_in(ana.user)

    answer = client.post(reverse("space_profile", args=[partner.pk]), form_of(client, partner, action="confirm"))

    assert answer.headers["Location"] == reverse("space", args=[partner.pk])
    assert fresh(partner).reviewed_on == TODAY()
    assert not fresh(partner).has_unpublished_changes


def test_nothing_to_change_does_not_lose_what_was_typed(partner, ana):
    client = logged_in(ana.user)

    answer = send(client, partner, summary="En fait, si.", action="confirm")

    html = answer.content.decode()
    assert "Vous avez changé quelque chose" in html
    assert "En fait, si." in html
    assert fresh(partner).reviewed_on == partner.reviewed_on


# --- Words for readers ---


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reviewed_on": TODAY(), "reviewed_by": "partner"}, "Fiche vérifiée par Hub-Lo le"),
        ({"reviewed_on": TODAY(), "reviewed_by": "editors"}, "Fiche vérifiée par la rédaction le"),
        ({"reviewed_on": TODAY() - timedelta(days=400), "reviewed_by": "partner"}, "Fiche à confirmer\u202f: vérifiée"),
        ({"reviewed_on": None, "first_published_at": timezone.now() - timedelta(days=400)}, "Fiche à confirmer<"),
        ({"reviewed_on": None, "first_published_at": timezone.now() - timedelta(days=100)}, None),
    ],
)
def test_readers_are_told_how_fresh_a_profile_is_in_neutral_words(client, partner, fields, words):
    PartnerPage.objects.filter(pk=partner.pk).update(**fields)

    html = client.get(partner.url).content.decode()

    assert words in html if words else "badge" not in html


# --- The report of editors ---


def online_since(title, *day):
    page = years_old(title, reviewed_on=None)
    PartnerPage.objects.filter(pk=page.pk).update(first_published_at=timezone.make_aware(datetime(*day, 12)))


def test_editors_see_who_confirmed_and_when_it_was_asked_what_nobody_ever_confirmed_first(
    editor, ask, path, partner, ana
):
    # Put online since the two others were confirmed: its day is none on which anybody read it.
    online_since("Neuve", *(TODAY() - timedelta(days=1)).timetuple()[:3])
    online_since("Jamais", 2020, 5, 4)
    years_old("Vieille", days=600)
    years_old("Hors ligne", days=900).unpublish()
    press(path, "true")

    html = logged_in(editor).get(reverse("profiles_by_age")).content.decode()

    rows = [re.sub(r"<[^>]+>", " ", row) for row in html.split("<tbody>")[1].split("</tr>")[:-1]]
    assert [row.split()[0] for row in rows] == ["Jamais", "Neuve", "Vieille", "Hub-Lo"]
    assert "jamais, en ligne depuis le 4 mai 2020" in rows[0]
    assert "à confirmer" not in rows[1]
    assert "par la rédaction" in rows[2]
    assert "personne" in rows[2]
    assert "par Ana" in rows[3]
    assert "jamais" not in rows[3]


def test_an_editor_of_other_pages_reads_nothing_about_profiles(partner):
    client = logged_in(editor_of(RecapIndexPage.objects.get()))

    assert "Hub-Lo" not in client.get(reverse("profiles_by_age")).content.decode()


def test_the_report_costs_the_same_with_many_profiles(editor, django_assert_max_num_queries):
    client = logged_in(editor)
    for number in range(8):
        member(years_old(f"Structure {number}"), f"Ana{number}")
    client.get(reverse("profiles_by_age"))

    with django_assert_max_num_queries(25):
        client.get(reverse("profiles_by_age"))


def test_the_home_of_the_space_costs_little(partner, ana, client, django_assert_max_num_queries):
    client.force_login(ana.user, backend=BACKEND)
    client.get(reverse("space", args=[partner.pk]))

    with django_assert_max_num_queries(20):
        client.get(reverse("space", args=[partner.pk]))
