"""Puts what waits on the editors' home."""

from django.forms import Media
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from .dashboard import Waiting

SAID_BETTER = (RecentEditsPanel, UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)


class WaitingPanel(Component):
    """All that waits for the person who has just come in."""

    order = 60
    template_name = "home/admin/waiting.html"

    @cached_property
    def media(self):
        """No script, no style of its own."""
        return Media()

    def get_context_data(self, parent_context):
        """Look for what waits."""
        return {
            "sections": Waiting(parent_context["request"].user).sections,
            "csrf_token": parent_context["csrf_token"],
        }


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    """Replace the panels that would say the same, less well."""
    panels[:] = [panel for panel in panels if not isinstance(panel, SAID_BETTER)]
    panels.append(WaitingPanel())
