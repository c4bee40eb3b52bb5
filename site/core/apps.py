"""How Django names this app, and what it settles once all apps are there."""

from django.apps import AppConfig
from django.db.models.signals import post_delete


class CoreConfig(AppConfig):
    """Accounts, media, the base page, themes and territories, reviews and their mail."""

    name = "core"
    verbose_name = "Socle"

    def ready(self):
        """Listen to reviews before Wagtail's admin does, and let the search index forget pages that are deleted."""
        from modelsearch.signal_handlers import post_delete_signal_handler
        from wagtail.models import get_page_models

        from .review_mails import take_the_place_of_wagtails_mails

        take_the_place_of_wagtails_mails()
        # Storing pages in the index is `core.models.storing`'s matter.
        for model in get_page_models():
            post_delete.connect(post_delete_signal_handler, sender=model)
