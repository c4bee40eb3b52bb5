"""`manage.py purge_requests`: forget who asked to come in, once nobody needs to know."""

from django.core.management.base import BaseCommand

from partners.models import JoinRequest, PaperCode


class Command(BaseCommand):
    """Forget requests never confirmed, those answered a year ago, and codes on paper that expired."""

    help = "Efface les demandes jamais confirmées, celles répondues il y a un an, et les codes papier expirés."

    def handle(self, *args, **options):
        """Delete the rows."""
        forgotten = JoinRequest.objects.outdated().delete()[1].get("partners.JoinRequest", 0)
        codes = PaperCode.objects.closed().delete()[0]
        self.stdout.write(f"Demandes effacées : {forgotten} ; codes papier : {codes}")
