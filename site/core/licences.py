"""The licences that a page or a picture can carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Free licences in use among French public and community publishers, and the lack of one."""

    ETALAB = "etalab-2.0", _("Licence Ouverte 2.0")
    BY = "cc-by-4.0", _("CC BY 4.0")
    BY_SA = "cc-by-sa-4.0", _("CC BY-SA 4.0")
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("Tous droits réservés")


LICENCE_URLS = {
    Licence.ETALAB: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
}
