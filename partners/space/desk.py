"""The door of « Mon espace »: who comes in, and for which partner."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.models import BasePage
from core.text import of
from partners.models import Membership


def for_members(view=None, *, managing=False):
    """Let in the members of a partner: `view(request, partner_pk, …)` becomes `view(request, membership, …)`.

    Whoever has not logged in is sent to the door and comes back; whoever was invited is asked first, wherever there
    is nothing but the partner to see. For everybody else what is not theirs does not exist: 404, whether or not there
    is such a partner. With `managing`, the same for contributors. Whoever may write holds the profile first: rights
    that are taken away at this instant are gone already, or not yet.
    """

    def decorate(view):
        @login_required
        @wraps(view)
        def inner(request, partner_pk, *args, **kwargs):
            if request.method == "POST":
                BasePage.objects.hold(partner_pk)
            theirs = Membership.objects.filter(user=request.user, partner=partner_pk)
            theirs = theirs.select_related("partner__latest_revision")
            if managing:
                theirs = theirs.managing()
            membership = theirs.in_force().first()
            if membership is None and not (args or kwargs) and theirs.waiting().exists():
                return redirect("space_invitation", partner_pk)
            if membership is None:
                raise Http404
            return view(request, membership, *args, **kwargs)

        return inner

    return decorate(view) if view else decorate


def see_out(request, membership):
    """Say goodbye to somebody whose own membership has just ended, and this session with it."""
    # First of all: what is said would be stored in a session that is no longer there.
    logout(request)
    messages.success(request, _("Vous n’avez plus accès à la fiche %s.") % of(membership.partner.title))
    return redirect("account_login")
