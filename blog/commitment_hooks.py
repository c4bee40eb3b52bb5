"""Where editors find the commitments."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core.reports import EditorsItem

from .commitment_admin import CommitmentsReport, FollowCommitment


@hooks.register("register_admin_urls")
def commitment_addresses():
    """Address the list of commitments, and each of them."""
    return [
        path("reports/engagements/", CommitmentsReport.as_view(), name="commitments_report"),
        path(
            "engagements/<int:page_id>/<uuid:block_id>/",
            FollowCommitment.as_view(),
            name="follow_commitment",
        ),
    ]


@hooks.register("register_reports_menu_item")
def commitments_item():
    """Offer the list among the reports."""
    return EditorsItem(_("Suivi des engagements"), reverse("commitments_report"), icon_name="success", order=790)
