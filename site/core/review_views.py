"""The editors' screens on which a page is compared, reviewed and decided upon."""

import json
from functools import cached_property

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import WorkflowState

from .dates import said_at
from .models.reviewing import OWN_EDIT, AlreadyDecided, Changed, PeerReviewTask, ReasonForm, Refusal, mark
from .screens import FrenchHeading

COMPARE = gettext_lazy("Comparer avec la version en ligne")
PROPOSED_AGAIN = gettext_lazy(
    "Cette page a été reprise, puis proposée de nouveau depuis que vous l’avez ouverte : relisez-la avant de décider."
)


def comparison_url(page, before="live", after="latest"):
    """Return the address that shows what changed between two revisions of `page`."""
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before, after])


def differs_from_live(page):
    """Tell whether a live page has a draft that is worth comparing with it."""
    return page.live and page.has_unpublished_changes


def refuse(request, page, refusal):
    """Say why a decision was not taken, and lead to where it can be: the difference, when there is a new one."""
    is_waiting_again = isinstance(refusal, AlreadyDecided) and page.workflow_in_progress
    messages.error(request, str(PROPOSED_AGAIN if is_waiting_again else refusal))
    if isinstance(refusal, Changed):
        # Purged, or overwritten by an autosave: what was read is gone, what is live is not.
        gone = refusal.read == str(refusal.latest.pk) or not _find(page, refusal.read)
        before = "live" if gone else refusal.read
        return redirect(comparison_url(page, before, refusal.latest.pk))
    return redirect(comparison_url(page))


def _find(page, key):
    """Return the revision of `page` that a posted text names, or None."""
    is_key = key.isascii() and key.isdigit() and len(key) < 19
    return page.revisions.filter(pk=key).first() if is_key else None


class DecideView(WorkflowActionView):
    """Takes a decision, from whatever button, and says what came of it."""

    def dispatch(self, request, *args, **kwargs):
        """Say why one's own edit cannot be approved, instead of a plain « permission denied »."""
        is_approval = self.action_name == "approve" and self.object.workflow_in_progress
        if is_approval and self._is_reviewer and self.task.wrote_last(self.object, request.user):
            messages.error(request, str(OWN_EDIT))
            return redirect(comparison_url(self.object))
        return super().dispatch(request, *args, **kwargs)

    def add_not_in_moderation_error(self):
        """Say that there is nothing left to decide (Wagtail's French says the contrary)."""
        messages.error(self.request, str(PROPOSED_AGAIN if self.object.workflow_in_progress else AlreadyDecided()))

    def post(self, request, *args, **kwargs):
        """Decide; a refusal leads to where it can be understood."""
        is_modal = request.headers.get("x-requested-with") == "XMLHttpRequest"
        form = self.form_class(request.POST)
        if not form.is_valid() and not is_modal:
            messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
            return redirect(comparison_url(self.object))
        try:
            response = super().post(request, *args, **kwargs)
        except Refusal as refusal:
            response = refuse(request, self.object, refusal)
            return (
                self.render_modal_json(request, {"step": "success", "redirect": response.url}) if is_modal else response
            )
        if form.is_valid():
            self._say_what_came_of_it()
        return response

    @property
    def _is_reviewer(self):
        return isinstance(self.task, PeerReviewTask) and self.task.is_reviewer(self.request.user)

    def _say_what_came_of_it(self):
        page = type(self.object).objects.get(pk=self.object.pk)
        if self.action_name == "reject":
            text = _("« %(title)s » est à reprendre. Votre explication est transmise.")
        elif page.workflow_in_progress:
            text = _("« %(title)s » passe à l’étape suivante.")
        elif page.approved_schedule:
            when = said_at(page.scheduled_revision.approved_go_live_at)
            text = _("« %(title)s » paraîtra le %(when)s (heure de Paris).") % {"title": "%(title)s", "when": when}
        else:
            text = _("« %(title)s » est en ligne.")
        buttons = [messages.button(page.url, _("Voir en ligne"))] if page.live and self.action_name == "approve" else []
        messages.success(self.request, text % {"title": page.get_admin_display_title()}, buttons=buttons)


class NewPage(FrenchHeading, CreateView):
    """The editor of a page that was never saved."""


