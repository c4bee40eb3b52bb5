"""The mails of a review: one for each decision, to those whom it concerns, in the words of the site."""

from django.conf import settings
from django.db.models.signals import post_delete
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_cancelled, workflow_rejected, workflow_submitted

from .accounts import ACCESS
from .models import User
from .models.reviewing import authors_of_last_edit
from .outbox import tell, withdraw


def take_the_place_of_wagtails_mails():
    """Listen where Wagtail's own mails would: the names are theirs, so that theirs find the place taken."""
    task_submitted.connect(
        tell_reviewers, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    workflow_submitted.connect(
        tell_nobody, sender=WorkflowState, dispatch_uid="workflow_state_submitted_email_notification"
    )
    workflow_approved.connect(
        tell_of_approval, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification"
    )
    workflow_rejected.connect(
        tell_of_refusal, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification"
    )
    workflow_cancelled.connect(forget_the_invitation, sender=WorkflowState, dispatch_uid="review_cancelled")
    # A page that is deleted takes its reviews with it.
    post_delete.connect(forget_the_invitation, sender=WorkflowState, dispatch_uid="review_deleted")


def tell_reviewers(instance, user=None, **kwargs):
    """Ask the people of the groups to review, except who wrote or sent the page. Superusers are no exception."""
    task = instance.task.specific
    state = instance.workflow_state
    if not isinstance(task, AbstractGroupApprovalTask) or _goes_on(instance):
        return
    page = state.content_object
    writers = authors_of_last_edit(instance.revision) | ({user.pk} if user else set())
    reviewers = User.objects.filter(groups__in=task.groups.all(), is_active=True).exclude(pk__in=writers).distinct()
    who = state.requested_by
    _tell(
        reviewers,
        instance,
        "submitted",
        _("À relire : « %(title)s »") % {"title": instance.revision.object_str},
        page,
        {"who": who, "is_new": not page.live},
    )


def tell_nobody(instance, **kwargs):
    """Superusers are not told of every page that waits."""


def tell_of_approval(instance, user=None, **kwargs):
    """Tell whoever proposed the page that it was approved."""
    withdraw(_matter(instance))
    task_state = instance.current_task_state
    if not task_state or not _other(instance.requested_by, user):
        return
    page = task_state.revision.as_object()
    planned = page.go_live_at if page.go_live_at and page.go_live_at > timezone.now() else None
    subject = _("Acceptée : « %(title)s » paraîtra bientôt") if planned else _("En ligne : « %(title)s »")
    _tell(
        [instance.requested_by],
        task_state,
        "approved",
        subject % {"title": page},
        page,
        {"who": user, "planned": planned, "comment": task_state.comment},
    )


def tell_of_refusal(instance, user=None, **kwargs):
    """Tell whoever proposed the page what has to be done again."""
    withdraw(_matter(instance))
    task_state = instance.current_task_state
    if not _other(instance.requested_by, user):
        return
    page = task_state.revision.as_object()
    _tell(
        [instance.requested_by],
        task_state,
        "rejected",
        _("À reprendre : « %(title)s »") % {"title": page},
        page,
        {"who": user, "reason": task_state.specific.get_comment()},
    )


def forget_the_invitation(instance, **kwargs):
    """A page that was taken back is not to be reviewed any more."""
    withdraw(_matter(instance))


def _goes_on(task_state):
    # The step before this one was cancelled: it is the same review, which follows a newer revision.
    before = task_state.workflow_state.task_states.exclude(pk=task_state.pk).order_by("-started_at", "-pk").first()
    return bool(before) and before.status == TaskState.STATUS_CANCELLED


def _matter(state):
    return f"review:{state.pk}"


def _other(person, user):
    return person is not None and person != user


def _tell(people, task_state, kind, subject, obj, context):
    author = people[0] if isinstance(people, list) else None
    context |= {"page": obj, "title": str(obj)} | _links(obj, author)
    tell(
        people,
        key=f"review:{task_state.pk}:{kind}",
        subject_key=_matter(task_state.workflow_state),
        owed=kind != "submitted",
        subject=subject,
        body=render_to_string(f"core/mails/{kind}.txt", context),
    )


def _links(page, author):
    """Return the addresses to write: the author's own, who may be a partner, or those of the editors' side."""
    is_editor = author is None or author.has_perm(ACCESS)
    comparison = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {
        "compare_url": settings.WAGTAILADMIN_BASE_URL + comparison if is_editor else "",
        "edit_url": settings.WAGTAILADMIN_BASE_URL + (page.edit_path_for(author) if author else editor),
        "live_url": page.full_url if page.live else "",
    }
