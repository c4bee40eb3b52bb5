"""Who is alone to answer for a profile: said to them before they go for good, and told to the editors in time."""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from core.outbox import tell
from core.text import of

from .models import Membership, PartnerPage


def matter(user):
    """Return the name, for the outbox, of what `user` would leave to nobody."""
    return f"unkept:{user.pk}"


def alone_for(user):
    """Return the profiles for which nobody would answer once `user` is gone, as far as they came in."""
    mine = Membership.objects.in_force().filter(user=user)
    others = Membership.objects.in_force().managing().exclude(user=user).filter(partner=OuterRef("partner"))
    return PartnerPage.objects.filter(pk__in=mine.exclude(Exists(others)).values("partner")).order_by("title", "pk")


def tell_editors(user, erasure, day=""):
    """Tell those who publish a profile that it will be nobody's from `day` on, or is from now on; once an erasure."""
    for partner in alone_for(user):
        url = settings.WAGTAILADMIN_BASE_URL + reverse("partner_people", args=[partner.pk])
        # Who it is stands behind the address, for as long as it may be known.
        tell(
            page_permission_policy.users_with_permission_for_instance("publish", partner),
            owed=False,
            key=f"unkept:{partner.pk}:{erasure.pk}",
            subject_key=matter(user),
            subject=_("Plus personne pour la fiche %s") % of(partner.title),
            body=render_to_string("partners/mails/unkept.txt", {"partner": partner, "day": day, "url": url}),
        )
