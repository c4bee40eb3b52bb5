"""Where editors find the people of a partner, and the requests of structures."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy

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
