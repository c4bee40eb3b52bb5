"""Partners and editors at the same instant: nobody waits for ever, and no right outlives its owner."""

import pytest
from django.db import connection
from django.urls import reverse

from core.models import BasePage, Erasure, SignedLink, User
from core.personal.erasing import LastOne, ask, erase_those_due
from partners.citing import QUIET
from partners.freshness import ask_keepers, confirm
from partners.invitations import invite, remove
from partners.models import Asking, ErrorReport, FreshnessLink, JoinRequest, Membership

from . import factories
from .at_once import just_before, meanwhile, somebody_waits_for_this
from .keeping import fresh, member, press, years_old
from .reviews import account, logged_in, superuser
from .test_space import EMPTY_ROWS, version_in

at_once = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
pytestmark = pytest.mark.django_db
stored = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def partner(db):
    return years_old()


@pytest.fixture
def ana(partner):
    return member(partner)


@pytest.fixture
def bea(partner):
    return member(partner, "Bea")


def hold(page):
    return lambda: BasePage.objects.hold(page.pk)


def sending(membership, text="Le hub, en mieux."):
    """Return the press of « Envoyer à la relecture » on a form that is open."""
    client, partner = logged_in(membership.user), membership.partner
    url = reverse("space_profile", args=[partner.pk])
    form = {"title": partner.title, "kind": "hub", "summary": text, "action": "send"}
    form |= EMPTY_ROWS | {"version": version_in(client.get(url).content.decode())}
    return lambda: client.post(url, form)


def taking_away(by, other):
    client, url = logged_in(by.user), reverse("space_people", args=[by.partner_id])
    return lambda: client.post(url, {"action": "remove", "member": other.pk})


def asked_link(membership):
    asking = Asking.objects.create(partner=membership.partner, user=membership.user, period="2026-01-01")
    fields = {"purpose": FreshnessLink.PURPOSE, "page_id": membership.partner_id, "asking": asking}
    return reverse("signed_link", args=[FreshnessLink.make(60, email=membership.user.email, **fields).token])


# --- One waits for the other ---


@at_once
@stored
def test_a_colleague_confirms_a_profile_while_another_sends_it(ana, bea):
    answer = meanwhile(sending(ana), hold(ana.partner), lambda: confirm(bea.partner, bea.user))

    assert answer.status_code == 302
    assert fresh(ana.partner).workflow_in_progress


@at_once
@stored
def test_what_somebody_sends_whose_access_ends_at_that_instant_is_not_theirs_to_send(ana, bea):
    answer = meanwhile(sending(bea), hold(bea.partner), lambda: remove(bea, bea.user))

    assert answer.status_code == 404
    assert not fresh(ana.partner).workflow_in_progress


@at_once
@stored
def test_whoever_is_taken_away_takes_nobody_away_any_more(partner, ana, bea):
    member(partner, "Carl")

    answer = meanwhile(taking_away(bea, ana), hold(partner), lambda: remove(bea, bea.user))

    assert answer.status_code == 404
    assert Membership.objects.filter(pk=ana.pk).exists()


@at_once
@stored
def test_a_link_pressed_while_its_person_is_taken_away_is_closed(partner, ana, bea):
    path = asked_link(bea)

    answer = meanwhile(lambda: press(path, "true"), hold(partner), lambda: remove(bea, bea.user))

    assert answer.status_code == 404
    assert fresh(partner).reviewed_on == partner.reviewed_on


@at_once
@stored
def test_a_profile_that_is_deleted_while_it_is_sent_is_no_longer_there(partner, ana):
    answer = meanwhile(sending(ana), hold(partner), partner.delete)

    assert answer.status_code == 404


@at_once
@stored
def test_an_error_reported_on_a_page_that_is_deleted_at_that_instant_finds_no_page(partner, ana):
    recap = factories.recap(partners=[(partner, "spoke")])
    client, url = logged_in(ana.user), reverse("space_report", args=[partner.pk, recap.pk])

    answer = meanwhile(lambda: client.post(url, {"text": "Faux."}), hold(recap), recap.delete)

    assert answer.status_code == 404
    assert not ErrorReport.objects.exists()


