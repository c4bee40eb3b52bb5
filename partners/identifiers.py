"""Numbers by which organisations are known."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def luhn_is_valid(digits):
    """Tell whether `digits` satisfy the Luhn formula (ISO/IEC 7812-1, annex B), as SIRET numbers do."""
    total = sum(sum(divmod(int(digit) * (2 if place % 2 else 1), 10)) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0


def validate_siret(value):
    """Accept 14 digits that pass Luhn; La Poste's own numbers follow another rule (INSEE)."""
    if not (value.isdigit() and len(value) == 14):
        raise ValidationError(_("Un numéro SIRET compte 14 chiffres, sans espace."))
    if not luhn_is_valid(value) and not value.startswith("356000000"):
        raise ValidationError(_("Ce numéro SIRET contient une erreur de frappe : vérifiez-le."))
