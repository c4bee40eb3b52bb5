"""What the rest of the site asks of the review: propose, amend, find what waits for whom."""

from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from .models import BasePage
from .models.reviewing import PeerReviewTask, move_to_latest

__all__ = ["amend", "follow_latest", "take_back"]


@transaction.atomic
def amend(page, user, clean=True):
    """Save `page` as its author changed it, and put that text before the reviewers. Return the revision.

    `page` is the specific page with its new values (as `page.get_latest_revision_as_object()` gives it).
    Whatever it was, it then waits for a second reading: a review under way goes on with the new
    revision (an approval of the former one is refused), one that was sent back is resumed, and one is begun
    otherwise. The live page is untouched. Raises ValidationError when the page is not valid, and ValueError
    when no review is set up for it. The caller has checked that `user` may change `page`; without `clean`, that it
    is valid too.
    """
    BasePage.objects.hold(page.pk)
    state = page.current_workflow_state
    # Beginning a review has an entry of its own in the history, which names the revision.
    revision = page.save_revision(user=user, log_action=state is not None, clean=clean)
    if state is None:
        workflow = page.get_workflow()
        if workflow is None:
            raise ValueError(f"No workflow applies to page {page.pk}.")
        workflow.start(page, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        follow_latest(page, user)
    return revision


@transaction.atomic
def take_back(page, user):
    """Take `page` back from a review under way: nobody is asked to read it until it is sent again. Say whether one was.

    What is sent back to its author stays so.
    """
    BasePage.objects.select_for_update().get(pk=page.pk)
    state = page.current_workflow_state
    if not state or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    state.cancel(user=user)
    return True


def follow_latest(page, user):
    """Have a review under way go on with the latest revision of `page`, if it is about an earlier one."""
    state = page.current_workflow_state
    task_state = state and state.status == WorkflowState.STATUS_IN_PROGRESS and state.current_task_state
    if not task_state or task_state.status != TaskState.STATUS_IN_PROGRESS:
        return
    latest = BasePage.objects.select_related("latest_revision").get(pk=page.pk).latest_revision
    is_peer_review = isinstance(task_state.task.specific, PeerReviewTask)
    if is_peer_review and latest and task_state.revision_id != latest.pk:
        move_to_latest(task_state.specific, user)
