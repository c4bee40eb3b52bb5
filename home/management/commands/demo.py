"""`manage.py demo`: a living site to try."""

from django.core.management.base import BaseCommand

from home.demo.keeping import is_loaded, wipe
from home.demo.loader import ADMIN_EMAIL, EDITOR_EMAIL, DemoLoader
from home.demo.members import PARTNER_EMAIL


class Command(BaseCommand):
    """Load the demo content, or remove it."""

    help = "Charge le contenu de démonstration (une seule fois) ; --wipe le retire, et rien d’autre."

    def add_arguments(self, parser):
        """Declare --wipe."""
        parser.add_argument("--wipe", action="store_true", help="retirer le contenu de démonstration")

    def handle(self, *args, wipe=False, **options):
        """Load or remove, and say what was done."""
        if wipe:
            self._wipe()
        elif is_loaded():
            self.stdout.write("Le contenu de démonstration est déjà là.")
        else:
            DemoLoader().load()
            self.stdout.write(
                f"Contenu de démonstration chargé. Comptes : {ADMIN_EMAIL}, {EDITOR_EMAIL} et {PARTNER_EMAIL}."
            )

    def _wipe(self):
        kept = wipe()
        self.stdout.write("Contenu de démonstration retiré.")
        if kept:
            self.stdout.write(f"Gardé, parce que vos pages s’en servent : {', '.join(kept)}.")
