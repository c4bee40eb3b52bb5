"""Who comes in for a partner, as what, and who let them: in the words of the histories."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core.audit import shows_acts, tells_acts

from .models import PartnerPage

ACTS = {
    "partners.invite": (_("Inviter une personne"), _("Invitation : %(who)s, %(role)s")),
    "partners.invite_again": (_("Renvoyer une invitation"), _("Invitation renvoyée : %(who)s, %(role)s")),
    "partners.invite_withdraw": (_("Retirer une invitation"), _("Invitation retirée : %(who)s")),
    "partners.paper_make": (_("Faire un code papier"), _("Code papier n° %(paper)s fait : %(role)s")),
    "partners.paper_use": (_("Entrer par un code papier"), _("Code papier n° %(paper)s utilisé : %(who)s, %(role)s")),
    "partners.paper_withdraw": (_("Retirer un code papier"), _("Code papier n° %(paper)s retiré")),
    "partners.join": (_("Accepter une invitation"), _("Invitation acceptée : %(who)s, %(role)s")),
    "partners.role": (_("Changer un rôle"), _("Nouveau rôle : %(who)s, %(role)s")),
    "partners.remove": (_("Retirer un accès"), _("Accès retiré : %(who)s")),
    "partners.request_accept": (_("Accepter une demande"), _("Demande n° %(request)s acceptée : %(who)s, %(role)s")),
    "partners.request_refuse": (_("Refuser une demande"), _("Demande n° %(request)s refusée")),
    "partners.handover_ask": (_("Demander un passage de relais"), _("Passage de relais demandé : %(who)s")),
    "partners.handover_accept": (_("Accepter un passage de relais"), _("Passage de relais accepté : %(who)s")),
    "partners.handover_refuse": (_("Refuser un passage de relais"), _("Passage de relais refusé : %(who)s")),
}


@hooks.register("register_log_actions")
def name_what_is_done(actions):
    """Let the history of a profile tell it."""
    tells_acts(actions, ACTS)


@shows_acts
def profiles_of(user):
    """The profiles that `user` keeps: their editors learn that a keeper leaves."""
    return PartnerPage.objects.filter(memberships__user=user).order_by("pk")
