"""How often a visitor or an address may try, without keeping where anybody comes from."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import consume
from django.utils import timezone
from django.utils.crypto import salted_hmac

LONGEST_ADDRESS = 254
"""Characters of an e-mail address. Source: RFC 5321, section 4.5.3.1.3, as erratum 1690 of RFC 3696 reads it."""


def visitor_may(request, action):
    """Count one more try of `action` (a name in ACCOUNT_RATE_LIMITS) by this visitor; tell whether it is within limits.

    What is counted is `stand_in` for their address, in the cache and nowhere else.
    """
    return consume(request, action=action, key=get_adapter().get_client_ip(request))


def stand_in(address):
    """Return a keyed digest, which changes every day, of the network that an IP address is in."""
    try:
        address = ip_address(address)
    except ValueError:
        network = address
    else:
        address = getattr(address, "ipv4_mapped", None) or address
        network = ip_network((address, 48 if address.version == 6 else 24), strict=False)
    return salted_hmac("core.limits", f"{timezone.localdate()} {network}", algorithm="sha256").hexdigest()


def address_may(request, action, email):
    """Count one more try of `action` about an e-mail address; tell whether it is within limits."""
    return consume(request, action=action, key=salted_hmac("core.limits", email.lower()).hexdigest())
