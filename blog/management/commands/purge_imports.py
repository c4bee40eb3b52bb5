"""`manage.py purge_imports`: forget texts that were brought in and never became a draft."""

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from blog.models import RecapImport


class Command(BaseCommand):
    """Forget old imports, and pictures that an interrupted one left behind."""

    help = "Efface les textes importés depuis plus d’une semaine sans devenir un brouillon, et leurs images."

    def handle(self, *args, **options):
        """Delete the rows, then the folders that no row names."""
        numbers = RecapImport.objects.stale().delete()[1]
        folders = default_storage.listdir("imports")[0] if default_storage.exists("imports") else []
        kept = {str(key) for key in RecapImport.objects.values_list("pk", flat=True)}
        for folder in set(folders) - kept:
            for name in default_storage.listdir(f"imports/{folder}")[1]:
                default_storage.delete(f"imports/{folder}/{name}")
            default_storage.delete(f"imports/{folder}")
        self.stdout.write(f"Imports effacés : {numbers.get('blog.RecapImport', 0)}")
