"""What an e-mail address and a web site say of each other."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

WEBMAILS = frozenset(
    "aol.com bbox.fr club-internet.fr free.fr gmail.com gmx.com gmx.fr googlemail.com hotmail.com hotmail.fr "
    "icloud.com laposte.net live.com live.fr mac.com mail.com mailo.com me.com msn.com neuf.fr numericable.fr "
    "orange.fr outlook.com outlook.fr pm.me proton.me protonmail.com riseup.net sfr.fr tutanota.com wanadoo.fr "
    "yahoo.com yahoo.fr ymail.com zaclys.net zoho.com".split()
)
"""Where anybody may have a mailbox: such an address says nothing, for or against."""


class Likeness(models.TextChoices):
    """How an address stands to a web site."""

    SAME = "same", _("L’adresse e-mail est au même nom que le site web.")
    WEBMAIL = "webmail", _("L’adresse e-mail est chez un fournisseur grand public : elle ne prouve rien, ni l’inverse.")
    UNKNOWN = "unknown", _("Pas de site web connu : rien à comparer.")
    DIFFERENT = "different", _("L’adresse e-mail et le site web ne sont pas au même nom : vérifiez avant d’accepter.")


def likeness(email, website):
    """Tell how the domain of `email` stands to that of `website` (an address, or an empty text)."""
    domain = email.rpartition("@")[2].lower()
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    if domain in WEBMAILS:
        return Likeness.WEBMAIL
    if not host:
        return Likeness.UNKNOWN
    if domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}"):
        return Likeness.SAME
    return Likeness.DIFFERENT
