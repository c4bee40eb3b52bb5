"""What the site knows of who names what, and of where words are, is what a full rebuild would find."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, ReferenceIndex
from wagtail.search.models import IndexEntry

from blog.models import FigureMention, RecapIndexPage
from core.models import BasePage

from . import factories, screens
from .reviews import account, approve, logged_in, propose

pytestmark = pytest.mark.django_db


def stored_indexes():
    """Return the rows of both indexes, without their own keys: references of pages, words of all but the root."""
    found, pages = [], ContentType.objects.get_for_model(BasePage)
    for rows in (
        ReferenceIndex.objects.filter(base_content_type=pages),
        IndexEntry.objects.exclude(content_type=pages),
    ):
        model = rows.model
        names = {field.attname for field in model._meta.concrete_fields if not field.primary_key}
        # How long a title is beside all others changes with any page. A rebuild meets each page as a BasePage first.
        names -= {"title_norm", "content_type_id"} if model is ReferenceIndex else {"title_norm"}
        found.append({repr(sorted(row.items())) for row in rows.values(*names)})
    return found


def rebuilt_indexes():
    call_command("rebuild_references_index", verbosity=0)
    call_command("wagtail_update_index", verbosity=0)
    return stored_indexes()


def assert_indexes_are_true():
    kept, rebuilt = stored_indexes(), rebuilt_indexes()
    for what, before, after in zip(("references", "words"), kept, rebuilt, strict=True):
        assert (sorted(before - after), sorted(after - before)) == ([], []), f"{what}: kept and false, true and missing"


@pytest.fixture
def full(db):
    """A recap that names a bit of everything."""
    page = factories.recap_of_a_full_day(sessions=1)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def move(page):
    other = RecapIndexPage(title="Anciens récits", slug="anciens")
    page.get_parent().get_parent().add_child(instance=other)
    page.move(other, "last-child")


def make_an_alias(page):
    page.create_alias(update_slug="une-journee-bis")


def change_a_page_with_an_alias(page):
    page.create_alias(update_slug="une-journee-bis")
    draft = page.get_latest_revision_as_object()
    draft.title, draft.theme_links = "Un autre jour", [page.theme_links.model(theme=factories.theme("Neuf"))]
    draft.save_revision().publish()


def copy_with_history(page):
    page.copy(update_attrs={"slug": "une-journee-copiee", "title": "Copie"})


def copy_the_whole_tree(page):
    page.get_parent().specific.copy(recursive=True, update_attrs={"slug": "tous-copies", "title": "Copie"})


def translate(page):
    english = Locale.objects.create(language_code="en")
    for ancestor in (*page.get_ancestors().filter(depth__gt=1), page):
        ancestor.specific.copy_for_translation(english)


def delete(page):
    page.delete()


def delete_what_stands_above(page):
    page.get_parent().delete()


def unpublish(page):
    page.unpublish()


def unpublish_and_publish_again(page):
    page.unpublish()
    type(page).objects.get(pk=page.pk).latest_revision.publish()


def save_a_draft(page):
    draft = page.get_latest_revision_as_object()
    draft.title, draft.body, draft.theme_links = "Brouillon", [], []
    draft.save_revision()


def approve_a_change(page):
    page = propose(page, account("Inès", "Rédaction"), title="Relu", partner_links=[])
    approve(logged_in(account("Camille", "Relecture")), page)


def comment(page):
    author = account("Inès", "Rédaction")
    page.wagtail_admin_comments.add(
        page.wagtail_admin_comments.model(user=author, text="Et la date ?", contentpath="title")
    )
    page.save()


def save_a_live_page_in_the_editor(page):
    screen = screens.Screen(logged_in(account("Camille", "Rédaction", "Relecture")), page)
    screen.save(**{"title": "Autrement", "theme_links-0-DELETE": "on", "action-publish": "1"})


def leave_and_come_back_at_an_hour(page):
    past = timezone.now() - timedelta(minutes=1)
    BasePage.objects.filter(pk=page.pk).update(expire_at=past)
    call_command("publish_scheduled")


def change_a_figure(page):
    figure = FigureMention.objects.get(page=page).figure
    figure.value = "12 345"
    figure.save()


def rename_a_partner(page):
    partner = page.partner_links.first().partner
    partner.title = "La structure renommée"
    partner.save_revision().publish()


def delete_a_theme(page):
    theme = page.theme_links.first().theme
    draft = page.get_latest_revision_as_object()
    draft.theme_links = []
    draft.save_revision().publish()
    theme.delete()


EVENTS = [
    move, make_an_alias, change_a_page_with_an_alias, copy_with_history, copy_the_whole_tree, translate, delete,
    delete_what_stands_above, unpublish, unpublish_and_publish_again, save_a_draft, approve_a_change, comment,
    save_a_live_page_in_the_editor, leave_and_come_back_at_an_hour, change_a_figure, rename_a_partner, delete_a_theme,
]  # fmt: skip


@pytest.mark.parametrize("happens", EVENTS, ids=lambda event: event.__name__)
def test_the_indexes_say_what_a_full_rebuild_says(full, happens):
    happens(full)

    assert_indexes_are_true()
