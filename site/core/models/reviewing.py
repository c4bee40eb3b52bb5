"""Second readings: a step in which nobody approves what they wrote themselves."""

import json
import re
from html import unescape

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.forms import TaskStateCommentForm
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from .ordered import Ordered

OWN_EDIT = _("Vous avez écrit la dernière modification : quelqu’un d’autre doit la relire.")

# What a revision keeps that is not the author's text, and the keys that storing gives to rows and blocks.
NOT_THE_TEXT = frozenset(
    "live has_unpublished_changes live_revision latest_revision latest_revision_created_at draft_title "
    "first_published_at last_published_at expired locked locked_at locked_by url_path owner numchild depth path "
    "wagtail_admin_comments date_said reading_minutes search_text label locality told_since "
    "pk page id sort_order".split()
)
_TAG = re.compile(r"<[^>]*>")


class Refusal(PermissionDenied):
    """A decision that cannot be taken; its text is a French sentence that says why."""


class OwnEdit(Refusal):
    """The person who decides wrote the last edit."""

    def __init__(self):
        super().__init__(str(OWN_EDIT))


class ReasonMissing(Refusal):
    """Changes were asked for without saying which."""

    def __init__(self):
        super().__init__(str(_("Dites en une phrase ce qu’il faut reprendre.")))


class AlreadyDecided(Refusal):
    """Somebody else decided first, or the page was taken back."""

    def __init__(self):
        super().__init__(str(_("Cette page n’attend plus de relecture : quelqu’un s’en est déjà occupé.")))


class Changed(Refusal):
    """The page is not what was read: `read` is the primary key of the revision that was, `latest` the new one."""

    def __init__(self, read, latest):
        super().__init__(
            str(_("La page a changé pendant que vous la lisiez : rien n’est publié. Voici ce qui est nouveau."))
        )
        self.read, self.latest = read, latest


class Unfinished(Refusal):
    """The page lacks what a reader could not do without: a draft may, and it was saved as one during the review."""

    def __init__(self, lacking):
        super().__init__(
            str(_("Cette version ne peut pas paraître : %s Ouvrez la page, complétez-la, puis faites-la relire."))
            % " ".join(lacking)
        )


def mark(revision):
    """Return a text that names `revision` as it is now: an autosave keeps the key and changes the rest."""
    return f"{revision.pk}-{revision.created_at.timestamp():.6f}"


def same_text(revision, other):
    """Tell whether two revisions say the same, whatever storing adds to them."""
    return _text(revision) == _text(other)


def authors_of_last_edit(revision):
    """Return the primary keys of the accounts that wrote `revision`.

    Sending a page to review makes a revision too: those that changed nothing lead back to who wrote the text.
    """
    authors = {revision.user_id}
    text = _text(revision)
    earlier = Revision.objects.filter(
        base_content_type_id=revision.base_content_type_id,
        object_id=revision.object_id,
        pk__lt=revision.pk,
    ).order_by("-created_at", "-pk")
    for before in earlier.iterator(chunk_size=1):
        if _text(before) != text:
            break
        authors.add(before.user_id)
    return authors - {None}


def _text(revision):
    return _words(revision.content)


def _words(value):
    # A form gives keys to blocks and paragraphs, and writes tags and what is empty its own way: none of it is writing.
    if isinstance(value, dict):
        words = {name: _words(part) for name, part in value.items() if name not in NOT_THE_TEXT}
        return {name: part for name, part in words.items() if part}
    if isinstance(value, list):
        return [_words(part) for part in value]
    if isinstance(value, str):
        stream = _stream(value)
        return " ".join(unescape(_TAG.sub(" ", value)).split()) if stream is None else _words(stream)
    return value


def _stream(value):
    try:
        stream = json.loads(value) if value[:1] == "[" else None
    except ValueError:
        return None
    return stream if isinstance(stream, list) else None


def what_is_lacking(page):
    """Return sentences that say why the editor would not publish `page` as it is; none when it would."""
    lacking = list(page.lacks().values())
    try:
        page.full_clean()
    except ValidationError as error:
        lacking += [_sentence(name, page) for name in error.message_dict]
    for name in page.get_streamfield_names():
        try:
            page._meta.get_field(name).stream_block.clean(getattr(page, name))
        except ValidationError:
            lacking.append(_sentence(name, page))
    lacking += [sentence for relation in get_all_child_relations(page) for sentence in _lacking_in(page, relation)]
    return list(dict.fromkeys(map(str, lacking)))


def _lacking_in(page, relation):
    if issubclass(relation.related_model, Ordered):
        for row in getattr(page, relation.get_accessor_name()).all():
            # What it points to was looked for when the page was rebuilt.
            pointers = {field.name for field in row._meta.concrete_fields if field.many_to_one}
            try:
                row.clean_fields(exclude=pointers)
            except ValidationError as error:
                yield from (_sentence(name, row) for name in error.message_dict)


def _sentence(name, record):
    label = next((field.verbose_name for field in record._meta.fields if field.name == name), _("la page"))
    return _("Dans « %s », quelque chose manque ou ne va pas.") % label


