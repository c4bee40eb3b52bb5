"""The editor's screen of a recap with eight sessions stays quick."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import log

from core.models import BasePage, Theme
from core.records import one_desk
from partners.vocabulary import Role

from . import factories, screens

pytestmark = pytest.mark.django_db

MOST_QUERIES = 60
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def asked(action):
    action()
    with CaptureQueriesContext(connection) as captured:
        action()
    return len([query for query in captured if not query["sql"].startswith(TRANSACTION)])


@pytest.mark.parametrize("state", ["online", "online with changes", "draft"])
def test_opening_and_saving_cost_sixty_queries_at_most(editor_client, state):
    page = factories.recap_of_a_full_day(sessions=8, live=state != "draft")
    if state != "online":
        page.save_revision()
    screen = screens.Screen(editor_client, page)

    costs = {what: asked(getattr(screen, what)) for what in ("open", "save", "autosave")}

    assert {what: n for what, n in costs.items() if n > MOST_QUERIES} == {}


def test_a_page_costs_no_more_with_more_sessions(editor_client):
    costs = []
    for sessions in (2, 12):
        page = factories.recap_of_a_full_day(sessions=sessions, title=f"Jour {sessions}", live=False)
        page.save_revision()
        screen = screens.Screen(editor_client, page)
        costs.append([asked(screen.open), asked(screen.save)])

    assert costs[0] == costs[1]


def test_what_is_saved_is_what_was_typed(editor_client):
    page = factories.recap_of_a_full_day(sessions=2, live=False)
    page.save_revision()
    screen = screens.Screen(editor_client, page)
    other = factories.partner("Une autre structure")
    rows = page.partner_links.count()

    screen.save(**{"title": "Un autre titre", "partner_links-0-partner": other.pk, "partner_links-1-DELETE": "on"})
    stored = BasePage.objects.get(pk=page.pk).specific

    assert stored.title == "Un autre titre"
    assert stored.partner_links.filter(partner=other).exists()
    assert stored.partner_links.count() == rows - 1
    assert "Une autre structure" in stored.search_text


def test_a_page_leaves_and_enters_the_indexes_once_and_for_good(editor_client):
    from wagtail.models import ReferenceIndex

    page = factories.recap_of_a_full_day(sessions=2)
    partner = page.partner_links.first().partner

    assert ReferenceIndex.get_references_to(partner).filter(object_id=page.pk).exists()
    assert page.basepage_ptr in BasePage.objects.search("journée entière")
    key = page.pk
    page.delete()

    assert not ReferenceIndex.get_references_to(partner).filter(object_id=key).exists()
    assert list(BasePage.objects.search("journée entière")) == []


def test_a_draft_that_names_a_theme_deleted_since_still_opens(editor_client):
    page = factories.recap(live=True)
    gone = factories.theme("Un thème de passage")
    page.theme_links = [page.theme_links.model(theme=gone)]
    page.save_revision()
    Theme.objects.filter(pk=gone.pk).delete()

    assert editor_client.get(screens.edit_url(page)).status_code == 200


def test_many_partners_and_a_reviewer_cost_no_more(editor_client, editor):
    page = factories.recap_of_a_full_day(sessions=8, live=False)
    rows = [(factories.partner(f"Une structure de plus {n}"), role) for n, role in enumerate([*Role.values] * 2)][:9]
    page.partner_links = [page.partner_links.model(partner=partner, role=role) for partner, role in rows]
    page.theme_links.add(*(page.theme_links.model(theme=factories.theme(f"Un thème de plus {n}")) for n in range(4)))
    page.event = factories.event()
    page.ai_help, page.human_reviewer = ["summary"], editor
    page.save()
    page.save_revision()
    screen = screens.Screen(editor_client, page)

    costs = {what: asked(getattr(screen, what)) for what in ("open", "save", "autosave")}

    assert {what: n for what, n in costs.items() if n > MOST_QUERIES} == {}


def test_a_gesture_is_noted_in_one_question(editor, django_assert_num_queries):
    page = factories.recap()
    revision = page.save_revision()
    log(page, "wagtail.edit", user=editor)

    with django_assert_num_queries(1):
        log(page, "wagtail.edit", user=editor, revision=revision, content_changed=True)


def test_an_address_that_another_page_takes_meanwhile_is_refused():
    first, second = factories.recap(title="Lundi", live=False), factories.recap(title="Mardi", live=False)
    first.slug = second.slug = "journee"

    with one_desk():
        first.minimal_clean()
        second.save()

        with pytest.raises(ValidationError):
            first.minimal_clean()
