"""Addresses of web sites and of mailboxes, as people type them and as a page may lead to them."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

SCHEMES = ("https", "http")
INCOMPLETE = _("Cette adresse est incomplète : vérifiez-la.")
NOT_THE_WEB = _("Une adresse de site commence par https:// ou par http://.")
NAMES_SOMEBODY = _("Retirez ce qui précède le signe @ : une adresse de site n’a ni nom ni mot de passe.")
_is_complete = URLValidator(schemes=SCHEMES, message=INCOMPLETE)


def validate_web_address(value):
    """Refuse what is no address of a web site, and one with the name or the password of somebody."""
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValidationError(INCOMPLETE, code="invalid") from None
    if parts.scheme and parts.scheme.lower() not in SCHEMES:
        raise ValidationError(NOT_THE_WEB, code="scheme")
    if "@" in parts.netloc:
        raise ValidationError(NAMES_SOMEBODY, code="user")
    _is_complete(value)


def web_address(value):
    """Return `value` when a link may lead there, an empty text otherwise: a draft may hold half an address."""
    return _if_sound(value, validate_web_address)


def mailbox(value):
    """Return `value` when it is the address of a mailbox, an empty text otherwise."""
    return _if_sound(value, validate_email)


def _if_sound(value, validate):
    try:
        validate(value)
    except ValidationError:
        return ""
    return value


class WebAddressBox(forms.URLField):
    """A box for the address of a web site; `https://` need not be typed."""

    default_validators = [validate_web_address]
    default_error_messages = {"invalid": INCOMPLETE}
