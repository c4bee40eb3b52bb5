"""How Django names this app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete


class CoreConfig(AppConfig):
    """Accounts, media, the base page, themes and territories."""

    name = "core"
    verbose_name = "Socle"

    def ready(self):
        """Let the search index forget pages that are deleted; storing them is `core.models.storing`'s matter."""
        from modelsearch.signal_handlers import post_delete_signal_handler
        from wagtail.models import get_page_models

        for model in get_page_models():
            post_delete.connect(post_delete_signal_handler, sender=model)