class ReasonForm(forms.Form):
    """Why a page goes back to its author."""

    comment = forms.CharField(
        label=_("Ce qu’il faut reprendre"),
        help_text=_("Une phrase suffit. Elle part par mail à la personne qui a proposé la page."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Dites en une phrase ce qu’il faut reprendre.")},
    )


class ApprovalForm(TaskStateCommentForm):
    """An approval, with the revision that it is about."""

    reviewed = forms.CharField(required=False, widget=forms.HiddenInput)


class ReviewLock(WorkflowLock):
    """Says, above a page that waits for a second reading, what the person in front of it can do."""

    def get_message(self, user):
        """Return one sentence."""
        if self.for_user(user):
            return _(
                "Cette page attend la relecture de quelqu’un d’autre. "
                "Pour la modifier, retirez-la d’abord de la relecture, dans le menu du bas."
            )
        if self.task.wrote_last(self.object, user):
            return OWN_EDIT
        return format_html(
            '{} <span class="buttons"><a class="button button-small button-secondary" href="{}">{}</a></span>',
            _("Cette page attend une relecture. Si vous la modifiez, quelqu’un d’autre devra la relire."),
            reverse("wagtailadmin_pages:revisions_compare", args=[self.object.pk, "live", "latest"]),
            _("Relire et décider"),
        )


class PeerReviewTask(AbstractGroupApprovalTask):
    """Somebody of the groups reads the page and decides; not the person who wrote its last edit."""

    lock_class = ReviewLock

    class Meta:
        verbose_name = _("relecture par une autre personne")
        verbose_name_plural = _("relectures par une autre personne")

    @classmethod
    def get_description(cls):
        """Say what this step does, where steps are chosen."""
        return _("Une personne des groupes choisis relit et décide ; jamais celle qui a écrit la dernière modification")

    def is_reviewer(self, user):
        """Tell whether `user` is asked to review at this step, whoever wrote."""
        return user.is_superuser or self._user_in_groups(user)

    def wrote_last(self, obj, user):
        """Tell whether `user` wrote the last edit of `obj`."""
        revision = obj.get_latest_revision()
        return bool(revision) and (revision.user_id == user.pk or user.pk in authors_of_last_edit(revision))

    def get_actions(self, obj, user):
        """Return what `user` may decide: to approve and to send back, or only to send back one's own edit."""
        if not self.is_reviewer(user):
            return []
        actions = [("reject", _("Demander une reprise"), True)]
        if not self.wrote_last(obj, user):
            return [*actions, ("approve", _("Approuver"), False)]
        state = obj.current_workflow_state
        return actions if state and state.requested_by_id != user.pk else []

    def get_form_for_action(self, action):
        """A refusal has a reason, an approval says what was read."""
        return {"reject": ReasonForm, "approve": ApprovalForm}.get(action, TaskStateCommentForm)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, *, reviewed="", comment="", **kwargs):
        """Take the decision, on the revision that was read and no other.

        `reviewed` is the `mark` of the revision on the reviewer's screen; without it, the revision that the
        task is about is taken to be what was read. Raises a Refusal; nothing is stored then.
        """
        latest = self._hold_latest_revision(task_state)
        current = task_state.workflow_state.current_task_state
        if not current or current.task_id != self.pk or current.status != TaskState.STATUS_IN_PROGRESS:
            raise AlreadyDecided
        current = current.specific
        if action_name == "approve":
            if user and user.pk in authors_of_last_edit(latest):
                raise OwnEdit
            if reviewed != mark(latest) if reviewed else not covers(task_state, latest):
                read = reviewed.partition("-")[0] if reviewed else str(task_state.revision_id)
                raise Changed(read, latest)
            if lacking := what_is_lacking(latest.as_object()):
                raise Unfinished(lacking)
            if not covers(current, latest):
                current = move_to_latest(current, user)
        elif action_name == "reject" and not comment.strip():
            raise ReasonMissing
        try:
            return super().on_action(current, user, action_name, comment=comment.strip())
        except PublishPermissionError as objection:
            raise Refusal(str(objection)) from objection

    @transaction.atomic
    def deactivate(self, user=None):
        """Take back from review the pages that wait at this step: Wagtail would publish them, read by nobody."""
        for task_state in self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS):
            task_state.workflow_state.cancel(user=user)
        super().deactivate(user)

    def _hold_latest_revision(self, task_state):
        # Every revision is followed by a write of the page's row: whoever holds it keeps others from saving one.
        task_state.workflow_state.refresh_from_db()
        obj = task_state.workflow_state.content_object
        held = type(obj).objects.hold(obj.pk)
        return Revision.objects.select_related(None).get(pk=held.latest_revision_id)


def covers(task_state, revision):
    """Tell whether `task_state` is about `revision` as it is now."""
    return task_state.revision_id == revision.pk and revision.created_at <= task_state.started_at


def move_to_latest(task_state, user):
    """Close `task_state` and open the same step again on the latest revision; return the new task state."""
    task_state.cancel(user=user, resume=True, comment=str(_("La page a changé pendant la relecture.")))
    return task_state.workflow_state.current_task_state.specific
