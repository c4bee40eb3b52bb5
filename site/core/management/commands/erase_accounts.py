"""`manage.py erase_accounts`: forget the accounts that asked for it a week ago."""

from django.core.management.base import BaseCommand

from core.personal.erased import bring_the_list_up_to_date, brought_back
from core.personal.erasing import erase_again, erase_those_due


class Command(BaseCommand):
    """See the module."""

    help = "Erase the accounts that asked for it a week ago. To run every day; late or twice does no harm."

    def add_arguments(self, parser):
        """Take the numbers of accounts that a restored backup brought back; without any, the list knows them."""
        parser.add_argument(
            "--again", type=int, nargs="*", metavar="N", help="erase these at once, or those of the list (ERASED_LIST)"
        )

    def handle(self, *args, **options):
        """Erase them, say which, and keep their numbers outside of the database."""
        if options["again"] is not None:
            erase_again(options["again"] or brought_back())
        numbers = erase_those_due()
        bring_the_list_up_to_date()
        self.stdout.write(f"Comptes effacés : {', '.join(map(str, numbers)) or 'aucun'}.")
