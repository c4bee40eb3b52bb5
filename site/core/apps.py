"""How Django names this app, and what it settles once all apps are there."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_save

NOWHERE = "0.0.0.0"  # noqa: S104 - an address that is nobody's, not one to listen at


class CoreConfig(AppConfig):
    """Accounts, media, the base page, themes and territories, reviews and their mail."""

    name = "core"
    verbose_name = "Socle"

    def ready(self):
        """Listen to reviews before Wagtail's admin does, and let the search index forget pages that are deleted."""
        from modelsearch.signal_handlers import post_delete_signal_handler
        from wagtail.models import get_page_models

        from .personal.own import register
        from .review_mails import take_the_place_of_wagtails_mails

        register()
        take_the_place_of_wagtails_mails()
        pre_save.connect(_forget_where_from, sender="usersessions.UserSession")
        # Storing pages in the index is `core.models.storing`'s matter.
        for model in get_page_models():
            post_delete.connect(post_delete_signal_handler, sender=model)


def _forget_where_from(instance, **kwargs):
    # A person recognises a session by its device; where they were is nobody's business.
    instance.ip = NOWHERE
