"""How Django names this app, and what it settles once all apps are there."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Accounts, media, the base page, themes and territories, reviews and their mail."""

    name = "core"
    verbose_name = "Socle"

    def ready(self):
        """Listen to reviews before Wagtail's admin does."""
        from .review_mails import take_the_place_of_wagtails_mails

        take_the_place_of_wagtails_mails()
