"""`manage.py purge_accounts`: forget who was invited and never came."""

from django.core.management.base import BaseCommand

from core.personal.unused import forget_unused_accounts
from partners.models import Membership


class Command(BaseCommand):
    """Forget invitations that nobody took up for a month, then the accounts that they leave unused."""

    help = "Efface les invitations restées sans suite un mois, et les comptes jamais ouverts."

    def handle(self, *args, **options):
        """Delete the rows, and say how many."""
        invitations = Membership.objects.never_taken_up().delete()[0]
        accounts = forget_unused_accounts()
        self.stdout.write(f"Invitations effacées : {invitations} ; comptes : {accounts}")
