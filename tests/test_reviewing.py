"""A second reading: by somebody else, of what is then published and nothing else."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageLogEntry, TaskState, Workflow, WorkflowState, WorkflowTask

from core.models import BasePage, PeerReviewTask
from core.models.reviewing import AlreadyDecided, Changed, OwnEdit, ReasonMissing
from core.reviewing import amend
from home.models import PlainPage

from . import factories
from .reviews import (
    account,
    approve,
    compare_url,
    decide,
    edit_url,
    latest,
    live_title,
    logged_in,
    plain_form,
    propose,
    save,
    superuser,
    task_state,
)

pytestmark = pytest.mark.django_db

OWN = "Vous avez écrit la dernière modification"
CHANGED = "La page a changé pendant que vous la lisiez"


@pytest.fixture
def author(db):
    return account("Inès", "Rédaction")


@pytest.fixture
def reviewer(db):
    return account("Camille", "Rédaction", "Relecture")


@pytest.fixture
def page(db):
    return factories.article("Faire à côté")


@pytest.fixture
def plain(db):
    page = PlainPage.objects.get(slug="a-propos")
    page.save_revision().publish()
    return page


def said(client):
    """What the next screen says above everything else."""
    return client.get("/admin/").content.decode()


# --- Who approves ---


def test_somebody_else_approves_and_the_page_goes_live(page, author, reviewer):
    page = propose(page, author, title="Faire ensemble")

    response = approve(logged_in(reviewer), page, follow=True)

    assert response.status_code == 302
    assert live_title(page) == "Faire ensemble"
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", user=reviewer).exists()
    assert WorkflowState.objects.get().status == "approved"


def test_nobody_approves_their_own_last_edit(page, reviewer):
    page = propose(page, reviewer, title="Faire ensemble")
    client = logged_in(reviewer)

    decide(client, page)
    approve(client, page)

    assert live_title(page) == "Faire à côté"
    assert OWN in client.get(compare_url(page)).content.decode()
    assert 'action="/admin/pages/workflow/action/' not in client.get(compare_url(page)).content.decode()


def test_a_superuser_does_not_approve_their_own_last_edit_either_and_is_told_why(page):
    boss = superuser()
    page = propose(page, boss, title="Faire ensemble")
    client = logged_in(boss)

    response = approve(client, page)

    assert response.url == compare_url(page)
    assert OWN in client.get(response.url).content.decode()
    assert live_title(page) == "Faire à côté"


def test_a_reviewer_who_corrects_the_page_leaves_the_approval_to_another(page, author, reviewer):
    other = account("Yaël", "Relecture")
    page = propose(page, author, title="Faire ensemble")
    save(page, reviewer, title="Faire ensemble, mieux")

    approve(logged_in(reviewer), page)
    refused = live_title(page)
    approve(logged_in(other), page)

    assert refused == "Faire à côté"
    assert live_title(page) == "Faire ensemble, mieux"


def test_sending_a_page_that_another_wrote_does_not_let_that_other_approve_it(page, reviewer):
    colleague = account("Malik", "Rédaction")
    save(page, reviewer, title="Faire ensemble")
    page = propose(page, colleague)

    approve(logged_in(reviewer), page)

    assert live_title(page) == "Faire à côté"


def test_somebody_who_is_not_asked_to_review_can_decide_nothing(page, author):
    page = propose(page, author, title="Faire ensemble")
    client = logged_in(account("Malik", "Rédaction"))

    approve(client, page)
    decide(client, page, "reject", comment="Non")

    assert live_title(page) == "Faire à côté"
    assert WorkflowState.objects.get().status == "in_progress"


def test_who_may_publish_still_publishes_outside_the_review(plain, reviewer):
    plain = propose(plain, reviewer, title="Qui nous sommes")

    logged_in(reviewer).post(edit_url(plain), plain_form(plain, latest(plain)) | {"action-publish": "1"})

    assert live_title(plain) == "Qui nous sommes"
    assert WorkflowState.objects.get().status == "cancelled"


# --- What is approved ---


def test_what_goes_live_is_what_was_read_even_if_a_newer_draft_is_being_saved(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    read, state = latest(page), task_state(page)
    propose(page, author, title="Version jamais lue")

    response = approve(logged_in(reviewer), page, read, state=state)

    assert live_title(page) == "Faire à côté"
    assert response.url == compare_url(page, read.pk, latest(page).pk)


def test_the_refused_reviewer_sees_what_is_new_and_can_approve_that(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    read, state = latest(page), task_state(page)
    propose(page, author, title="Version corrigée")
    client = logged_in(reviewer)

    screen = client.get(approve(client, page, read, state=state).url).content.decode()
    approve(client, page)

    assert CHANGED in screen
    assert "corrigée" in screen
    assert "Approuver et publier" in screen
    assert live_title(page) == "Version corrigée"


def test_a_button_that_names_no_revision_approves_only_what_the_step_is_about(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    state = task_state(page)
    save(page, author, title="Enregistrée sans prévenir")

    response = decide(logged_in(reviewer), page, state=state)

    assert response.url == compare_url(page, state.revision_id, latest(page).pk)
    assert live_title(page) == "Faire à côté"


def test_wagtails_own_button_approves_what_has_not_moved(page, author, reviewer):
    page = propose(page, author, title="Faire ensemble")

    decide(logged_in(reviewer), page)

    assert live_title(page) == "Faire ensemble"


def test_an_autosave_over_the_revision_that_was_read_counts_as_a_change(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    read, state = latest(page), task_state(page)
    draft = page.get_latest_revision_as_object()
    draft.title = "Réécrite par-dessus"
    draft.save_revision(user=author, overwrite_revision=latest(page))
    client = logged_in(reviewer)

    with_mark = approve(client, page, read, state=state)
    without = decide(client, page, state=state)

    assert latest(page).pk == read.pk
    assert live_title(page) == "Faire à côté"
    assert with_mark.url == without.url == compare_url(page, "live", read.pk)


def test_what_is_saved_after_the_approval_stays_a_draft(page, author, reviewer):
    page = propose(page, author, title="Version lue")

    approve(logged_in(reviewer), page)
    save(page, author, title="La suite")

    assert live_title(page) == "Version lue"
    assert BasePage.objects.get(pk=page.pk).has_unpublished_changes


def test_a_page_that_two_people_approve_is_published_once(page, author, reviewer):
    page = propose(page, author, title="Faire ensemble")
    state = task_state(page)
    other = logged_in(account("Yaël", "Relecture"))
    approve(logged_in(reviewer), page)

    response = decide(other, page, state=state)

    assert response.status_code == 302
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").count() == 1


def test_a_decision_is_stored_whole_or_not_at_all(page, author, reviewer, monkeypatch):
    page = propose(page, author, title="Faire ensemble")
    state = task_state(page)

    def fail(*args, **kwargs):
        raise RuntimeError("the log could not be written")

    monkeypatch.setattr("wagtail.actions.publish_revision.log", fail)
    with pytest.raises(RuntimeError):
        state.task.specific.on_action(state.specific, reviewer, "approve")

    assert live_title(page) == "Faire à côté"
    assert TaskState.objects.get(pk=state.pk).status == "in_progress"


# --- In the editor ---


def from_the_editor(client, page, revision, action="approve", **fields):
    form = plain_form(page, revision, **fields)
    return client.post(edit_url(page), form | {"action-workflow-action": "true", "workflow-action-name": action})


def test_the_editors_button_approves_what_was_loaded(plain, author, reviewer):
    plain = propose(plain, author, title="Qui nous sommes")

    from_the_editor(logged_in(reviewer), plain, latest(plain))

    assert live_title(plain) == "Qui nous sommes"
    assert plain.revisions.count() == 2


def test_the_editors_button_refuses_when_the_page_has_changed_and_overwrites_nothing(plain, author, reviewer):
    plain = propose(plain, author, title="Version lue")
    read = latest(plain)
    propose(plain, author, title="Version corrigée")

    response = from_the_editor(logged_in(reviewer), plain, read)

    assert response.url == compare_url(plain, read.pk, latest(plain).pk)
    assert live_title(plain) == "À propos"
    assert latest(plain).as_object().title == "Version corrigée"


def test_words_typed_before_approving_are_saved_and_left_to_another_reader(plain, author, reviewer):
    plain = propose(plain, author, title="Version lue")
    client = logged_in(reviewer)

    from_the_editor(client, plain, latest(plain), title="Version lue, corrigée au vol")

    assert live_title(plain) == "À propos"
    assert latest(plain).as_object().title == "Version lue, corrigée au vol"
    assert OWN in said(client)
    assert task_state(plain).revision == latest(plain)


def test_words_typed_on_a_page_that_has_changed_stay_on_screen(plain, author, reviewer):
    plain = propose(plain, author, title="Version lue")
    read = latest(plain)
    propose(plain, author, title="Version corrigée")

    response = from_the_editor(logged_in(reviewer), plain, read, title="Mes mots à moi")

    html = response.content.decode()
    assert "Mes mots à moi" in html
    assert CHANGED in html
    assert latest(plain).as_object().title == "Version corrigée"


def test_an_older_version_opened_in_the_editor_approves_nothing(plain, author, reviewer):
    plain = propose(plain, author, title="Ancienne")
    old = latest(plain)
    plain = propose(plain, author, title="Nouvelle")
    form = plain_form(plain, old) | {"action-workflow-action": "true", "workflow-action-name": "approve"}

    logged_in(reviewer).post(f"/admin/pages/{plain.pk}/revisions/{old.pk}/revert/", form)

    assert live_title(plain) == "À propos"


def test_the_editor_says_why_there_is_no_approval_and_where_to_decide(plain, author, reviewer):
    plain = propose(plain, author, title="Qui nous sommes")
    boss = superuser()

    for_reviewer = logged_in(reviewer).get(edit_url(plain)).content.decode()
    save(plain, boss, title="Nous")
    for_boss = logged_in(boss).get(edit_url(plain)).content.decode()

    assert "Relire et décider" in for_reviewer
    assert OWN not in for_reviewer
    assert OWN in for_boss


def test_a_correction_by_a_reviewer_moves_the_review_in_plain_sight(plain, author, reviewer):
    plain = propose(plain, author, title="Version lue")
    first = task_state(plain)

    logged_in(reviewer).post(edit_url(plain), plain_form(plain, latest(plain), title="Corrigée"))

    assert task_state(plain).revision == latest(plain)
    first.refresh_from_db()
    assert first.status == "cancelled"
    assert first.comment == "La page a changé pendant la relecture."


def test_the_data_of_a_decision_is_asked_in_a_window_and_a_reason_is_required(page, author, reviewer):
    page = propose(page, author, title="Faire ensemble")
    url = f"/admin/pages/workflow/collect_action_data/{page.pk}/reject/{task_state(page).pk}/"
    client, ajax = logged_in(reviewer), {"X-Requested-With": "XMLHttpRequest"}

    empty = client.post(url, {"comment": " "}, headers=ajax).json()
    filled = client.post(url, {"comment": "Il manque la date."}, headers=ajax).json()

    assert "Dites en une phrase ce qu’il faut reprendre." in empty["html"]
    assert filled["cleaned_data"] == {"comment": "Il manque la date."}


def test_the_window_of_a_decision_refuses_too_and_leads_to_the_difference(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    state = task_state(page)
    propose(page, author, title="Version corrigée")
    url = f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/"

    answer = logged_in(reviewer).post(url, headers={"X-Requested-With": "XMLHttpRequest"}).json()

    assert answer["redirect"] == compare_url(page, state.revision_id, latest(page).pk)
    assert live_title(page) == "Faire à côté"


# --- Sending back ---


def test_a_refusal_without_a_reason_is_not_taken(page, author, reviewer):
    page = propose(page, author, title="Faire ensemble")
    client = logged_in(reviewer)

    response = decide(client, page, "reject", comment="  ")

    assert "Dites en une phrase ce qu’il faut reprendre." in client.get(response.url).content.decode()
    assert task_state(page).status == "in_progress"


def test_a_page_that_was_sent_back_is_proposed_again_and_read_again(page, author, reviewer):
    page = propose(page, author, title="Faire ensemble")
    decide(logged_in(reviewer), page, "reject", comment="Il manque la date.")

    page = propose(page, author, title="Faire ensemble, en 2026")
    approve(logged_in(reviewer), page)

    assert live_title(page) == "Faire ensemble, en 2026"


# --- For those who write code ---


def test_the_task_itself_refuses_whoever_calls_it(page, author, reviewer):
    page = propose(page, author, title="Faire ensemble")
    state = task_state(page).specific
    task = state.task.specific

    with pytest.raises(OwnEdit):
        task.on_action(state, author, "approve")
    with pytest.raises(ReasonMissing):
        task.on_action(state, reviewer, "reject")
    save(page, author, title="Autre chose")
    with pytest.raises(Changed):
        task.on_action(state, reviewer, "approve")
    state.workflow_state.cancel(user=author)
    with pytest.raises(AlreadyDecided):
        task.on_action(state, reviewer, "approve")
    assert live_title(page) == "Faire à côté"


def test_an_amendment_waits_for_a_reading_whatever_the_state_of_the_page(page, author):
    first = propose(page, author, title="Un")
    second = propose(first, author, title="Deux")

    assert task_state(second).revision == latest(second)
    assert WorkflowState.objects.count() == 1
    assert live_title(page) == "Faire à côté"


def test_an_amendment_of_a_page_without_review_is_refused_and_saves_nothing(page, author):
    Workflow.objects.get().workflow_pages.all().delete()
    draft = page.get_latest_revision_as_object()

    with pytest.raises(ValueError, match="No workflow"):
        amend(draft, author)

    assert latest(page) is None


def test_a_planned_page_that_is_approved_waits_for_its_hour(page, author, reviewer):
    page.save_revision().publish()
    page = propose(page, author, title="Demain", go_live_at=timezone.now() + timedelta(days=1))
    client = logged_in(reviewer)

    screen = client.get(compare_url(page)).content.decode()
    approve(client, page)

    assert "Approuver et programmer" in screen
    assert live_title(page) == "Faire à côté"
    assert latest(page).approved_go_live_at


# --- Comparing ---


def test_the_comparison_is_for_those_who_may_see_the_page(page, author, client):
    propose(page, author, title="Faire ensemble")
    nobody = logged_in(account("Passant"))

    assert nobody.get(compare_url(page)).status_code == 404
    assert client.get(compare_url(page)).status_code == 302
    assert "ensemble" in logged_in(author).get(compare_url(page)).content.decode()


def test_the_editor_leads_to_the_comparison_in_one_click(plain, author):
    url = compare_url(plain)
    before = logged_in(author).get(edit_url(plain)).content.decode()
    save(plain, author, title="Qui nous sommes")

    after = logged_in(author).get(edit_url(plain)).content.decode()

    assert url not in before
    assert url in after
    assert "Comparer avec la version en ligne" in after


def test_a_page_that_was_never_online_says_so_and_leads_to_its_preview(author, reviewer):
    page = factories.article("Jamais vue", live=False)
    page = propose(page, author)

    html = logged_in(reviewer).get(compare_url(page)).content.decode()

    assert "Cette page n’a jamais été en ligne" in html
    assert f"/admin/pages/{page.pk}/revisions/{latest(page).pk}/view/" in html
    assert "Approuver et publier" in html


# --- What was there before ---


def test_the_default_step_is_a_review_by_somebody_else():
    (task,) = Workflow.objects.get(name="Relecture").tasks

    assert isinstance(task.specific, PeerReviewTask)
    assert [group.name for group in task.specific.groups.all()] == ["Relecture"]


def test_reviews_under_way_survive_the_change_of_step(page, author, reviewer):
    workflow = Workflow.objects.get(name="Relecture")
    WorkflowTask.objects.all().delete()
    stock = GroupApprovalTask.objects.create(name="Relecture")
    stock.groups.set(Group.objects.filter(name="Relecture"))
    WorkflowTask.objects.create(workflow=workflow, task=stock)
    page = propose(page, author, title="Proposée avant")
    state = task_state(page)

    import_module("home.migrations.0005_peer_review").settle(apps, None)
    approve(logged_in(reviewer), page, state=state)

    assert not GroupApprovalTask.objects.filter(name="Relecture").exists()
    assert TaskState.objects.get(pk=state.pk).status == "approved"
    assert live_title(page) == "Proposée avant"
