"""`manage.py purge_photos`: forget the pictures that partners sent and that nothing shows."""

from django.core.management.base import BaseCommand

from partners.space.abandoned import purge_abandoned


class Command(BaseCommand):
    """Forget pictures that were never sent to be read, that were replaced, or refused."""

    help = "Efface les images déposées depuis un formulaire de fiche que rien ne montre plus."

    def handle(self, *args, **options):
        """Delete them, and say how many."""
        self.stdout.write(f"Images effacées : {purge_abandoned()}")
