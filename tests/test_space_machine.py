"""Whatever several people do in whatever order.

No text is lost, nothing live is unread, nobody is asked to read what was not sent, no right outlives its owner.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from core.models.reviewing import Refusal, mark
from partners.invitations import LastManager, change_role, invite, remove
from partners.models import Membership, PartnerPage

from . import factories
from .test_space import BACKEND, EMPTY_ROWS, version_in

pytestmark = pytest.mark.django_db

PEOPLE = ("ana", "bea", "carl")
FIRST = "Le texte d’origine."


class Profile(RuleBasedStateMachine):
    """A profile, three people of its partner, a reviewer who takes their time, and an editor who invites."""

    editor = reviewer = None

    def __init__(self):
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.page = factories.partner("Hub-Lo", kind="hub", summary=FIRST)
        self.page.save_revision().publish()
        self.accepted, self.approved, self.members = [FIRST], {FIRST}, {}
        self.sent = set()
        self.clients, self.seen, self.read = {}, {}, None
        self.number = 0
        self._invite("ana", "manager")

    def teardown(self):
        """Leave the database as it was."""
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    def _invite(self, name, role):
        membership = invite(self.page, f"{name}@hub-lo.example", role, by=self.editor)
        Membership.objects.join(membership.user)
        self.members[name] = role
        client = self.clients[name] = Client()
        client.force_login(membership.user, backend=BACKEND)

    def _membership(self, name):
        return Membership.objects.get(partner=self.page, user__email=f"{name}@hub-lo.example")

    def _stored(self):
        return PartnerPage.objects.get(pk=self.page.pk)

    def _post(self, name, action):
        self.number += 1
        text = f"Texte {self.number} de {name}."
        form = {
            "title": "Hub-Lo",
            "kind": "hub",
            "summary": text,
            "version": self.seen.get(name, "0"),
            "action": action,
        }
        return text, self.clients[name].post(reverse("space_profile", args=[self.page.pk]), EMPTY_ROWS | form)

    @rule(name=st.sampled_from(PEOPLE))
    def open_the_form(self, name):
        """Somebody looks at the profile, and may write later on."""
        if name in self.clients:
            answer = self.clients[name].get(reverse("space_profile", args=[self.page.pk]))
            assert (answer.status_code == 200) == (name in self.members)
            if answer.status_code == 200:
                self.seen[name] = version_in(answer.content.decode())

    @rule(name=st.sampled_from(PEOPLE), action=st.sampled_from(["keep", "send", "show"]), looks_first=st.booleans())
    def write(self, name, action, looks_first):
        """Somebody writes over what they saw, now or before: it is kept, or both texts are shown."""
        if name not in self.clients:
            return
        if looks_first:
            self.open_the_form(name)
        before = self._stored().latest_revision_id
        text, answer = self._post(name, action)
        if name not in self.members:
            assert answer.status_code == 404
        elif answer.status_code == 302:
            self.accepted.append(text)
            if action == "send":
                self.sent.add(text)
            # What is kept without being sent waits for nobody, whether or not the text before it did.
            state = self._stored().current_workflow_state
            assert bool(state and state.status == "in_progress") == (action == "send")
        else:
            assert answer.status_code == 409
            assert text in answer.content.decode()
            assert self._stored().latest_revision_id == before

    @rule()
    def read_what_waits(self):
        """The reviewer opens what waits."""
        state = self._stored().current_workflow_state
        if state and state.status == "in_progress":
            revision = self._stored().get_latest_revision()
            self.read = mark(revision), revision.as_object().summary

    @precondition(lambda self: self.read)
    @rule(action=st.sampled_from(["approve", "reject"]))
    def decide(self, action):
        """The reviewer decides on what was read, however long ago."""
        state = self._stored().current_workflow_state
        if not state or state.status != "in_progress":
            return
        reviewed, text = self.read
        task_state = state.current_task_state
        try:
            task_state.task.specific.on_action(
                task_state.specific, self.reviewer, action, reviewed=reviewed, comment="Un mot manque."
            )
        except Refusal:
            return
        if action == "approve":
            self.approved.add(text)
            assert self._stored().summary == text

    @rule(name=st.sampled_from(PEOPLE))
    def change_between_reading_and_deciding(self, name):
        """The one order of things that chance alone seldom finds."""
        if name in self.members:
            self.write(name, "send", looks_first=True)
            self.read_what_waits()
            self.write(name, "send", looks_first=True)
            if self.read:
                self.decide("approve")

    @rule(name=st.sampled_from(PEOPLE), action=st.sampled_from(["keep", "show"]))
    def take_back_between_reading_and_deciding(self, name, action):
        """The reviewer read what was sent; since then its author went on writing without sending."""
        if name in self.members:
            self.write(name, "send", looks_first=True)
            self.read_what_waits()
            self.write(name, action, looks_first=True)
            if self.read:
                self.decide("approve")

    @rule(name=st.sampled_from(PEOPLE), role=st.sampled_from(["manager", "contributor"]))
    def invite_somebody(self, name, role):
        """An editor invites, or invites again."""
        if role == "manager" or self.members.get(name) != "manager":
            self._invite(name, role)

    @rule(name=st.sampled_from(PEOPLE))
    def take_away(self, name):
        """Somebody goes; not the last who answers for the partner."""
        if name in self.members:
            try:
                remove(self._membership(name), self._membership(name).user)
            except LastManager:
                assert list(self.members.values()).count("manager") == 1
            else:
                del self.members[name]

    @rule(name=st.sampled_from(PEOPLE), role=st.sampled_from(["manager", "contributor"]))
    def hand_over(self, name, role):
        """Somebody gets another role."""
        if name in self.members:
            try:
                change_role(self._membership(name), role, self._membership(name).user)
            except LastManager:
                assert list(self.members.values()).count("manager") == 1
            else:
                self.members[name] = role

    @invariant()
    def what_is_live_was_approved(self):
        """Nobody's unread text is online."""
        page = self._stored()
        assert page.live
        assert page.summary in self.approved

    @invariant()
    def nobody_reads_what_was_not_sent(self):
        """Half a sentence does not wait for editors."""
        page = self._stored()
        state = page.current_workflow_state
        if state and state.status == "in_progress":
            assert page.get_latest_revision_as_object().summary in self.sent

    @invariant()
    def no_text_is_lost(self):
        """All that was accepted is in the history."""
        kept = {revision.content["summary"] for revision in self.page.revisions.all()}
        assert kept.issuperset(self.accepted)

    @invariant()
    def rights_end_with_the_membership(self):
        """Only members come in, and only those who answer for the partner manage its people."""
        for name, client in self.clients.items():
            answer = client.get(reverse("space_people", args=[self.page.pk]))
            assert (answer.status_code == 200) == (self.members.get(name) == "manager")


def test_whatever_people_do_in_whatever_order(editor, reviewer):
    Profile.editor, Profile.reviewer = editor, reviewer

    run_state_machine_as_test(
        Profile,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.fixture
def reviewer(db):
    from django.contrib.auth.models import Group

    from core.models import User

    user = User.objects.create_user("farida@maillage.example", first_name="Farida")
    user.groups.set(Group.objects.filter(name="Relecture"))
    return user
