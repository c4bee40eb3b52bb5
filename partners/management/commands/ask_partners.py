"""`manage.py ask_partners`: ask partners whether their profile is still true."""

from django.core.management.base import BaseCommand

from core.models import Heartbeat
from partners.freshness import ask_keepers


class Command(BaseCommand):
    """Ask those who keep a profile that nobody confirmed for six months; each once, however often this runs."""

    help = "Demande aux partenaires si leur fiche est à jour, tous les six mois. Peut être relancé sans risque."

    def handle(self, *args, **options):
        """Ask, and say how many mails were written."""
        written = ask_keepers()
        Heartbeat.beat("ask_partners")
        self.stdout.write(f"Mails écrits : {written}.")
