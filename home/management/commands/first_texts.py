"""`manage.py first_texts`: something to read on the plain pages of a new site."""

from django.core.management.base import BaseCommand

from home.starter import fill_empty_pages


class Command(BaseCommand):
    """Fill the plain pages that are still empty; the editors complete them."""

    help = "Écrit un premier texte sur les pages simples encore vides (accessibilité, mentions légales…)."

    def handle(self, *args, **options):
        """Fill and say which."""
        for title in fill_empty_pages():
            self.stdout.write(f"Première version : {title}")
