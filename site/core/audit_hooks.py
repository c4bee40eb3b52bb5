"""What a person does to their own account, in the words of the histories."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .audit import tells_acts

ACTS = {
    "core.disconnect": (_("Déconnecter partout"), _("Tous les appareils déconnectés : %(who)s")),
    "core.erasure_ask": (_("Demander l’effacement d’un compte"), _("Effacement du compte demandé : %(who)s")),
    "core.erasure_give_up": (_("Garder un compte à effacer"), _("Effacement du compte annulé : %(who)s")),
    "core.erasure_done": (_("Effacer un compte"), _("Compte effacé : %(who)s")),
}


@hooks.register("register_log_actions")
def name_what_people_do(actions):
    """Let histories tell them."""
    tells_acts(actions, ACTS)
