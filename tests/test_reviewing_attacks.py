"""A review when people insist, when records vanish, and when two of them click at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from core.models import BasePage, Notice, PeerReviewTask
from core.models.reviewing import authors_of_last_edit, mark
from core.reviewing import follow_latest
from home.models import PlainPage

from . import factories, screens
from .at_once import meanwhile
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
    task_state,
)

pytestmark = pytest.mark.django_db

OWN = "Vous avez écrit la dernière modification"


@pytest.fixture
def author(db):
    return account("Inès", "Rédaction")


@pytest.fixture
def reviewer(db):
    return account("Camille", "Rédaction", "Relecture")


@pytest.fixture
def page(db):
    return factories.article("Faire à côté")


def due(page):
    """Make the hour at which `page` was to appear a minute old."""
    revision = page.revisions.exclude(approved_go_live_at=None).get()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


def planned(page):
    """Have `page` wait for its hour, which has just come."""
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    due(page)


def says(client, response):
    """What is on the screen to which a click led."""
    return client.get(response.url).content.decode()


# --- Nobody approves what they wrote, however it was sent ---


@pytest.mark.parametrize("make", [factories.recap, factories.recap_of_a_full_day])
def test_a_text_that_a_colleague_only_opened_and_sent_is_still_its_authors(make, author, reviewer):
    page = make(live=False)
    page.theme_links.add(page.theme_links.model(theme=factories.theme("Un thème de plus")))
    page.save_revision(user=reviewer)
    screen = screens.Screen(logged_in(author), page)
    screen.held["theme_links-INITIAL_FORMS"] = screen.held["theme_links-TOTAL_FORMS"]

    screen.save(**{"action-submit": "1"})
    approve(logged_in(reviewer), page)

    assert authors_of_last_edit(latest(page)) == {author.pk, reviewer.pk}
    assert live_title(page) is None


def test_changing_a_word_of_a_colleague_makes_it_ones_own_edit_alone(author, reviewer):
    page = factories.recap(live=False)
    page.save_revision(user=reviewer)
    body = [factories.session(("paragraph", "<p>On débat de médiations numériques.</p>"))]

    page = propose(page, author, body=body)

    assert authors_of_last_edit(latest(page)) == {author.pk}


def test_sending_a_text_again_and_again_does_not_make_it_somebody_elses(page, author, reviewer):
    save(page, reviewer, title="Faire ensemble")
    for _again in range(8):
        propose(page, author)

    approve(logged_in(reviewer), page)

    assert live_title(page) == "Faire à côté"


def test_who_wrote_what_another_sent_is_not_asked_to_review_it(page, author, reviewer):
    other = account("Yaël", "Relecture")
    save(page, reviewer, title="Faire ensemble")

    propose(page, author)

    assert [notice.recipient for notice in Notice.objects.all()] == [other]


# --- What goes live was read, and can be shown ---


def test_what_the_editor_would_not_publish_is_not_published_by_an_approval(author, reviewer):
    page = propose(factories.recap("Une journée à Tours", live=False), author, summary="On a débattu.")
    draft = page.get_latest_revision_as_object()
    draft.date, draft.body = None, [factories.session(factories.quote("Bien dit"))]
    draft.save_revision(user=account("Yaël", "Relecture"), clean=False)
    follow_latest(page, None)
    client = logged_in(reviewer)

    html = says(client, approve(client, page))

    assert "Donnez la date" in html
    assert "Dans « le récit », quelque chose manque" in html
    assert live_title(page) is None
    assert task_state(page).revision == latest(page)


def test_an_approval_says_that_a_text_helped_by_an_ai_lacks_its_reader(author, reviewer):
    page = propose(factories.article(live=False), author, ai_help=["summary"])
    client = logged_in(reviewer)

    html = says(client, approve(client, page))

    assert "choisissez qui a tout relu" in html
    assert live_title(page) is None


def test_a_step_that_is_switched_off_publishes_nothing(page, author):
    page = propose(page, author, title="Lue par personne")

    PeerReviewTask.objects.get().deactivate()

    assert live_title(page) == "Faire à côté"
    assert WorkflowState.objects.get().status == "cancelled"


@pytest.mark.parametrize("reviewed", ["abc", "-5", "999999-1.0", "../..-2", "1" * 400, "²-1", "0-é"])
def test_a_mark_that_names_nothing_approves_nothing_and_breaks_nothing(page, author, reviewer, reviewed):
    page = propose(page, author, title="Version lue")
    client = logged_in(reviewer)

    response = decide(client, page, reviewed=reviewed)

    assert client.get(response.url).status_code == 200
    assert live_title(page) == "Faire à côté"


def test_a_version_that_was_read_then_purged_leads_to_the_whole_difference(page, author, reviewer):
    page.save_revision().publish()
    page = propose(page, author, title="Version lue")
    read, state = latest(page), task_state(page)
    draft = page.get_latest_revision_as_object()
    draft.title = "Version corrigée"
    draft.save_revision(user=author)
    follow_latest(page, author)
    Revision.objects.exclude(pk__in=[latest(page).pk, page.live_revision_id]).delete()
    client = logged_in(reviewer)

    response = approve(client, page, read, state=task_state(page))

    assert state.pk
    assert response.url == compare_url(page, "live", latest(page).pk)
    assert client.get(response.url).status_code == 200


def test_deciding_on_what_was_taken_back_says_so(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    state = task_state(page)
    WorkflowState.objects.get().cancel(user=author)
    client = logged_in(reviewer)

    decide(client, page, state=state)

    assert "Cette page n’attend plus de relecture" in client.get("/admin/").content.decode()


def test_deciding_on_what_was_taken_back_and_proposed_again_asks_to_read_it_again(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    state, client = task_state(page), logged_in(reviewer)
    WorkflowState.objects.get().cancel(user=author)
    propose(page, author, title="Version corrigée")

    html = client.get(decide(client, page, state=state).url).content.decode()

    assert "proposée de nouveau depuis que vous l’avez ouverte" in html
    assert "n’attend plus de relecture" not in html
    assert live_title(page) != "Version corrigée"


# --- Coming back to what was sent back ---


@pytest.fixture
def sent_back(author, reviewer):
    page = PlainPage.objects.get(slug="a-propos")
    page.save_revision().publish()
    page = propose(page, author, title="Qui nous sommes")
    decide(logged_in(reviewer), page, "reject", comment="Il manque <la> date.")
    return page


def test_the_reason_stands_above_the_page_that_is_done_again(sent_back, author):
    html = logged_in(author).get(edit_url(sent_back)).content.decode()

    assert "À reprendre, demande Camille : Il manque &lt;la&gt; date." in html


def test_there_is_one_way_to_propose_it_again(sent_back, author):
    html = logged_in(author).get(edit_url(sent_back)).content.decode()

    assert "Proposer à la relecture" in html
    assert "Redemander une relecture" not in html


def test_taking_a_page_back_says_so_without_jargon(author):
    page = PlainPage.objects.get(slug="a-propos")
    page = propose(page, author, title="Qui nous sommes")
    client = logged_in(author)

    form = plain_form(page, latest(page)) | {"action-cancel-workflow": "1"}
    html = client.post(edit_url(page), form).content.decode()

    assert "« Qui nous sommes » n’est plus proposée à la relecture" in html


# --- At its hour ---


def test_a_page_that_appears_at_its_hour_leaves_its_next_version_in_review(page, author, reviewer):
    page.save_revision().publish()
    page = propose(page, author, title="Demain", go_live_at=timezone.now() + timedelta(days=1))
    approve(logged_in(reviewer), page)
    page = propose(page, author, title="Après-demain")
    due(page)

    call_command("publish_scheduled")

    assert live_title(page) == "Demain"
    assert task_state(page).revision == latest(page)


def test_a_page_that_cannot_appear_keeps_its_hour_and_keeps_no_other_waiting():
    stuck, other = factories.article("Coincée", live=False), factories.article("Suivante", live=False)
    planned(stuck)
    planned(other)
    BasePage.objects.filter(pk=stuck.pk).update(slug="ailleurs")
    factories.article("À la même adresse", slug=stuck.slug)

    with pytest.raises(ValidationError):
        call_command("publish_scheduled")

    assert live_title(other) == "Suivante"
    assert live_title(stuck) is None
    assert stuck.revisions.exclude(approved_go_live_at=None).exists()


# --- What vanishes ---


def test_a_page_that_is_deleted_is_no_longer_announced(page, author, reviewer):
    page = propose(page, author, title="Version lue")

    page.delete()

    assert not Notice.objects.exists()


def test_a_reviewer_whose_account_is_closed_decides_nothing(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    client = logged_in(reviewer)
    reviewer.is_active = False
    reviewer.save()

    approve(client, page)

    assert live_title(page) == "Faire à côté"


def test_a_review_outlives_the_account_of_its_author(page, author, reviewer):
    page = propose(page, author, title="Version lue")
    author.delete()
    client = logged_in(reviewer)

    assert client.get("/admin/").status_code == 200
    assert client.get(compare_url(page)).status_code == 200
    approve(client, page)
    assert live_title(page) == "Version lue"


# --- At the same time ---


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_page_that_is_approved_while_another_editor_saves_it_stays_online():
    page = propose(factories.article(live=False), account("Inès", "Rédaction"), title="Version lue")
    screen = screens.Screen(logged_in(account("Malik", "Rédaction", "Relecture")), page)
    reviewer, state = account("Camille", "Relecture"), task_state(page).specific

    def approve_it():
        state.task.specific.on_action(state, reviewer, "approve", reviewed=mark(latest(page)))

    meanwhile(lambda: screen.save(title="La suite"), approve_it)

    assert live_title(page) == "Version lue"
    assert latest(page).as_object().title == "La suite"
