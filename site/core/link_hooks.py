"""Where editors find the links of a page."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .drafts import DraftLinksView, can_be_shown


@hooks.register("register_admin_urls")
def link_addresses():
    """Address the screen of a page's links."""
    return [path("montrer/<int:page_id>/", DraftLinksView.as_view(), name="draft_links")]


@hooks.register("register_page_header_buttons")
def offer_to_show_the_draft(page, user, view_name, next_url=None):
    """Put « Montrer ce brouillon » among the actions of a page that has something unpublished to show."""
    unpublished = not page.live or page.has_unpublished_changes
    if unpublished and can_be_shown(page) and page.permissions_for_user(user).can_edit():
        yield Button(_("Montrer ce brouillon"), reverse("draft_links", args=[page.pk]), icon_name="view", priority=12)
