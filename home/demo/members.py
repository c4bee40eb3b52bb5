"""The people of the demo who keep the profile of their structure."""

from django.utils import timezone

from core.models import User
from partners.models import Membership
from partners.vocabulary import MemberRole

PARTNER_EMAIL = "partenaire@maillage.example"
LIBRARY, WORKSHOP = "mediatheque-de-port-imaginaire", "ateliers-du-reemploi-des-trois-vallees"
MEMBERS = [
    (PARTNER_EMAIL, "Inès", LIBRARY, MemberRole.MANAGER),
    ("collegue@maillage.example", "Sami", LIBRARY, MemberRole.CONTRIBUTOR),
    # Nobody confirmed this profile for more than a year: asking its keepers begins with these two.
    ("reemploi@maillage.example", "Malo", WORKSHOP, MemberRole.MANAGER),
    ("atelier@maillage.example", "Rose", WORKSHOP, MemberRole.MANAGER),
]


def come_in(partners):
    """Make the members, each of whom keeps one of `partners` ({slug: page}); return the accounts that are new."""
    new = []
    for email, first_name, slug, role in MEMBERS:
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(email, first_name=first_name, last_name="Exemple")
        Membership.objects.create(partner=partners[slug], user=user, role=role, joined_at=timezone.now())
        new.append(user)
    return new
