"""`manage.py erase_accounts`: forget the accounts that asked for it a week ago."""

from django.core.management.base import BaseCommand

from core.personal.erasing import erase_those_due


class Command(BaseCommand):
    """See the module."""

    help = "Erase the accounts that asked for it a week ago. To run every day; late or twice does no harm."

    def handle(self, *args, **options):
        """Erase them, and say how many."""
        self.stdout.write(f"{erase_those_due()} compte(s) effacé(s).")
