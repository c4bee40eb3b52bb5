"""Names that people give, and that the site repeats in mails to others: a few words, and nothing to press."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)
# Mail programs make a link of « exemple.fr » too; « J. Martin » and « Dr.Martin » are names.
_PERSON_S = re.compile(r"@|\w{2,}\.[a-z]{2,}")
LONGEST = 80


def plain_line(text):
    """Refuse `text`, a name of anything, if it breaks the line or holds an address. Raises ValidationError."""
    if not text.isprintable() or _ADDRESS.search(text):
        raise ValidationError(_("Écrivez un nom seul, sur une ligne, sans adresse de site."))


def plain_name(text):
    """Refuse `text`, the name of a person, if it holds more than a name. Raises ValidationError."""
    plain_line(text)
    if len(text) > LONGEST:
        raise ValidationError(_("Écrivez un nom seul : celui-ci est trop long."))
    if _PERSON_S.search(text):
        raise ValidationError(_("Écrivez un nom seul, sans adresse de site ni de messagerie."))
