"""Partners are told, once and calmly, when a publication cites them."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import BasePage, SignedLink
from core.outbox import tell

from .models import Citation, Membership, PartnerMention
from .vocabulary import Role

QUIET = "quiet"
"""The purpose of the link that stops these mails."""
QUIET_DAYS = 180


def tell_the_cited(page):
    """Tell the members of each partner that `page`, just published, cites for the first time.

    Nothing leaves for a page that not everybody may read, for an alias, nor for what is announced only.
    """
    if not page.is_publication or page.alias_of_id:
        return
    mentions = PartnerMention.objects.filter(page=page).select_related("partner").order_by("sort_order", "pk")
    by_partner = {}
    for mention in mentions:
        by_partner.setdefault(mention.partner, []).append(Role(mention.role).label)
    if not by_partner or not BasePage.objects.visible().filter(pk=page.pk).exists():
        return
    known = set(Citation.objects.filter(page=page).values_list("partner", flat=True))
    for partner, roles in by_partner.items():
        if partner.pk not in known:
            Citation.objects.bulk_create([Citation(page=page, partner=partner)], ignore_conflicts=True)
            _tell_members(page, partner, roles)


def _tell_members(page, partner, roles):
    for membership in (
        Membership.objects.in_force()
        .filter(partner=partner, joined_at__isnull=False, told_when_cited=True)
        .select_related("user")
    ):
        link = SignedLink.make(
            QUIET_DAYS, purpose=QUIET, page=partner, label=str(membership.user), email=membership.user.email
        )
        base = settings.WAGTAILADMIN_BASE_URL
        context = {
            "page": page,
            "partner": partner,
            "roles": ", ".join(str(role) for role in roles),
            "url": page.full_url,
            "report_url": base + reverse("space_report", args=[partner.pk, page.pk]),
            "quiet_url": link.address,
        }
        tell(
            [membership.user],
            owed=False,
            key=f"cited:{page.pk}:{partner.pk}",
            subject_key=f"cited:{page.pk}",
            subject=_("%(partner)s est cité·e dans « %(page)s »") % {"partner": partner.title, "page": page.title},
            body=render_to_string("partners/mails/cited.txt", context),
        )
