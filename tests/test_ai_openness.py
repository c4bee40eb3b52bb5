"""AI, in the open: what a machine helped to do is said, and read again by a named person who did not write it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import RecapPage
from blog.openness import UnreviewedHelp, reviewers
from core.models import BasePage, User

from . import factories
from .test_editing import add_url, recap_form

pytestmark = pytest.mark.django_db


def account(email, **fields):
    user = User.objects.create_user(email, **fields)
    user.groups.set(Group.objects.filter(name__in=["Rédaction", "Relecture"]))
    return user


@pytest.fixture
def reviewer(db):
    return account("farida@maillage.example", first_name="Farida", last_name="Exemple")


def helped(**fields):
    return recap_form(date_as_told="9 avril", **fields) | {"ai_help": ["transcription", "summary"]}


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def read(client, page):
    return client.get(page.url).content.decode().replace("\u202f", " ")


def test_a_text_declared_without_any_help_says_so(client):
    html = read(client, factories.article(ai_help=["none"]))

    assert "Écrit sans IA" in html


def test_a_text_of_which_nobody_declared_anything_claims_nothing(client):
    html = read(client, factories.article())

    assert "sans IA" not in html
    assert "Aide d’une IA" not in html


def test_no_help_and_a_help_are_not_published_together(editor_client, reviewer):
    form = helped(human_reviewer=reviewer.pk) | {"ai_help": ["none", "summary"], "action-publish": "1"}

    html = editor_client.post(add_url(), form).content.decode()

    assert "gardez l’une ou l’autre" in html
    assert not RecapPage.objects.filter(live=True).exists()


def test_a_text_that_a_machine_helped_says_to_do_what_and_who_read_it_again(client, reviewer):
    recap = factories.recap(ai_help=["summary", "transcription"], human_reviewer=reviewer)

    html = read(client, recap)

    assert "Aide d’une IA</a> pour la transcription et le résumé. Relu par Farida Exemple." in html
    assert reviewer.email not in html
    assert "Aide d’une IA" not in html.split("application/ld+json")[1].split("</script>")[0]


def test_all_declared_helps_are_in_one_place_and_drafts_are_not(client, reviewer):
    shown = factories.recap("Une journée transcrite", ai_help=["transcription"], human_reviewer=reviewer)
    factories.recap("Un brouillon traduit", live=False, ai_help=["translation"])
    factories.make_private(factories.article("Un article réservé", ai_help=["translation"]))
    factories.article("Un article de nos mains", ai_help=["none"])

    html = client.get("/ia/").content.decode()

    assert shown.url in html
    assert "1 sur 2" in html
    assert "1 publication sur 2 se déclare sans IA" in html
    assert "de nos mains" not in html
    assert "brouillon traduit" not in html
    assert "réservé" not in html
    assert 'href="/ia/"' in read(client, shown)


def test_without_a_reviewer_it_is_refused_beside_the_field_and_nothing_typed_is_lost(editor_client):
    html = editor_client.post(add_url(), helped(summary="Un chapô déjà écrit") | {"action-publish": "1"})

    html = html.content.decode()
    assert "Une IA a aidé : choisissez qui a tout relu" in html
    assert "Un chapô déjà écrit" in html
    assert not RecapPage.objects.filter(live=True).exists()


def test_a_draft_may_wait_for_its_reviewer(editor_client):
    editor_client.post(add_url(), helped())

    assert RecapPage.objects.get().ai_help == ["transcription", "summary"]


def test_whoever_writes_does_not_read_themselves_again(editor_client, editor):
    User.objects.filter(pk=editor.pk).update(last_name="Exemple")

    html = editor_client.post(add_url(), helped(human_reviewer=editor.pk) | {"action-publish": "1"})

    assert "Camille Exemple a écrit ou modifié ce texte" in html.content.decode()
    assert not RecapPage.objects.filter(live=True).exists()


def test_with_another_reader_it_is_published(editor_client, reviewer, client):
    editor_client.post(add_url(), helped(human_reviewer=reviewer.pk) | {"action-publish": "1"})

    assert RecapPage.objects.get().live
    assert "Relu par Farida Exemple." in read(client, RecapPage.objects.get())


def test_whoever_reads_again_may_say_so_and_publish(client, editor, reviewer):
    page = factories.recap(
        "Écrit par Camille",
        slug="ecrit",
        live=False,
        owner=editor,
        date=None,
        date_as_told="9 avril",
        ai_help=["summary"],
        body=[],
    )
    page.save_revision(user=editor)
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    form = helped(title="Écrit par Camille", slug="ecrit", human_reviewer=reviewer.pk)

    client.post(edit_url(page), form)
    client.post(edit_url(page), form | {"action-publish": "1"})

    page.refresh_from_db()
    assert page.live
    assert page.latest_revision.user == reviewer


def test_whoever_changes_a_word_while_reading_is_an_author_too(client, editor, reviewer):
    page = factories.recap("Écrit par Camille", slug="ecrit", live=False, owner=editor, body=[])
    page.save_revision(user=editor)
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")

    form = helped(title="Écrit par Camille, repris", slug="ecrit", human_reviewer=reviewer.pk)
    html = client.post(edit_url(page), form | {"action-publish": "1"}).content.decode()

    assert "Farida Exemple a écrit ou modifié ce texte" in html
    assert not RecapPage.objects.get().live


def test_whoever_began_a_text_does_not_read_it_again_after_somebody_else_changed_it(client, editor, reviewer):
    page = factories.recap("Commencé par Camille", slug="commence", live=False, owner=editor, body=[])
    page.save_revision(user=editor)
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")

    form = helped(title="Repris par Farida", slug="commence", human_reviewer=editor.pk)
    html = client.post(edit_url(page), form | {"action-publish": "1"}).content.decode()

    assert "Camille a écrit ou modifié ce texte" in html
    assert not RecapPage.objects.get().live


def test_opening_a_text_in_the_form_is_not_writing_it(client, editor, reviewer):
    body = [("paragraph", "<p>On répare.</p>")]
    page = factories.article("Réparer", slug="reparer", live=False, owner=editor, ai_help=["summary"], body=body)
    page.save_revision(user=editor)
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    block = {"type": "paragraph", "value": rich_text('<p data-block-key="x1y2z">On répare.</p>'), "id": page.body[0].id}
    stream = streamfield([(block["type"], block["value"])]) | {}
    stream["0"]["id"] = block["id"]
    empty = {name: inline_formset([]) for name in ("theme_links", "territory_links", "partner_links", "comments")}
    texts = dict.fromkeys(
        "summary author place publisher cover correction corrected_on seo_title search_description".split(), ""
    )
    form = nested_form_data(
        {
            "title": "Réparer", "slug": "reparer", "kind": "article", "date": "2026-02-01", "licence": "etalab-2.0",
            "in_brief": streamfield([]), "body": stream, "human_reviewer": reviewer.pk,
            **texts, **empty,
        }
    )  # fmt: skip

    client.post(edit_url(page), form | {"ai_help": ["summary"], "action-publish": "1"})

    page.refresh_from_db()
    assert page.live


def helped_draft(owner, **fields):
    page = factories.recap("Avec une machine", live=False, owner=owner, ai_help=["summary"], **fields)
    return page, page.save_revision(user=owner)


def test_code_and_lists_of_pages_do_not_publish_it_either(editor_client, editor, reviewer):
    page, revision = helped_draft(editor)

    with pytest.raises(UnreviewedHelp, match="choisissez qui a tout relu"):
        revision.publish()
    answer = editor_client.post(
        reverse("wagtail_bulk_action", args=["core", "basepage", "publish"]) + f"?id={page.pk}&next=/admin/",
        follow=True,
    )

    assert "choisissez qui a tout relu" in answer.content.decode()
    page.refresh_from_db()
    assert not page.live
    page.human_reviewer = reviewer
    page.save_revision(user=editor).publish()
    page.refresh_from_db()
    assert page.live


def test_whoever_reads_again_and_changes_a_word_is_an_author_by_every_door(editor, reviewer):
    page, read = helped_draft(editor, human_reviewer=reviewer)
    draft = page.get_latest_revision_as_object()
    draft.summary = "Un mot de plus."
    changed = draft.save_revision(user=reviewer)

    with pytest.raises(UnreviewedHelp, match="Farida Exemple a écrit ou modifié ce texte"):
        changed.publish()
    read.publish()

    page.refresh_from_db()
    assert (page.live, page.summary) == (True, "")


def test_an_approval_does_not_publish_it_either_and_leaves_nothing_half_done(client, editor, reviewer):
    page, _revision = helped_draft(editor)
    page.get_workflow().start(page, editor)
    state = page.current_workflow_task_state
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")

    said = client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), follow=True)

    page.refresh_from_db()
    state.refresh_from_db()
    assert not page.live
    assert state.status == "in_progress"
    assert "Une IA a aidé : choisissez qui a tout relu" in said.content.decode()
    assert "Avec une machine" in said.content.decode()


def copy(client, page, **fields):
    """Press « Copier », and « publier les copies »."""
    form = {"new_title": "La copie", "new_slug": "la-copie", "new_parent_page": page.get_parent().pk}
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    return client.post(url, form | {"publish_copies": "on"} | fields, follow=True)


def test_a_copy_of_what_nobody_read_stays_a_draft_and_says_why(editor_client, editor):
    page = factories.recap("Avec une machine", ai_help=["summary"])
    page.live_revision = page.save_revision()
    page.save()

    said = copy(editor_client, page)

    made = RecapPage.objects.get(slug="la-copie")
    assert "La copie reste un brouillon. Une IA a aidé : choisissez qui a tout relu" in said.content.decode()
    assert (made.live, made.has_unpublished_changes, made.first_published_at) == (False, True, None)
    assert made.live_revision is None
    assert editor_client.get(made.url).status_code == 404
    assert BasePage.find_problems() == ([], [], [], [], [])
    with pytest.raises(UnreviewedHelp):
        made.get_latest_revision().publish()


def test_a_copy_of_what_was_read_may_be_published_but_not_by_whoever_read_it(editor_client, client, reviewer):
    author = account("nadia@maillage.example", first_name="Nadia")
    page, _revision = helped_draft(author, human_reviewer=reviewer)
    page.get_latest_revision().publish()

    copy(editor_client, page)
    client.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    said = copy(client, page, new_slug="la-mienne")

    assert RecapPage.objects.get(slug="la-copie").live
    assert not RecapPage.objects.get(slug="la-mienne").live
    assert "Farida Exemple a écrit ou modifié ce texte" in said.content.decode()


def test_a_copy_made_by_a_program_passes_by_no_other_door(editor_client, editor):
    page = factories.recap("Avec une machine", ai_help=["summary"])
    page.live_revision = page.save_revision()
    page.save()

    answer = editor_client.post(f"/admin/api/main/pages/{page.pk}/action/copy/", {"slug": "la-copie"})

    assert answer.status_code == 201
    assert not RecapPage.objects.get(slug="la-copie").live


def test_a_scheduled_page_is_refused_when_its_hour_is_set(editor):
    _page, revision = helped_draft(editor, go_live_at=timezone.now() + timedelta(days=1))

    with pytest.raises(UnreviewedHelp):
        revision.publish()

    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_once_its_hour_is_approved_a_page_never_stops_the_others(editor, reviewer):
    hour = timezone.now() + timedelta(days=1)
    page, _revision = helped_draft(editor, go_live_at=hour, human_reviewer=reviewer)
    page.get_latest_revision().publish()
    other = factories.article("L'autre", live=False, go_live_at=hour)
    other.save_revision().publish()
    reviewer.delete()
    Revision.objects.exclude(approved_go_live_at=None).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()

    call_command("publish_scheduled")

    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.live, other.live) == (True, True)


def test_only_named_people_with_access_can_be_reviewers(editor, reviewer):
    account("sans-nom@maillage.example")
    User.objects.create_user("lectrice@maillage.example", first_name="Lina")
    account("partie@maillage.example", first_name="Partie", is_active=False)

    assert [user.email for user in reviewers()] == [editor.email, reviewer.email]
