"""`manage.py send_digest`: the mail that waits."""

from django.core.management.base import BaseCommand

from core.models import Heartbeat
from core.outbox import forget_the_old, send_waiting


class Command(BaseCommand):
    """Send each daily digest, and what could not leave earlier; each notice leaves once, however often this runs."""

    help = "Envoie les résumés du jour et les mails qui n’ont pas pu partir. Peut être relancé sans risque."

    def add_arguments(self, parser):
        """Declare --retry."""
        parser.add_argument(
            "--retry", action="store_true", help="seulement les mails qui n’ont pas pu partir, sans les résumés"
        )

    def handle(self, *args, retry=False, **options):
        """Send, and say how many mails left."""
        sent = send_waiting(digests=not retry)
        forget_the_old()
        Heartbeat.beat("send_digest")
        self.stdout.write(f"Mails envoyés : {sent}.")
