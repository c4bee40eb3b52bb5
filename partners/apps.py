"""How Django names this app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """See the package's docstring."""

    name = "partners"
    verbose_name = "Partenaires"

    def ready(self):
        """Whoever comes in takes up the invitations that still hold."""
        from allauth.account.signals import user_logged_in
        from wagtail.signals import page_published

        from .personal import register

        user_logged_in.connect(_take_up_invitations)
        page_published.connect(_tell_the_cited)
        register()


def _take_up_invitations(user, **kwargs):
    from .invitations import take_up

    take_up(user)


def _tell_the_cited(instance, **kwargs):
    from .citing import tell_the_cited

    tell_the_cited(instance)
