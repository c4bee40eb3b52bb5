"""Where a profile stands, in the words of its owner."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from core.models.reviewing import same_text

EXCHANGES = 10
TO_REWORK = "to-rework"


@dataclass
class Standing:
    """Where a profile stands: `key` for machines, `said` for people, and whether editors are reading it."""

    key: str
    said: str
    in_review: bool = False
    reason: str = ""


def standing(page):
    """Return where `page` (a profile as stored) stands. One query for the review, one more when it was sent back."""
    review = page.current_workflow_state
    if review and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Standing(TO_REWORK, _("À reprendre"), reason=_reason(review))
    if review:
        return Standing("in-review", _("En relecture"), in_review=True)
    if not page.live:
        return Standing("draft", _("Brouillon : personne ne la voit encore"))
    if page.is_stale:
        return Standing("stale", _("En ligne, à confirmer"))
    if page.has_unpublished_changes:
        return Standing("changed", _("En ligne, avec des changements que vous n’avez pas envoyés"))
    return Standing("live", _("En ligne"))


def is_as_sent_back(page):
    """Tell whether the draft of `page`, which editors sent back, says what they read, and no more."""
    task_state = page.current_workflow_state.current_task_state
    read, latest = task_state and task_state.revision, page.get_latest_revision()
    return bool(read and latest) and (read.pk == latest.pk or same_text(read, latest))


def exchanges(page):
    """Return the last decisions on `page`, newest first, with what editors wrote."""
    decided = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    states = TaskState.objects.filter(
        workflow_state__base_content_type__model="basepage",
        workflow_state__object_id=str(page.pk),
        status__in=decided,
    )
    return states.select_related("finished_by").order_by("-finished_at", "-pk")[:EXCHANGES]


def _reason(review):
    task_state = review.current_task_state
    return task_state.comment if task_state else ""
