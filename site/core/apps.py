"""How Django names this app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Accounts, media, the base page, themes and territories."""

    name = "core"
    verbose_name = "Socle"
