"""On the editors' home: what waits for a reading, what came back from one."""

from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from core.models import BasePage
from core.review_views import comparison_url
from core.text import of
from partners.models import PartnerPage

from .waiting import section
from .waiting_pages import (
    content_type_of,
    day_of,
    edit_url,
    editable,
    first_rows,
    page_line,
    page_pk,
    page_states,
    total_of,
)


def to_review(user):
    """Pages that `user` may review and did not write last, the oldest request first."""
    pages = _reviewable(user).exclude(content_type=content_type_of(PartnerPage))
    return _reviews("to-review", _("À relire"), "glasses", pages)


def profiles_to_review(user):
    """The same for partner profiles."""
    pages = _reviewable(user).filter(content_type=content_type_of(PartnerPage))
    return _reviews("profiles", _("Fiches partenaires en attente"), "group", pages)


def to_rework(user):
    """Pages that were sent back to `user`, with the reason, the latest first."""
    states = page_states().filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    states = states.filter(object_id__in=editable(user).annotate(key=Cast("pk", CharField())).values("key"))
    states = first_rows(
        states.select_related("current_task_state__finished_by").order_by("-current_task_state__finished_at", "-pk")
    )
    pages = BasePage.objects.in_bulk([int(state.object_id) for state in states])
    lines = []
    for state in states:
        page, task_state = pages.get(int(state.object_id)), state.current_task_state
        if page and task_state:
            by = _("par %s") % task_state.finished_by if task_state.finished_by else ""
            note = " ".join(filter(None, [_("relue"), by, _("le %s") % day_of(task_state.finished_at)]))
            lines.append(page_line(page, note, _("Reprendre"), edit_url(page), quote=task_state.comment))
    return section("to-rework", _("À reprendre"), "resubmit", lines, total_of(states))


def with_others(user):
    """Pages of `user` that wait for somebody else's reading."""
    states = page_states().filter(status=WorkflowState.STATUS_IN_PROGRESS)
    proposed = states.filter(requested_by=user).annotate(page_pk=page_pk("object_id")).values("page_pk")
    waiting = states.annotate(page_pk=page_pk("object_id")).values("page_pk")
    mine = Q(pk__in=proposed) | Q(latest_revision__user=user)
    pages = _with_review(editable(user).filter(mine, pk__in=waiting).exclude(pk__in=_reviewable(user).values("pk")))
    pages = first_rows(pages.order_by("since", "pk"))
    lines = [page_line(page, _("depuis le %s") % day_of(page.since), _("Ouvrir"), edit_url(page)) for page in pages]
    help_text = _("Quelqu’un d’autre doit les relire : personne n’approuve ce qu’il vient d’écrire.")
    return section("with-others", _("En attente d’une autre personne"), "time", lines, total_of(pages), help=help_text)


def _reviews(key, heading, icon, pages):
    pages = first_rows(pages.select_related("latest_revision__user").defer("latest_revision__content"))
    lines = []
    for page in pages:
        by = page.latest_revision and page.latest_revision.user
        note = _("%(who)s, depuis le %(day)s") if by else _("depuis le %(day)s")
        action = _("Comparer") if page.live else _("Relire")
        lines.append(
            page_line(page, note % {"who": by and of(str(by)), "day": day_of(page.since)}, action, comparison_url(page))
        )
    more = reverse("wagtailadmin_reports:workflow_tasks") + "?reviewable=true&status=in_progress"
    return section(
        key, heading, icon, lines, total_of(pages), more_label=_("Voir tout ce qui attend une relecture"), more_url=more
    )


def _reviewable(user):
    """Pages in review on which `user` may decide, since somebody else wrote their last edit."""
    states = TaskState.objects.reviewable_by(user).filter(
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=content_type_of(BasePage),
    )
    waiting = states.annotate(page_pk=page_pk("workflow_state__object_id")).values("page_pk")
    not_mine = ~Q(latest_revision__user=user) | Q(latest_revision__user=None)
    return _with_review(BasePage.objects.filter(not_mine, pk__in=waiting)).order_by("since", "pk")


def _with_review(pages):
    """Add `since`, when the review under way was asked for."""
    asked = page_states().filter(status=WorkflowState.STATUS_IN_PROGRESS, object_id=Cast(OuterRef("pk"), CharField()))
    return pages.annotate(since=Subquery(asked.values("created_at")[:1]))
