"""How Django names this app, and what it settles once all apps are there."""

from django.apps import AppConfig
from django.db.models.signals import post_delete


class BlogConfig(AppConfig):
    """See the package's docstring."""

    name = "blog"
    verbose_name = "Récits"

    def ready(self):
        """Let the pictures of a text leave with it, even when it goes with an account: no method is called then.

        And say what is kept of people, and what partners are shown of their commitments.
        """
        from partners.space.sections import shows

        from .commitment_space import promised
        from .personal import register

        shows(promised)
        post_delete.connect(_delete_pictures, sender=self.get_model("RecapImport"))
        register()


def _delete_pictures(instance, **kwargs):
    instance.delete_pictures()
