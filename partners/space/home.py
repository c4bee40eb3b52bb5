"""The first screen of « Mon espace »."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.dates import said
from partners import freshness
from partners.card import card_path
from partners.models import Membership

from .cited import cited
from .completeness import completeness
from .desk import for_members
from .sections import sections_for
from .state import exchanges, standing

REPORTS = 5


@login_required
def entrance(request):
    """Lead to the partner that this person belongs to: the one they joined last."""
    membership = Membership.objects.in_force().filter(user=request.user).order_by("-invited_at", "-pk").first()
    if membership is None:
        return render(request, "account/no_role.html", status=404)
    return redirect("space", membership.partner_id)


@for_members
def home(request, membership):
    """What is theirs, where it stands, what is missing, where they were cited, who else comes in, what was said."""
    partner = membership.partner
    told, ahead = cited(partner)
    context = {
        "membership": membership,
        "partner": partner,
        "others": Membership.objects.in_force()
        .filter(user=request.user)
        .exclude(pk=membership.pk)
        .select_related("partner"),
        "standing": standing(partner),
        "completeness": completeness(partner.get_latest_revision_as_object()),
        "citations": told,
        "ahead": ahead,
        "card_url": request.build_absolute_uri(card_path(partner)),
        "reports": partner.error_reports.select_related("page").newest_first()[:REPORTS],
        "people": partner.memberships.select_related("user").by_seniority(),
        "exchanges": exchanges(partner),
        "sections": sections_for(membership),
    }
    return render(request, "partners/space/home.html", context)


@for_members
@require_POST
def confirm(request, membership):
    """Note that nothing is to be changed."""
    return confirmed(request, membership)


def confirmed(request, membership):
    """Note that the profile is up to date, and lead home with what readers see from now on."""
    partner = membership.partner
    freshness.confirm(partner, request.user)
    seen = {"who": partner.reviewer_name, "day": said(partner.reviewed_on)}
    messages.success(request, _("Merci. Les lecteurs voient : « Fiche vérifiée par %(who)s le %(day)s ».") % seen)
    return redirect("space", partner.pk)
