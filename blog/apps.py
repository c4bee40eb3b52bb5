"""How Django names this app."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    """See the package's docstring."""

    name = "blog"
    verbose_name = "Récits"
