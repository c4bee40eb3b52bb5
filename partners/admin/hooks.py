"""Where editors find the people of a partner, and the requests of structures."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy

from core.models.reviewing import what_is_lacking
from partners.models import PartnerPage

from .people import PeopleView
from .requests import RequestsView


@hooks.register("register_admin_urls")
def partner_addresses():
    """Address both screens."""
    return [
        path("structures/demandes/", RequestsView.as_view(), name="join_requests"),
        path("structures/<int:page_id>/personnes/", PeopleView.as_view(), name="partner_people"),
    ]


@hooks.register("register_page_header_buttons")
def offer_the_people(page, user, view_name, next_url=None):
    """Put « Personnes » among the actions of a profile."""
    if page.pk and issubclass(page.specific_class, PartnerPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Personnes"), reverse("partner_people", args=[page.pk]), icon_name="group", priority=14)


@hooks.register("before_bulk_action")
def publish_no_half_profile(request, action_type, objects, action):
    """Publish none of the pages chosen when one is a profile that its form would not publish, and say which."""
    if request.method != "POST" or action_type != "publish":
        return None
    for page in (page.specific for page in objects if issubclass(page.specific_class, PartnerPage)):
        if lacking := what_is_lacking(page.get_latest_revision_as_object()):
            messages.error(request, _("« %(title)s » : %(why)s") % {"title": page.title, "why": " ".join(lacking)})
            return redirect(action.next_url)
    return None


class RequestsMenuItem(MenuItem):
    """Shown to those who write; the screen itself asks who keeps the directory."""

    def is_shown(self, request):
        """Ask without a query: the menu is on every screen."""
        return page_permission_policy.user_has_permission(request.user, "change")


@hooks.register("register_admin_menu_item")
def requests_menu_item():
    """Put the queue in the menu."""
    url = reverse("join_requests")
    return RequestsMenuItem(gettext_lazy("Demandes"), url, name="join-requests", icon_name="group", order=265)
