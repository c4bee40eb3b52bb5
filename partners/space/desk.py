"""The door of « Mon espace »: who comes in, and for which partner."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404

from core.models import BasePage
from partners.models import Membership


def for_members(view=None, *, managing=False):
    """Let in the members of a partner: `view(request, partner_pk, …)` becomes `view(request, membership, …)`.

    Whoever has not logged in is sent to the door and comes back. For everybody else what is not theirs does not
    exist: 404, whether or not there is such a partner. With `managing`, the same for contributors. Whoever may write
    holds the profile first: rights that are taken away at this instant are gone already, or not yet.
    """

    def decorate(view):
        @login_required
        @wraps(view)
        def inner(request, partner_pk, *args, **kwargs):
            if request.method == "POST":
                BasePage.objects.hold(partner_pk)
            memberships = Membership.objects.in_force().select_related("partner")
            if managing:
                memberships = memberships.managing()
            membership = memberships.filter(user=request.user, partner=partner_pk).first()
            if membership is None:
                raise Http404
            return view(request, membership, *args, **kwargs)

        return inner

    return decorate(view) if view else decorate
