"""`manage.py purge_accounts`: forget who was invited and never came, and sessions that are over."""

from django.core.management.base import BaseCommand

from core.personal.unused import forget_sessions, forget_unused_accounts
from partners.models import Membership


class Command(BaseCommand):
    """Forget invitations that nobody took up for a month, then the accounts that they leave unused."""

    help = "Efface les invitations restées sans suite un mois, les comptes jamais ouverts et les sessions terminées."

    def handle(self, *args, **options):
        """Delete the rows, and say how many."""
        invitations = Membership.objects.never_taken_up().delete()[0]
        accounts, sessions = forget_unused_accounts(), forget_sessions()
        self.stdout.write(f"Effacés : {invitations} invitations, {accounts} comptes, {sessions} sessions.")
