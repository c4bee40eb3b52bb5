"""« Personnes »: editors see and decide who keeps a profile; nobody's leaving takes anything away."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import GroupPagePermission, Revision

from core.models import Photo, User
from core.reviewing import amend
from partners.invitations import invite
from partners.models import Membership, PaperCode, PartnerPage

from . import factories
from .reviews import account, approve, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    page = factories.partner("Hub-Lo", summary="Le hub.")
    page.save_revision().publish()
    return PartnerPage.objects.get(pk=page.pk)


@pytest.fixture
def member(partner, editor):
    member = invite(partner, "ana@hub-lo.example", "manager", by=editor, first_name="Ana")
    Membership.objects.join(member.user)
    member.refresh_from_db()
    return member


def people(partner):
    return reverse("partner_people", args=[partner.pk])


def press(client, partner, action, **data):
    return client.post(people(partner), {"action": action} | data, follow=True)


def test_the_screen_is_one_press_away_from_the_profile(editor_client, partner):
    html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[partner.pk])).content.decode()
    article = factories.article()

    assert people(partner) in html
    assert editor_client.get(people(article)).status_code == 404


def test_an_editor_invites_by_mail(editor_client, partner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        html = press(editor_client, partner, "invite", email="ana@hub-lo.example", role="manager").content.decode()

    assert "L’invitation est partie pour ana@hub-lo.example." in html
    assert [message.to for message in mail.outbox] == [["ana@hub-lo.example"]]
    assert Membership.objects.get().role == "manager"


def test_a_closed_account_is_not_invited(editor_client, partner):
    User.objects.create_user("ana@hub-lo.example", is_active=False)

    html = press(editor_client, partner, "invite", email="Ana@hub-lo.example", role="manager").content.decode()

    assert "Le compte de cette adresse est fermé" in html
    assert not Membership.objects.exists()


def test_an_editor_changes_a_role_renews_and_removes(editor_client, editor, partner, member):
    late = invite(partner, "bea@hub-lo.example", "contributor", by=editor)
    Membership.objects.filter(pk=late.pk).update(invited_at="2026-01-01T00:00Z")
    ana = logged_in(member.user)

    assert "Invitation expirée" in editor_client.get(people(partner)).content.decode()
    press(editor_client, partner, "again", member=late.pk)
    press(editor_client, partner, "manager", member=late.pk)
    html = press(editor_client, partner, "remove", member=member.pk).content.decode()

    late.refresh_from_db()
    assert (late.is_expired, late.role) == (False, "manager")
    assert "Ana n’a plus accès" in html
    assert ana.get(reverse("space", args=[partner.pk])).status_code in (302, 404)


def test_an_editor_may_take_the_last_manager_away_and_is_told_what_is_left(editor_client, editor, partner, member):
    second = invite(partner, "bea@hub-lo.example", "contributor", by=editor)

    refused = press(editor_client, partner, "contributor", member=member.pk).content.decode()
    html = press(editor_client, partner, "remove", member=member.pk).content.decode()

    assert "Il faut au moins une personne responsable" in refused.replace("\u202f", " ")
    assert "Personne ne répond encore de cette fiche" in html
    assert list(partner.memberships.all()) == [second]


def test_a_manager_does_not_lose_the_role_by_being_invited_again(partner, member):
    ana = logged_in(member.user)
    form = {"action": "invite", "email": member.user.email, "role": "contributor"}

    html = ana.post(reverse("space_people", args=[partner.pk]), form).content.decode()

    assert "Il faut au moins une personne responsable" in html.replace("\u202f", " ")
    member.refresh_from_db()
    assert member.manages


def test_the_paper_says_all_that_is_needed_and_is_shown_once(editor_client, partner):
    html = press(editor_client, partner, "paper", label="Ana", role="contributor").content.decode()
    code = re.search(r"(?:\w{4}-){3}\w{4}", html).group()

    assert "/mon-espace/code/" in html
    assert "Hub-Lo" in html
    assert PaperCode.objects.opened_by(code).label == "Ana"
    again = editor_client.get(people(partner)).content.decode()
    assert "Retirer ce code" in again
    assert code not in again


def test_a_code_that_was_withdrawn_opens_nothing(editor_client, editor, partner):
    code = PaperCode.make(partner=partner, label="Ana", role="manager", made_by=editor)

    press(editor_client, partner, "withdraw", code=code.pk)

    assert PaperCode.objects.opened_by(code.code) is None


def test_an_editor_acts_on_the_people_of_this_partner_only(editor_client, editor, partner, member):
    other = factories.partner("Emmaüs Connect")
    code = PaperCode.make(partner=partner, label="Ana", role="manager", made_by=editor)

    assert press(editor_client, other, "remove", member=member.pk).status_code == 404
    assert press(editor_client, other, "withdraw", code=code.pk).status_code == 404
    assert press(editor_client, partner, "remove", member="9" * 30).status_code == 404
    assert Membership.objects.filter(pk=member.pk).exists()


def test_who_may_not_edit_the_profile_sees_nothing_of_its_people(client, partner, member):
    assert logged_in(member.user).get(people(partner)).status_code == 404
    assert client.get(people(partner)).status_code == 302
    elsewhere = logged_in(account("Nadia", "Rédaction"))
    GroupPagePermission.objects.all().delete()

    press(elsewhere, partner, "invite", email="pirate@maillage.example", role="manager")

    assert not Membership.objects.filter(user__email="pirate@maillage.example").exists()


def test_what_somebody_wrote_stays_when_their_account_goes(editor_client, editor, partner, member):
    """Drafts, reviews, pictures and the people they invited."""
    ana = member.user
    invited = invite(partner, "bea@hub-lo.example", "contributor", by=ana)
    draft = partner.get_latest_revision_as_object()
    draft.summary = "Le hub, en mieux."
    draft.logo = factories.picture("logo")["image"]
    Photo.objects.filter(pk=draft.logo.pk).update(uploaded_by_user=ana)
    revision = amend(draft, ana)

    ana.delete()

    partner = PartnerPage.objects.get(pk=partner.pk)
    assert Revision.objects.get(pk=revision.pk).user is None
    assert partner.current_workflow_state.status == "in_progress"
    assert Photo.objects.get(pk=draft.logo.pk).uploaded_by_user is None
    invited.refresh_from_db()
    assert (invited.invited_by, invited.partner) == (None, partner)
    approve(editor_client, partner)
    partner.refresh_from_db()
    assert partner.summary == "Le hub, en mieux."


@pytest.mark.parametrize("number", [2, 12])
def test_the_screen_costs_few_queries(editor_client, editor, partner, number, django_assert_max_num_queries):
    for rank in range(number):
        invite(partner, f"p{rank}@hub-lo.example", "contributor", by=editor)
        PaperCode.make(partner=partner, label=f"Ana {rank}", role="manager", made_by=editor)
    editor_client.get(people(partner))

    with django_assert_max_num_queries(15):
        editor_client.get(people(partner))


def test_a_manager_hands_over_and_leaves_with_nothing_lost(partner, member):
    """Two people, one after the other, on one profile."""
    ana = logged_in(member.user)
    screen = reverse("space_people", args=[partner.pk])
    ana.post(screen, {"action": "invite", "email": "bea@hub-lo.example", "role": "contributor"})
    bea = User.objects.get(email="bea@hub-lo.example")
    Membership.objects.join(bea)
    amend(partner.get_latest_revision_as_object(), member.user)

    ana.post(screen, {"action": "manager", "member": bea.memberships.get().pk})
    ana.post(screen, {"action": "remove", "member": member.pk})

    assert ana.get(reverse("space", args=[partner.pk])).status_code in (302, 404)
    assert logged_in(bea).get(screen).status_code == 200
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state.status == "in_progress"


def test_the_name_behind_an_address_is_not_told_before_the_person_comes_in(partner, member):
    """Whoever invites learns nothing about the account of anybody."""
    victim, ana = account("Victoire", last_name="Morel"), logged_in(member.user)
    screens = [reverse("space_people", args=[partner.pk]), reverse("space", args=[partner.pk])]

    html = ana.post(
        screens[0], {"action": "invite", "email": victim.email, "role": "contributor"}, follow=True
    ).content.decode()
    invited = victim.memberships.get()
    html += "".join(ana.get(screen).content.decode() for screen in screens)
    for action in ("again", "manager", "remove"):
        html += ana.post(screens[0], {"action": action, "member": invited.pk}, follow=True).content.decode()

    assert "Morel" not in html
    assert victim.email in html
