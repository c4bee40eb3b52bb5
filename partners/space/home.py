"""The first screen of « Mon espace »."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from partners.models import Membership

from .completeness import completeness
from .desk import for_members
from .sections import sections_for
from .state import exchanges, standing

CITATIONS = 5


@login_required
def entrance(request):
    """Lead to the partner that this person belongs to: the one they joined last."""
    membership = Membership.objects.in_force().filter(user=request.user).order_by("-invited_at", "-pk").first()
    if membership is None:
        return render(request, "account/no_role.html", status=404)
    return redirect("space", membership.partner_id)


@login_required
def account(request):
    """Lead back to the space, until the account has a screen of its own."""
    return redirect("space_entrance")


@for_members
def home(request, membership):
    """What is theirs, where it stands, what is missing, where they were cited, who else comes in, what was said."""
    partner = membership.partner
    context = {
        "membership": membership,
        "partner": partner,
        "others": Membership.objects.in_force()
        .filter(user=request.user)
        .exclude(pk=membership.pk)
        .select_related("partner"),
        "standing": standing(partner),
        "completeness": completeness(partner.get_latest_revision_as_object()),
        "citations": partner.citations_list[:CITATIONS],
        "people": partner.memberships.select_related("user").by_seniority(),
        "exchanges": exchanges(partner),
        "sections": sections_for(membership),
    }
    return render(request, "partners/space/home.html", context)
