"""Where reviews and their mail show on the editors' side."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.admin.widgets import Button, SwitchInput
from wagtail.models import WorkflowState
from wagtail.users.models import UserProfile

from .models import MailPace
from .models.reviewing import PeerReviewTask, what_is_lacking
from .review_views import COMPARE, ReviewedPages, comparison_url, differs_from_live
from .reviewing import follow_latest


@hooks.register("register_admin_viewset")
def review_pages():
    """Use our screens for every type of page."""
    return ReviewedPages()


@hooks.register("after_edit_page")
def go_on_with_what_was_saved(request, page):
    """A reviewer who corrects a page in review puts the correction before the others."""
    follow_latest(page, request.user)


class CompareButton(Button):
    """Leads to what differs from the live page."""

    label = COMPARE
    icon_name = "history"


@hooks.register("register_page_header_buttons")
def compare_with_live(page, user, view_name, next_url=None):
    """Offer the comparison wherever there is something to compare."""
    # The editor shows it among its own buttons.
    if view_name != "edit" and differs_from_live(page) and page.permissions_for_user(user).can_edit():
        yield CompareButton(url=comparison_url(page), priority=5)


@hooks.register("before_bulk_action")
def publish_nothing_half_done(request, action_type, objects, action):
    """Publish none of the pages chosen, nor what is under them, when the editor would refuse one; say which and why."""
    if request.method != "POST" or action_type != "publish":
        return None
    under = request.POST.get("include_descendants")
    for chosen in objects:
        for page in [chosen, *(chosen.get_descendants().not_live() if under else ())]:
            if lacking := what_is_lacking(page.specific.get_latest_revision_as_object()):
                messages.error(request, _("« %(title)s » : %(why)s") % {"title": page.title, "why": " ".join(lacking)})
                return redirect(action.next_url)
    return None


class ReviewMenuItem(ActionMenuItem):
    """Leads from the editor to the screen where the page is decided upon."""

    name = "action-review"
    label = _("Relire et décider")
    icon_name = "success"
    template_name = "core/admin/review_menu_item.html"

    def is_shown(self, context):
        """For who may decide."""
        return True

    def get_url(self, context):
        """Return the address of the comparison."""
        return comparison_url(context["page"])


class ProposeMenuItem(SubmitForModerationMenuItem):
    """Sends the page to review, in an editor's words."""

    def get_context_data(self, parent_context):
        """Name the button."""
        return super().get_context_data(parent_context) | {"label": _("Proposer à la relecture")}


class ProposeAgainMenuItem(RestartWorkflowMenuItem):
    """Begins the review again."""

    label = _("Redemander une relecture")


class TakeBackMenuItem(CancelWorkflowMenuItem):
    """Takes the page back from review."""

    label = _("Retirer de la relecture")


IN_OUR_WORDS = {
    SubmitForModerationMenuItem: ProposeMenuItem,
    RestartWorkflowMenuItem: ProposeAgainMenuItem,
    CancelWorkflowMenuItem: TakeBackMenuItem,
}


@hooks.register("construct_page_action_menu")
def speak_of_readings(menu_items, request, context):
    """Say in an editor's words what Wagtail calls a workflow."""
    page = context.get("page")
    state = page.current_workflow_state if page and page.pk and context["view"] == "edit" else None
    # To propose again what was sent back, and to begin again a review of a single step, are one and the same.
    sent_back = state and state.status == WorkflowState.STATUS_NEEDS_CHANGES
    twice = RestartWorkflowMenuItem if sent_back and state.workflow.tasks.count() == 1 else None
    menu_items[:] = [
        IN_OUR_WORDS[type(item)](order=item.order) if type(item) in IN_OUR_WORDS else item
        for item in menu_items
        if type(item) is not twice
    ]


@hooks.register("construct_page_action_menu")
def decide_on_one_screen(menu_items, request, context):
    """Decisions are taken where the difference shows, and not from a form whose words may have moved."""
    page = context.get("page")
    task = page.current_workflow_task if page and page.pk and context["view"] == "edit" else None
    if isinstance(task, PeerReviewTask) and task.is_reviewer(request.user):
        others = [item for item in menu_items if not isinstance(item, WorkflowMenuItem)]
        menu_items[:] = [*others, ReviewMenuItem(order=45)]
        menu_items.sort(key=lambda item: item.order)


class MailForm(forms.ModelForm):
    """How much mail a person wants: reviews at their own pace, comments or not."""

    mail_pace = forms.ChoiceField(
        label=_("Les mails du site"),
        choices=MailPace.choices,
        widget=forms.RadioSelect,
        help_text=_("L’accueil montre tout, dans tous les cas. Les réponses à ce que vous proposez partent toujours."),
    )

    class Meta:
        model = UserProfile
        fields = ["updated_comments_notifications"]
        widgets = {"updated_comments_notifications": SwitchInput()}
        labels = {"updated_comments_notifications": _("Commentaires")}
        help_texts = {"updated_comments_notifications": _("Un mail à chaque commentaire sur une page que vous suivez.")}

    field_order = ["mail_pace", "updated_comments_notifications"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mail_pace"].initial = self.instance.user.mail_pace
        allowed = NotificationPreferencesForm(instance=self.instance).fields
        if "updated_comments_notifications" not in allowed:
            del self.fields["updated_comments_notifications"]

    def save(self, commit=True):
        """Store both."""
        self.instance.user.mail_pace = self.cleaned_data["mail_pace"]
        self.instance.user.save(update_fields=["mail_pace"])
        return super().save(commit)


# Wagtail's four switches would say the same thing a second way: one panel, one choice.
NotificationsSettingsPanel.form_class = MailForm
