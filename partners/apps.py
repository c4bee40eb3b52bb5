"""How Django names this app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """See the package's docstring."""

    name = "partners"
    verbose_name = "Partenaires"
