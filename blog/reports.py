"""Two reports on partners: those that pages name without a link, and those that look alike."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import ReferenceIndex
from wagtail.permissions import page_permission_policy

from core.models import BasePage
from core.screens import AdminScreen
from partners.lookalikes import lookalikes
from partners.models import PartnerPage, Person
from partners.recognition import Names

ROWS_PER_PAGE = 50


class UnlinkedMention:
    """A page names a partner that it does not lead to."""

    def __init__(self, page, name, words):
        self.page, self.name, self.words = page, name, words


def unlinked_mentions(pages):
    """Return the mentions without a link in `pages` (a BasePage queryset), in the order of `pages`.

    The text is the stored one: that of the draft until the page is published, then the published one. Six queries,
    however many pages.
    """
    names = Names.of_partners()
    pages = list(pages.only("pk", "title", "draft_title", "search_text", "live"))
    linked = _linked([page.pk for page in pages])
    mentions = []
    for page in pages:
        seen = set(linked.get(page.pk, ()))
        for match in names.find(page.search_text):
            if match.partner not in seen:
                seen.add(match.partner)
                mentions.append(UnlinkedMention(page, match.name, page.search_text[match.start : match.end]))
    return mentions


def _linked(pks):
    """Return {page: {partner}} for all that the pages `pks` point to, by themselves or by who speaks there."""
    page_type, person_type = ContentType.objects.get_for_models(BasePage, Person).values()
    organisations = dict(Person.objects.exclude(organisation=None).values_list("pk", "organisation"))
    linked = {}
    references = ReferenceIndex.objects.filter(
        base_content_type=page_type, to_content_type__in=[page_type, person_type]
    ).values_list("object_id", "to_content_type", "to_object_id")
    wanted = set(pks)
    for page, kind, target in references:
        if (page := int(page)) in wanted:
            partner = int(target) if kind == page_type.pk else organisations.get(int(target))
            linked.setdefault(page, set()).add(partner)
    return linked


class PartnerReport(AdminScreen, TemplateView):
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


class UnlinkedMentions(PartnerReport):
    """Which pages name a partner without a link."""

    template_name = "blog/admin/unlinked_mentions.html"
    page_title = _("Structures citées sans lien")

    def rows(self):
        """Look through the pages that this person may edit."""
        pages = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return unlinked_mentions(pages.publications().newest_first())


class Lookalikes(PartnerReport):
    """Which partners look alike."""

    template_name = "blog/admin/lookalikes.html"
    page_title = _("Fiches qui se ressemblent")
    header_icon = "copy"

    def rows(self):
        """Compare the partners that this person may edit."""
        editable = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return lookalikes(PartnerPage.objects.filter(pk__in=editable.order_by().values("pk")))


def may_edit_pages(user):
    """Tell whether `user` may edit at least one page."""
    return page_permission_policy.user_has_any_permission(user, ["change"])


class EditorsItem(MenuItem):
    """A report that only people who edit pages are shown."""

    def is_shown(self, request):
        """Hide it from the others."""
        return may_edit_pages(request.user)


@hooks.register("register_admin_urls")
def addresses():
    """Give the reports their addresses."""
    return [
        path("reports/structures-citees/", UnlinkedMentions.as_view(), name="unlinked_mentions"),
        path("reports/fiches-ressemblantes/", Lookalikes.as_view(), name="lookalikes"),
    ]


@hooks.register("register_reports_menu_item")
def unlinked_mentions_item():
    """Offer the first report."""
    return EditorsItem(_("Structures citées sans lien"), reverse("unlinked_mentions"), icon_name="link", order=800)


@hooks.register("register_reports_menu_item")
def lookalikes_item():
    """Offer the second report."""
    return EditorsItem(_("Fiches qui se ressemblent"), reverse("lookalikes"), icon_name="copy", order=810)
