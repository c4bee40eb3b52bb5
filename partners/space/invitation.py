"""Somebody was invited: they say yes or no, and until they do nothing is theirs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.text import of
from partners.invitations import decline, take_up
from partners.models import Membership


@login_required
def invitation(request, partner_pk):
    """Ask; accepting leads straight to the form, as there is no more to a first visit."""
    theirs = Membership.objects.filter(user=request.user, partner=partner_pk)
    if theirs.in_force().exists():
        return redirect("space", partner_pk)
    membership = theirs.waiting().select_related("partner", "user", "invited_by").first()
    if membership is None:
        raise Http404
    answer = request.POST.get("answer")
    if answer == "accept" and take_up(membership):
        messages.success(request, _("Bienvenue. Voici la fiche : complétez ce que vous savez."))
        return redirect("space_profile", partner_pk)
    if answer == "decline":
        decline(membership)
        messages.success(request, _("C’est noté : vous ne tenez pas la fiche %s.") % of(membership.partner.title))
        return redirect("space_account")
    context = {"membership": membership, "partner": membership.partner}
    return render(request, "partners/space/invitation.html", context)
