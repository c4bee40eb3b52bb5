"""How Django names this app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """See the package's docstring."""

    name = "partners"
    verbose_name = "Partenaires"

    def ready(self):
        """Tell whom a publication cites; say what is kept about people."""
        from wagtail.signals import page_published

        from .personal import register

        page_published.connect(_tell_the_cited)
        register()


def _tell_the_cited(instance, **kwargs):
    from .citing import tell_the_cited

    tell_the_cited(instance)
