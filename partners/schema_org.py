"""Profiles, in schema.org's words."""

from core.text import plain_text
from core.web import mailbox, web_address


def profile_ld(page, request):
    """Return `page` (a PartnerPage) as a ProfilePage about an Organization (https://schema.org)."""
    organisation = {
        "@type": "Organization",
        "name": page.title,
        "alternateName": page.short_name,
        "slogan": page.summary,
        "description": plain_text(page.presentation),
        "url": web_address(page.website),
        "email": mailbox(page.email),
        "telephone": page.phone,
        "address": page.full_address,
        "areaServed": [territory.name for territory in page.territories],
        "knowsAbout": [theme.name for theme in page.themes],
    }
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": page.get_full_url(request),
        "dateModified": page.reviewed_on.isoformat() if page.reviewed_on else None,
        "mainEntity": {key: value for key, value in organisation.items() if value},
    }
