"""How often a visitor or an address may try, without keeping where anybody comes from."""

from ipaddress import ip_network

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import consume
from django.utils import timezone
from django.utils.crypto import salted_hmac


def visitor_may(request, action):
    """Count one more try of `action` (a name in ACCOUNT_RATE_LIMITS) by this visitor; tell whether it is within limits.

    What is counted is a keyed digest of the visitor's network that changes every day, in the cache and nowhere else.
    """
    address = get_adapter().get_client_ip(request)
    network = ip_network(f"{address}/{48 if ':' in address else 24}", strict=False)
    key = salted_hmac("core.limits", f"{timezone.localdate()} {network}", algorithm="sha256").hexdigest()
    return consume(request, action=action, key=key)


def address_may(request, action, email):
    """Count one more try of `action` about an e-mail address; tell whether it is within limits."""
    return consume(request, action=action, key=salted_hmac("core.limits", email.lower()).hexdigest())


def page_may(request, action, page):
    """Count one more try of `action` for a page; tell whether it is within limits."""
    return consume(request, action=action, key=str(page.pk))