class EditPage(FrenchHeading, EditView):
    """The editor: a decision taken from here is about what was loaded in it, and never about one's own words."""

    @cached_property
    def header_buttons(self):
        """One click from what is written to what readers see."""
        if not differs_from_live(self.real_page_record):
            return []
        return [HeaderButton(COMPARE, url=comparison_url(self.page), icon_name="history", icon_only=True)]

    def get(self, request, *args, **kwargs):
        """Show the page; above one that was sent back, what has to be done again."""
        if self.workflow_state and self.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            refused = self.workflow_state.current_task_state
            by = (
                _("À reprendre, demande %(who)s : ") % {"who": refused.finished_by}
                if refused.finished_by
                else _("À reprendre : ")
            )
            messages.warning(request, f"{by}{refused.comment}")
        return super().get(request, *args, **kwargs)

    def add_cancel_workflow_confirmation_message(self):
        """Say that the page is its author's again."""
        text = _("« %s » n’est plus proposée à la relecture : le brouillon est à vous.")
        messages.success(self.request, text % self.page.get_admin_display_title())

    def workflow_action_is_valid(self):
        """An older version on screen is not what waits for review."""
        return not self.is_reverting and super().workflow_action_is_valid()

    def perform_workflow_action(self):
        """Decide on the loaded revision; words typed before the click are kept and make a new edit of it."""
        if self.workflow_action == "approve":
            if self.is_out_of_date:
                return self._refuse_what_has_changed()
            if self.has_content_changes:
                return self.save_action()
            self._name_what_was_read()
        try:
            return super().perform_workflow_action()
        except Refusal as refusal:
            return refuse(self.request, self.page, refusal)

    def save_action(self):
        """Save; whoever wanted to approve at the same time is told why somebody else has to."""
        response = super().save_action()
        if self.request.POST.get("workflow-action-name") == "approve":
            task = self.page.current_workflow_task
            if isinstance(task, PeerReviewTask) and task.is_reviewer(self.request.user):
                messages.warning(self.request, _("Votre modification est enregistrée. %s") % OWN_EDIT)
        return response

    def _name_what_was_read(self):
        # Somebody may save between this instant and the decision: the task is told which revision was loaded.
        if "loaded_revision_id" in self.request.POST:
            data = self.request.POST.copy()
            extra = json.loads(data.get("workflow-action-extra-data") or "{}")
            data["workflow-action-extra-data"] = json.dumps(extra | {"reviewed": mark(self.latest_revision)})
            self.request.POST = data

    def _refuse_what_has_changed(self):
        read = self.request.POST.get("overwrite_revision_id") or self.request.POST.get("loaded_revision_id")
        refusal = Changed(read, self.latest_revision)
        loaded = _find(self.real_page_record, read)
        if loaded and not self._typed_since(loaded):
            return refuse(self.request, self.page, refusal)
        difference = comparison_url(self.page, loaded.pk if loaded else "live", self.latest_revision.pk)
        button = messages.button(difference, _("Voir ce qui est nouveau"), new_window=True)
        messages.error(self.request, str(refusal), buttons=[button])
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _typed_since(self, loaded):
        """Tell whether the form holds more than the revision that was loaded in it."""
        form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=loaded.as_object(),
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        return form.has_changed()


class RevertPage(FrenchHeading, RevisionsRevertView):
    """An older version in the editor: nothing is decided from here."""

    def workflow_action_is_valid(self):
        """What is on screen is not what waits for review."""
        return False


class ReviewView(FrenchHeading, RevisionsCompareView):
    """What changed between two revisions and, for who may review, the decision on the second."""

    template_name = "core/admin/compare.html"

    def get_context_data(self, **kwargs):
        """Add where each text comes from, and what can be decided."""
        self.before = self._revision(self.revision_id_a)
        self.after = self._revision(self.revision_id_b)
        context = super().get_context_data(**kwargs)
        context |= {
            "page": self.object,
            "nothing_live": self.revision_id_a == "live" and not self.object.live,
            "before": self.before,
            "after": self.after,
            "is_live_before": self.revision_id_a == "live",
            "preview_url": self._preview_url,
            "review": self._review(),
        }
        if context["nothing_live"]:
            context["comparison"] = []
        return context

    def _revision(self, name):
        revisions = self.object.revisions.select_related("user").defer("content").order_by("created_at", "pk")
        if name == "live":
            return revisions.filter(pk=self.object.live_revision_id).first()
        if name in ("earliest", "latest"):
            return revisions.first() if name == "earliest" else revisions.last()
        return revisions.filter(pk=name).first()

    @cached_property
    def _preview_url(self):
        if not self.after or not self.object.is_previewable():
            return None
        return reverse("wagtailadmin_pages:revisions_view", args=[self.object.pk, self.after.pk])

    def _review(self):
        """Return what the person in front of the screen can do about a review under way, or None."""
        task_state = self.object.current_workflow_task_state
        task = task_state and task_state.task.specific
        if not self.after or not isinstance(task, PeerReviewTask) or not task.is_reviewer(self.request.user):
            return None
        actions = {name for name, _label, _modal in task.get_actions(self.object, self.request.user)}
        is_latest = self.after.pk == self.object.latest_revision_id
        return {
            "requested_by": task_state.workflow_state.requested_by,
            "is_latest": is_latest,
            "latest_url": comparison_url(self.object, self.after.pk, "latest"),
            "own_edit": OWN_EDIT if "approve" not in actions else "",
            "approve_url": self._decision_url("approve", task_state) if is_latest and "approve" in actions else None,
            "approve_label": self._approve_label(task_state),
            "reject_url": self._decision_url("reject", task_state) if "reject" in actions else None,
            "reason": ReasonForm()["comment"],
            "mark": mark(self.after),
            "next": reverse("wagtailadmin_home"),
        }

    def _decision_url(self, action, task_state):
        return reverse("wagtailadmin_pages:workflow_action", args=[self.object.pk, action, task_state.pk])

    def _approve_label(self, task_state):
        if not task_state.workflow_state.is_at_final_task:
            return _("Approuver")
        go_live_at = self.object.get_latest_revision_as_object().go_live_at
        if go_live_at and go_live_at > timezone.now():
            return _("Approuver et programmer")
        return _("Approuver et publier")


class ReviewedPages(PageViewSet):
    """Wagtail's screens of pages, with ours where a review passes. A viewset for one type of page inherits this."""

    add_view_class = NewPage
    edit_view_class = EditPage
    revisions_revert_view_class = RevertPage
    revisions_compare_view_class = ReviewView
    workflow_action_view_class = DecideView
