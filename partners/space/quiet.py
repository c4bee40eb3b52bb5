"""The link, in a mail, that stops the mails of its kind."""

from django.shortcuts import render

from core.links import opens
from partners.citing import QUIET
from partners.models import Membership


@opens(QUIET)
def stop_mails(request, link):
    """Offer to stop; a pressed button stops. The link still opens afterwards, and says so."""
    membership = Membership.objects.filter(partner=link.page_id, user__email__iexact=link.email).first()
    pressed = request.method == "POST"
    if pressed and membership:
        membership.told_when_cited = False
        # Unless it was taken away meanwhile.
        Membership.objects.filter(pk=membership.pk).update(told_when_cited=False)
    stopped = pressed or not membership or not membership.told_when_cited
    return render(request, "partners/quiet.html", {"partner": link.page, "stopped": stopped})
