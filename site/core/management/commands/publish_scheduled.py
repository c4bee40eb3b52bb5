"""`manage.py publish_scheduled`: Wagtail's own, which also leaves a mark that it ran."""

from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from core.models import Heartbeat


class Command(PublishScheduled):
    """Publish and withdraw what is due. The editors' home warns when this has not run."""

    def handle(self, *args, **options):
        """Do what is due; a run that fails leaves no mark."""
        super().handle(*args, **options)
        if not options["dryrun"]:
            Heartbeat.beat("publish_scheduled")
