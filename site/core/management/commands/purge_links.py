"""`manage.py purge_links`: forget links that no longer open, and the e-mail addresses they were sent to."""

from django.core.management.base import BaseCommand

from core.models import SignedLink


class Command(BaseCommand):
    """Forget dead links."""

    help = "Efface les liens expirés ou retirés, avec les adresses e-mail auxquelles ils ont été envoyés."

    def handle(self, *args, **options):
        """Delete them; what people answered through them stays."""
        _rows, numbers = SignedLink.objects.closed().delete()
        self.stdout.write(f"Liens effacés : {numbers.get('core.SignedLink', 0)}")