@at_once
@stored
def test_two_structures_invite_the_same_stranger_at_once(ana):
    other, editor, email = factories.partner("L’autre"), account("Camille"), "zoe@hub-lo.example"
    client, url = logged_in(ana.user), reverse("space_people", args=[ana.partner_id])
    form = {"action": "invite", "email": email, "role": "contributor"}

    answer = meanwhile(lambda: client.post(url, form), lambda: invite(other, email, "manager", by=editor))

    assert answer.status_code == 302
    assert Membership.objects.filter(user__email=email).count() == 2


@at_once
@stored
def test_a_recap_that_cites_a_profile_appears_while_the_profile_is_written_to(partner, ana):
    recap = factories.recap(live=False, partners=[(partner, "spoke")])
    revision = recap.save_revision()

    meanwhile(revision.publish, hold(partner), hold(recap))

    assert BasePage.objects.get(pk=recap.pk).live


@at_once
@stored
def test_a_link_is_made_while_another_is_being_mailed(partner):
    def make():
        return SignedLink.make(9, purpose=QUIET, page_id=partner.pk, label="Ana")

    make().revoke()
    waiting = []

    meanwhile(make, make, lambda: waiting.append(somebody_waits_for_this()))

    assert waiting == [0]


@at_once
@stored
def test_a_request_forgotten_while_an_editor_answers_is_said_to_be_gone(partner):
    person = {"first_name": "Zoé", "last_name": "Nadeau", "email": "zoe@hub-lo.example"}
    asked = JoinRequest.objects.create(partner=partner, confirmed_at="2026-01-01T00:00Z", **person)
    editor, queue = logged_in(account("Camille", "Rédaction", "Relecture")), "/admin/structures/demandes/"
    form = {"request": asked.pk, "role": "manager", "reason": "", "action": "accept"}

    answer = meanwhile(lambda: editor.post(queue, form, follow=True), JoinRequest.objects.all().delete)

    assert "Cette demande n’existe plus" in answer.content.decode()


# --- One comes between two questions of the other ---


def test_wishes_about_a_profile_that_is_taken_away_meanwhile_are_not_needed(client, ana, bea):
    client = logged_in(bea.user)
    form = {"first_name": "Bea", "last_name": "", "mail_pace": "each", "told_when_cited": [bea.pk]}

    with just_before('UPDATE "partners_membership"', lambda: Membership.objects.filter(pk=bea.pk).delete()):
        answer = client.post(reverse("space_account"), form)

    assert answer.status_code == 302


def test_a_mail_is_stopped_by_somebody_who_has_just_left(client, ana):
    link = SignedLink.make(9, purpose=QUIET, page=ana.partner, label="Ana", email=ana.user.email)

    with just_before('UPDATE "partners_membership"', lambda: Membership.objects.filter(pk=ana.pk).delete()):
        answer = client.post(reverse("signed_link", args=[link.token]))

    assert answer.status_code == 200


def test_an_account_erased_while_its_person_types_a_name_gets_no_name_back(ana, bea):
    Erasure.objects.create(user=bea.user, due_at="2026-01-01T00:00Z")
    client = logged_in(bea.user)

    with just_before('UPDATE "core_user"', erase_those_due):
        client.post(reverse("space_account"), {"first_name": "Béatrice", "last_name": "", "mail_pace": "each"})

    erased = User.objects.get(pk=bea.user_id)
    assert (erased.is_active, erased.first_name) == (False, f"Ancien contributeur n° {erased.pk}")


def test_nobody_is_asked_about_a_profile_that_they_left_while_others_were_asked(ana, bea):
    with just_before('FROM "partners_asking"', lambda: remove(bea, bea.user)):
        ask_keepers()

    assert [asking.user for asking in Asking.objects.all()] == [ana.user]


def test_a_link_forgotten_between_its_opening_and_its_question_is_closed(ana):
    path = asked_link(ana)

    with just_before('FROM "partners_asking"', lambda: SignedLink.objects.all().delete()):
        answer = press(path, "true")

    assert answer.status_code == 404


def test_the_last_two_who_run_the_site_do_not_both_leave(db):
    one, other = superuser("Ariane"), superuser("Basile")
    ask(one)

    with pytest.raises(LastOne):
        ask(other)
