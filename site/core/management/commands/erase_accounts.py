"""`manage.py erase_accounts`: forget the accounts that asked for it a week ago."""

from django.core.management.base import BaseCommand

from core.personal.erasing import erase_again, erase_those_due


class Command(BaseCommand):
    """See the module."""

    help = "Erase the accounts that asked for it a week ago. To run every day; late or twice does no harm."

    def add_arguments(self, parser):
        """Take the numbers of accounts that a restored backup brought back."""
        parser.add_argument("--again", type=int, nargs="+", default=[], metavar="N", help="erase these at once")

    def handle(self, *args, **options):
        """Erase them, and say which: the numbers to keep beside the backups."""
        erase_again(options["again"])
        numbers = erase_those_due()
        self.stdout.write(f"Comptes effacés : {', '.join(map(str, numbers)) or 'aucun'}.")
