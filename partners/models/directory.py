"""The directory of partners."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.browse import page_of
from core.models import BasePage

from ..vocabulary import Kind
from .profiles import PartnerPage

PARTNERS_PER_PAGE = 60


class PartnerIndexPage(BasePage):
    """The directory."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["partners.PartnerPage"]
    template = "partners/index.html"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("annuaire des partenaires")

    def get_context(self, request, *args, **kwargs):
        """List the partners, of one kind when the reader asks."""
        kind = request.GET.get("type", "")
        everyone = PartnerPage.objects.child_of(self).visible().originals()
        present = set(everyone.order_by().values_list("kind", flat=True).distinct())
        asked = everyone.filter(kind=kind) if kind in Kind.values else everyone.none() if kind else everyone
        return super().get_context(request, *args, **kwargs) | {
            "partners": page_of(asked.with_citations().by_name(), PARTNERS_PER_PAGE, request.GET),
            "kinds": [(choice.value, choice.label, choice == kind) for choice in Kind if choice in present],
            "kind": kind,
        }
