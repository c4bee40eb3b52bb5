"""What a membership gives, to whom and until when."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.models import SignedLink
from partners.invitations import LastManager, change_role, invite, remove
from partners.models import Handover, Membership, PartnerPage
from partners.models.members import INVITATION_LASTS

from . import factories
from .reviews import logged_in, task_state
from .test_space import form_of, version_in

pytestmark = pytest.mark.django_db


def come_in(partner, name, role, editor):
    member = invite(partner, f"{name}@hub-lo.example", role, by=editor, first_name=name.title())
    Membership.objects.join(member.user)
    member.refresh_from_db()
    return member


@pytest.fixture
def partner():
    page = factories.partner("Hub-Lo", kind="hub", summary="Le hub.")
    page.save_revision().publish()
    return PartnerPage.objects.get(pk=page.pk)


@pytest.fixture
def ana(partner, editor):
    return come_in(partner, "ana", "manager", editor)


def test_an_invitation_that_lapsed_opens_nothing_even_to_who_has_logged_in(partner, editor):
    late = invite(partner, "bea@hub-lo.example", "manager", by=editor)
    Membership.objects.filter(pk=late.pk).update(invited_at=timezone.now() - INVITATION_LASTS)
    client = logged_in(late.user)

    for name in ("space", "space_profile", "space_people"):
        assert client.get(reverse(name, args=[partner.pk])).status_code == 404
    assert client.get("/mon-espace/").status_code == 404
    Membership.objects.join(late.user)
    assert Membership.objects.get(pk=late.pk).joined_at is None


def test_a_contributor_neither_invites_nor_removes_anybody(partner, ana, editor):
    bea = come_in(partner, "bea", "contributor", editor)
    client, address = logged_in(bea.user), reverse("space_people", args=[partner.pk])

    assert client.get(address).status_code == 404
    for typed in (
        {"action": "invite", "email": "pirate@hub-lo.example", "role": "manager"},
        {"action": "remove", "member": ana.pk},
        {"action": "manager", "member": bea.pk},
    ):
        assert client.post(address, typed).status_code == 404

    assert set(partner.memberships.values_list("user__email", "role")) == {
        (ana.user.email, "manager"),
        (bea.user.email, "contributor"),
    }


def test_a_manager_acts_on_the_people_of_their_partner_only(partner, ana, editor):
    other = factories.partner("Emmaüs Connect")
    theirs = [come_in(other, name, "manager", editor) for name in ("max", "zoe")]
    client = logged_in(ana.user)

    for action in ("remove", "contributor", "again"):
        typed = {"action": action, "member": theirs[0].pk}
        assert client.post(reverse("space_people", args=[partner.pk]), typed).status_code == 404

    assert other.memberships.managing().count() == 2


def test_who_leaves_one_partner_keeps_what_they_have_at_another(partner, ana, editor):
    come_in(partner, "bea", "manager", editor)
    other = factories.partner("Emmaüs Connect")
    Membership.objects.join(invite(other, ana.user.email, "manager", by=editor).user)
    here, there = (
        SignedLink.make(9, purpose="quiet", page=page, label="Ana", email=ana.user.email) for page in (partner, other)
    )
    made = SignedLink.make(
        9, purpose="quiet", page=partner, label="Zoé", email="zoe@ailleurs.example", made_by=ana.user
    )
    decided = Handover.objects.create(partner=partner, user=ana.user, decided_at=timezone.now() - timedelta(days=9))

    remove(ana, editor)

    assert SignedLink.objects.opened_by(here.token) is None
    assert SignedLink.objects.opened_by(made.token) is None
    assert SignedLink.objects.opened_by(there.token) is not None
    assert Handover.objects.get() == decided
    assert logged_in(ana.user).get(reverse("space", args=[other.pk])).status_code == 200


def test_what_is_kept_during_a_review_is_read_by_nobody_until_it_is_sent(partner, ana):
    client, address = logged_in(ana.user), reverse("space_profile", args=[partner.pk])
    client.post(address, form_of(client, partner, summary="Le hub, en mieux.", action="send"))
    assert task_state(partner).revision.content["written_by"] == PartnerPage.Author.PARTNER

    client.post(address, form_of(client, partner, summary="Le hub, en bien mieux.", action="keep"))

    page = PartnerPage.objects.get(pk=partner.pk)
    assert page.current_workflow_state is None
    assert page.get_latest_revision_as_object().summary == "Le hub, en bien mieux."
    assert page.summary == "Le hub."


def test_a_refused_form_forgets_nothing_of_the_version_that_it_began_from(partner, ana):
    client, address = logged_in(ana.user), reverse("space_profile", args=[partner.pk])
    mine = form_of(client, partner, summary="Mon texte.")
    client.post(address, form_of(client, partner, summary="Le texte d’une collègue."))

    refused = client.post(address, mine | {"title": ""})

    assert refused.status_code == 200
    again = mine | {"version": version_in(refused.content.decode())}
    assert client.post(address, again).status_code == 409


def test_inviting_somebody_who_has_come_in_writes_to_nobody(partner, ana, editor, django_capture_on_commit_callbacks):
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        invite(partner, ana.user.email.upper(), "manager", by=editor)

    assert mail.outbox == []
    assert Membership.objects.get().joined_at == ana.joined_at


def test_an_invitation_that_waits_is_sent_again_by_a_new_one(partner, ana, editor, django_capture_on_commit_callbacks):
    late = invite(partner, "bea@hub-lo.example", "contributor", by=editor)
    Membership.objects.filter(pk=late.pk).update(invited_at=timezone.now() - 2 * INVITATION_LASTS)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        logged_in(ana.user).post(reverse("space_people", args=[partner.pk]), {"action": "again", "member": late.pk})
        logged_in(ana.user).post(reverse("space_people", args=[partner.pk]), {"action": "again", "member": ana.pk})

    assert [message.to for message in mail.outbox] == [["bea@hub-lo.example"]]
    late.refresh_from_db()
    assert not late.is_expired


def test_managers_of_others_or_who_never_came_do_not_answer_for_the_partner(partner, ana, editor):
    late = invite(partner, "bea@hub-lo.example", "manager", by=editor)
    Membership.objects.filter(pk=late.pk).update(invited_at=timezone.now() - INVITATION_LASTS)
    come_in(factories.partner("Emmaüs Connect"), "max", "manager", editor)

    with pytest.raises(LastManager):
        remove(ana, editor)

    remove(Membership.objects.get(pk=late.pk), editor)
    assert [one.user for one in partner.memberships.all()] == [ana.user]


def test_a_manager_who_never_came_may_be_given_another_role_or_taken_off_the_list(partner, editor):
    late = invite(partner, "bea@hub-lo.example", "manager", by=editor)

    invite(partner, "bea@hub-lo.example", "contributor", by=editor)

    late.refresh_from_db()
    assert late.role == "contributor"
    change_role(late, "manager", editor)
    remove(late, editor)
    assert not partner.memberships.exists()
