"""The editors' home: what waits for me, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, WorkflowState

from core.models import BasePage, Heartbeat

from . import factories
from .reviews import account, compare_url, decide, edit_url, logged_in, propose, save, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    return account("Inès", "Rédaction")


@pytest.fixture
def reviewer(db):
    return account("Camille", "Rédaction", "Relecture")


def home_of(user):
    return BeautifulSoup(logged_in(user).get("/admin/").content, "html.parser")


def sections(user):
    """{heading: {title: (note, address of the action)}}"""
    found = {}
    for panel in home_of(user).select("section.w-panel--dashboard"):
        rows = {}
        for row in panel.select("tbody tr"):
            cells = row.select("td")
            action = cells[2].a["href"] if cells[2].a else cells[2].form["action"]
            rows[cells[0].a.text] = (cells[1].text.strip(), action)
        found[panel.select_one("[data-panel-heading-text]").text.strip()] = rows
    return found


def planned(page, at, by=None):
    """Have `page` wait for its hour, as publication does."""
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(user=by).publish()
    page.refresh_from_db()
    revision = page.latest_revision
    revision.approved_go_live_at, revision.content["go_live_at"] = at, at.isoformat()
    revision.save()


def test_nothing_waits_on_a_quiet_day(author):
    assert sections(author) == {"Rien ne vous attend": {}}


def test_what_i_may_review_comes_first_the_oldest_request_at_the_top(author, reviewer):
    new, old = factories.recap("Une journée à Tours"), factories.recap("Une journée à Blois")
    new, old = propose(new, author, title="Tours"), propose(old, author, title="Blois")
    WorkflowState.objects.filter(object_id=str(old.pk)).update(created_at=timezone.now() - timedelta(days=3))

    found = sections(reviewer)

    assert next(iter(found)) == "À relire (2)"
    assert list(found["À relire (2)"]) == ["Blois", "Tours"]
    assert found["À relire (2)"]["Blois"][1] == compare_url(old)
    assert "d’Inès" in found["À relire (2)"]["Blois"][0]


def test_what_i_wrote_last_waits_for_somebody_else(author, reviewer):
    mine = propose(factories.recap("Une journée à Tours"), reviewer, title="Tours")
    corrected = propose(factories.recap("Une journée à Blois"), author, title="Blois")
    save(corrected, reviewer, title="Blois, corrigé")

    found = sections(reviewer)

    assert list(found) == ["En attente d’une autre personne (2)"]
    assert found["En attente d’une autre personne (2)"]["Tours"][1] == edit_url(mine)


def test_an_author_does_not_see_what_others_have_to_review(author):
    propose(factories.recap("Une journée à Tours"), account("Malik", "Rédaction"), title="Tours")

    assert sections(author) == {"Rien ne vous attend": {}}


def test_a_superuser_sees_what_can_be_reviewed(author):
    propose(factories.recap("Une journée à Tours"), author, title="Tours")

    assert "À relire (1)" in sections(superuser())


def test_a_person_who_only_reviews_sees_what_waits(author):
    propose(factories.recap("Une journée à Tours"), author, title="Tours")

    assert "À relire (1)" in sections(account("Yaël", "Relecture"))


def test_a_refusal_is_shown_with_its_reason(author, reviewer):
    page = propose(factories.recap("Une journée à Tours"), author, title="Tours")
    decide(logged_in(reviewer), page, "reject", comment="Il manque <la> date.")

    soup = home_of(author)

    assert list(sections(author)) == ["À reprendre (1)"]
    assert soup.blockquote.text == "Il manque <la> date."
    assert "par Camille" in soup.select_one("tbody td:nth-of-type(2)").text


def test_what_was_sent_back_to_a_colleague_is_not_mine_to_rework(author, reviewer):
    page = propose(factories.recap("Une journée à Tours"), author, title="Tours")
    decide(logged_in(reviewer), page, "reject", comment="Il manque la date.")

    assert sections(account("Malik", "Rédaction")) == {"Rien ne vous attend": {}}


def test_what_waits_for_its_hour_is_finished(author):
    Heartbeat.beat("publish_scheduled")
    page = factories.recap("Une journée à Tours", live=False)
    planned(page, timezone.now() + timedelta(days=2), author)

    assert list(sections(author)) == ["Publications programmées (1)"]


def test_what_comes_next_stands_first_whether_it_appears_or_leaves(author):
    Heartbeat.beat("publish_scheduled")
    planned(factories.recap("Celle qui paraîtra", live=False), timezone.now() + timedelta(days=3))
    leaving = factories.recap("Celle qui partira")
    BasePage.objects.filter(pk=leaving.pk).update(expire_at=timezone.now() + timedelta(days=2))
    offline = factories.recap("Celle qui est déjà partie", live=False)
    BasePage.objects.filter(pk=offline.pk).update(expire_at=timezone.now() + timedelta(days=1))

    assert list(sections(author)["Publications programmées (2)"]) == ["Celle qui partira", "Celle qui paraîtra"]


def test_my_drafts_wait_to_be_finished_and_not_those_of_others(author, reviewer):
    never = factories.recap("Une journée à Tours", live=False)
    save(never, author)
    changed = factories.recap("Une journée à Blois")
    changed.save_revision().publish()
    save(changed, author, title="Blois")
    done = factories.recap("Une journée à Bourges")
    done.save_revision(user=author).publish()
    retired = factories.recap("Une journée à Chartres")
    retired.save_revision(user=author).publish()
    BasePage.objects.get(pk=retired.pk).specific.unpublish()

    found = sections(author)["À finir (2)"]

    assert set(found) == {"Une journée à Tours", "Blois"}
    assert found["Une journée à Tours"][0].startswith("brouillon du")
    assert found["Blois"][0].startswith("en ligne, avec des changements")
    assert "À finir" not in " ".join(sections(reviewer))


def test_partner_profiles_in_review_have_their_own_place(author, reviewer):
    propose(factories.partner("Hub-Lo"), author, summary="Outille et anime.")

    assert list(sections(reviewer)) == ["Fiches partenaires en attente (1)"]


def test_profiles_a_year_old_and_forgotten_pages_are_to_be_refreshed_but_not_recaps(author):
    today = timezone.localdate()
    factories.partner("Hub-Lo", reviewed_on=today - timedelta(days=500))
    factories.partner("Fraîche", reviewed_on=today - timedelta(days=20))
    article, recap = factories.article("Prêter un ordinateur"), factories.recap("Une journée à Tours")
    never = factories.partner("Jamais vérifiée")
    long_ago = timezone.now() - timedelta(days=900)
    BasePage.objects.filter(pk__in=[article.pk, recap.pk]).update(last_published_at=long_ago)
    BasePage.objects.filter(pk=never.pk).update(
        first_published_at=long_ago, last_published_at=long_ago - timedelta(days=1)
    )

    soup = home_of(author)

    assert list(sections(author)["À rafraîchir (3)"]) == ["Jamais vérifiée", "Prêter un ordinateur", "Hub-Lo"]
    assert soup.find("a", href="/admin/reports/aging-pages/")


def test_an_event_that_is_over_waits_to_be_told(author):
    day = timezone.localdate() - timedelta(days=3)
    event = factories.event("Café IA", date=day, place="Tours")

    assert sections(author) == {
        "Récits à écrire (1)": {"Café IA": (f"{event.date_said}, Tours", reverse("write_recap", args=[event.pk]))}
    }


def test_planned_pages_say_their_hour_in_paris(author):
    Heartbeat.beat("publish_scheduled")
    page = factories.recap("Une journée à Tours", live=False)
    planned(page, datetime(2199, 7, 1, 7, 30, tzinfo=UTC))

    (note, url) = sections(author)["Publications programmées (1)"]["Une journée à Tours"]

    assert note == "paraîtra le lundi 1er juillet 2199 à 9\u00a0h\u00a030 (heure de Paris)"
    assert url == edit_url(page)


def test_a_page_that_will_be_withdrawn_is_announced(author):
    Heartbeat.beat("publish_scheduled")
    page = factories.recap("Une journée à Tours")
    BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(days=2))

    (note, _url) = sections(author)["Publications programmées (1)"]["Une journée à Tours"]

    assert note.startswith("sera retirée le")


def test_the_scheduler_that_never_ran_is_told_only_when_something_is_planned(author):
    before = home_of(author).text
    planned(factories.recap("Une journée à Tours", live=False), timezone.now() + timedelta(days=2))
    never = home_of(author).text
    call_command("publish_scheduled")
    ran = home_of(author).text
    Heartbeat.objects.update(at=timezone.now() - timedelta(hours=25))
    silent = home_of(author).text

    assert "publish_scheduled" not in before
    assert "n’a encore jamais tourné" in never
    assert "publish_scheduled" not in ran
    assert "n’a pas tourné depuis le" in silent


def test_a_publication_that_did_not_leave_is_told_after_a_quarter_of_an_hour(author):
    page = factories.recap("Une journée à Tours", live=False)
    Heartbeat.beat("publish_scheduled")
    planned(page, timezone.now() - timedelta(minutes=10))
    patient = home_of(author).text
    planned(page, timezone.now() - timedelta(minutes=16))

    late = home_of(author).text
    call_command("publish_scheduled")

    assert "rien n’a bougé" not in patient
    assert "« Une journée à Tours » était prévue" in late
    assert "publiez-la vous-même" in late
    assert "rien n’a bougé" not in home_of(author).text
    assert BasePage.objects.get(pk=page.pk).live


def test_a_dry_run_leaves_no_mark(db):
    call_command("publish_scheduled", "--dryrun")

    assert not Heartbeat.objects.exists()


def test_only_what_the_person_may_change_is_shown(author):
    narrow = account("Malik")
    group = Group.objects.create(name="Annuaire")
    group.permissions.set(Group.objects.get(name="Rédaction").permissions.filter(codename="access_admin"))
    directory = factories.partner("Hub-Lo", reviewed_on="2020-01-01")
    GroupPagePermission.objects.create(
        group=group,
        page=BasePage.objects.get(pk=directory.get_parent().pk),
        permission=Permission.objects.get(codename="change_basepage"),
    )
    narrow.groups.add(group)
    planned(factories.recap("Une journée à Tours", live=False), timezone.now() + timedelta(days=2))
    article = factories.article("Prêter un ordinateur")
    BasePage.objects.filter(pk=article.pk).update(last_published_at=timezone.now() - timedelta(days=900))

    assert list(sections(narrow)) == ["À rafraîchir (1)"]


def test_five_lines_are_shown_and_all_are_counted(author, reviewer):
    for number in range(7):
        propose(factories.article(f"Atelier {number}"), author)

    found = sections(reviewer)

    assert len(found["À relire (7)"]) == 5
    assert home_of(reviewer).find("a", href="/admin/reports/workflow_tasks/?reviewable=true&status=in_progress")


@pytest.mark.parametrize("who", ["author", "reviewer", "superuser"])
def test_the_home_costs_as_much_with_one_page_as_with_many(who, author, reviewer):
    user = {"author": author, "reviewer": reviewer}.get(who) or superuser()
    client = logged_in(user)

    def fill(number):
        for i in range(number):
            at = timezone.now() + timedelta(days=2 + i)
            save(factories.article(f"Brouillon {i} {number}"), user, title="À finir")
            propose(factories.article(f"Proposée {i} {number}"), user, title="La mienne")
            propose(factories.article(f"Reçue {i} {number}"), account(f"a{i}-{number}", "Rédaction"), title="Celle-ci")
            propose(factories.partner(f"Structure {i} {number}"), account(f"b{i}-{number}", "Rédaction"))
            factories.partner(f"Ancienne {i} {number}", reviewed_on=timezone.localdate() - timedelta(days=400))
            planned(factories.article(f"Demain {i} {number}", live=False), at)
            back = propose(factories.article(f"Refusée {i} {number}"), user, title="À reprendre")
            decide(logged_in(account(f"c{i}-{number}", "Relecture")), back, "reject", comment="Pas encore.")

    fill(1)
    client.get("/admin/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/admin/")
    fill(6)
    with CaptureQueriesContext(connection) as many:
        client.get("/admin/")

    assert len(many) == len(few)
