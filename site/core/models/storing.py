"""How pages are stored, indexed and rebuilt from their revisions, asking the database for each thing once."""

from contextlib import contextmanager

from django.apps import apps
from django.db import models, transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import AbstractPage

from core.records import expect, expect_rows, forget, once

HISTORY = frozenset(
    "draft_title has_unpublished_changes latest_revision latest_revision_created_at wagtail_admin_comments".split()
)
"""Fields that a new revision changes on its page: no index holds them."""
NEVER_FROM_A_REVISION = ("content_type", "owner", "latest_revision", "live_revision", "locale", "alias_of", "locked_by")
"""Relations that Wagtail takes from the page itself, whatever its revision says."""


@contextmanager
def indexed_once(page, update_fields=None):
    """Within this context, `page` and its rows are stored without being indexed; at the end, they are, once.

    Wagtail would go through the whole page again after every row, and read it anew for the search. Nothing is indexed
    when only the history changes.
    """
    # Wagtail's handlers need the models that this package defines.
    from wagtail.models import ReferenceIndex
    from wagtail.search.index import insert_or_update_object
    from wagtail.signal_handlers import disable_reference_index_auto_update, reference_index_auto_update_disabled

    told_not_to = getattr(reference_index_auto_update_disabled, "value", False)
    if told_not_to:
        yield
    else:
        with disable_reference_index_auto_update():
            yield
    forget(page)
    if update_fields is not None and HISTORY.issuperset(update_fields):
        return
    if not told_not_to:
        ReferenceIndex.create_or_update_for_object(page)
    insert_or_update_object(page)


@contextmanager
def rows_kept(page):
    """Within this context, `page` is stored; its rows are then at hand, as they were stored."""
    pending = dict(getattr(page, "_cluster_related_objects", {}))
    yield
    for name, rows in pending.items():
        stored = getattr(page, name).get_queryset()
        stored._result_cache = list(rows)
        stored._prefetch_done = True
        page._prefetched_objects_cache = getattr(page, "_prefetched_objects_cache", {}) | {name: stored}


class Stored:
    """What a page does around its own storing."""

    search_auto_update = False
    """`indexed_once` does it."""
    was_live = True
    """Whether the page was live when it was last read or stored, for all that is known."""

    @classmethod
    def from_db(cls, db, field_names, values):
        """Make a page from its stored row."""
        page = super().from_db(db, field_names, values)
        page.was_live = page.__dict__.get("live", True)
        return page

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Rebuild a page from a revision, without asking for each row whether its page exists.

        A row whose record was deleted since is left out, as its own deletion would have done.
        """
        data = dict(data)
        expect(data)
        for relation in get_all_child_relations(cls):
            if rows := data.get(relation.get_accessor_name()):
                rows = [{name: value for name, value in row.items() if name != relation.field.name} for row in rows]
                data[relation.get_accessor_name()] = _rows_that_still_stand(relation.related_model, rows)
        return super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)

    def with_content_json(self, content):
        """Return the page as the revision `content` tells it."""
        content = {name: value for name, value in content.items() if name not in NEVER_FROM_A_REVISION}
        page = super().with_content_json(content)
        page.was_live = self.was_live
        page.live_revision_id, page.locked_by_id = self.live_revision_id, self.locked_by_id
        _hand_over(self, page, "_cached_parent_obj")
        _hand_over(self, page, "_current_workflow_states")
        return page

    def get_latest_revision_as_object(self):
        """Return the page as it was last saved, with what is already known of it."""
        revision = self.get_latest_revision() if self.has_unpublished_changes else None
        if revision:
            # All that is kept of the stored page is what every page has: the columns of its type are not read.
            stored = self.specific_deferred
            stored.was_live = self.was_live
            page = stored.with_content_json(revision.content)
        else:
            page = super().get_latest_revision_as_object()
            expect_rows(page)
        for name in ("_current_workflow_states", "scheduled_revision"):
            _hand_over(self, page, name)
        if revision and page.latest_revision_id == revision.pk:
            page.latest_revision = revision
        return page

    def publish(self, revision, *args, **kwargs):
        """Publish `revision` whole or not at all, in turn with whoever else writes to the page."""
        with transaction.atomic():
            held = apps.get_model("core.BasePage").objects.hold(self.pk)
            if held and held.latest_revision_id != revision.pk:
                # Wagtail ends the review of a page that is published; what is newer is still to be read.
                self._current_workflow_states = []
            return super().publish(revision, *args, **kwargs)

    def save_revision(self, user=None, **kwargs):
        """Keep the page as it is in memory; whoever saves it is not looked for again."""
        revision = super().save_revision(user=user, **kwargs)
        if user and revision.user_id == user.pk:
            revision.user = user
        return revision

    @staticmethod
    def _slug_is_available(slug, parent_page, page=None):
        # The form asks, then the page, then its storing.
        def ask():
            return AbstractPage._slug_is_available(slug, parent_page, page)

        known = parent_page and page and page.pk
        return once(("address", parent_page.pk, slug, page.pk), ask) if known else ask()

    @property
    def has_workflow(self):
        """Whether a review is set up for this page; each button of the editor asks."""
        return once(("workflow", self.path), lambda: AbstractPage.has_workflow.fget(self))

    def get_workflow(self):
        """Return the review set up for this page, or for the nearest page above it, or None; in one query."""
        above = self.get_ancestors(inclusive=True)
        set_up = apps.get_model("wagtailcore.WorkflowPage").objects.filter(page__in=above, workflow__active=True)
        nearest = set_up.select_related("workflow").order_by("-page__depth").first()
        return nearest and nearest.workflow

    def clean_fields(self, exclude=None):
        """Check the fields; a record that the page was just given exists, and is not looked for again."""
        super().clean_fields(exclude=_given(self) | set(exclude or ()))


def trust_what_is_given(model):
    """Have `model`, an abstract one, not look again for the records that an entry of it was just given.

    A gesture in the history of a page would ask for the page, its version, its author and its type.
    """

    def clean_fields(self, exclude=None):
        super(model, self).clean_fields(exclude=_given(self) | set(exclude or ()))

    model.clean_fields = clean_fields


def _given(record):
    return {field.name for field in record._meta.concrete_fields if field.many_to_one and field.is_cached(record)}


def _hand_over(page, other, name):
    # A property would be asked for, and the database with it.
    if name in vars(page):
        setattr(other, name, getattr(page, name))


def _rows_that_still_stand(model, rows):
    # Protected records can go once no stored row names them; a revision may still do.
    for field in model._meta.concrete_fields:
        if field.many_to_one and field.remote_field.on_delete is models.PROTECT:
            standing = field.related_model.objects.standing({row.get(field.name) for row in rows})
            rows = [row for row in rows if row.get(field.name) in standing]
    return rows
