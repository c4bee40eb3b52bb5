"""What the reports of editors have in common: who may read them, and pages of rows."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from .screens import AdminScreen

ROWS_PER_PAGE = 50


class EditorsReport(AdminScreen, TemplateView):
    """A paged list, for people who may edit pages."""

    header_icon = "link"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        """Refuse people who edit nothing."""
        if not may_edit_pages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        """Only the report's own name."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        """Show one page of the list."""
        rows = Paginator(self.rows(), ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {"rows": rows}

    def rows(self):
        """Return all that there is to list, as a sequence or a queryset."""
        raise NotImplementedError


def may_edit_pages(user):
    """Tell whether `user` may edit at least one page."""
    return page_permission_policy.user_has_any_permission(user, ["change"])


class EditorsItem(MenuItem):
    """A report that only people who edit pages are shown."""

    def is_shown(self, request):
        """Hide it from the others."""
        return may_edit_pages(request.user)
