"""How Django names this app, and what follows each migration."""

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate

PLANTED = {("home", "0002_tree"), ("home", "0004_agenda")}
"""The migrations that make pages."""


class HomeConfig(AppConfig):
    """See the package's docstring."""

    name = "home"
    verbose_name = "Accueil"

    def ready(self):
        """Once the tables are there, settle what migrations cannot know."""
        post_migrate.connect(_settle, sender=self)


def _settle(plan=(), **kwargs):
    from .starter import index_what_migrations_made, settle_address

    # Wagtail remembers in the cache where sites begin: its table comes first.
    call_command("createcachetable", verbosity=0)
    settle_address()
    if any((migration.app_label, migration.name) in PLANTED for migration, _backwards in plan):
        index_what_migrations_made()
