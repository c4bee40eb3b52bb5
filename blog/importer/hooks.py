"""Where editors find the import."""

from django.urls import include, path, reverse, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy

from ..models import RecapIndexPage
from . import views

urls = [
    path("", views.Bring.as_view(), name="bring"),
    path("<uuid:pk>/", views.Review.as_view(), name="review"),
    path("<uuid:pk>/recommencer/", views.Bring.as_view(), name="again"),
    path("<uuid:pk>/supprimer/", views.Discard.as_view(), name="discard"),
    path("<uuid:pk>/image/<int:number>/", views.WaitingPicture.as_view(), name="picture"),
]


@hooks.register("register_admin_urls")
def import_urls():
    """Give the import its addresses."""
    return [path("recits/importer/", include((urls, "recap_import")))]


class ImportMenuItem(MenuItem):
    """The way to the import, for those who may add a recap."""

    def is_shown(self, request):
        """Only writers see it. Their rights are at hand on every screen; the import itself asks for more."""
        return page_permission_policy.user_has_any_permission(request.user, ["add"])


@hooks.register("register_admin_menu_item")
def import_menu_item():
    """Put the import right after the pages."""
    return ImportMenuItem(
        views.TITLE, reverse_lazy("recap_import:bring"), name="import-recap", icon_name="upload", order=120
    )


@hooks.register("register_page_header_buttons")
def import_button(page, user, view_name, next_url=None):
    """Offer the import on the list of recaps."""
    if isinstance(page, RecapIndexPage) and page.permissions_for_user(user).can_add_subpage():
        yield Button(views.TITLE, reverse("recap_import:bring"), icon_name="upload", priority=12)
