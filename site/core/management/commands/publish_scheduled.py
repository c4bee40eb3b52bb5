"""`manage.py publish_scheduled`: Wagtail's own, which also leaves a mark that it ran."""

import logging

from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled
from wagtail.models import Revision

from core.models import Heartbeat

logger = logging.getLogger("maillage.schedule")


class Command(PublishScheduled):
    """Publish and withdraw what is due. The editors' home warns when this has not run."""

    def handle(self, *args, **options):
        """Do what is due; a page that cannot appear keeps no other waiting, and a run that fails leaves no mark."""
        if not options["dryrun"]:
            due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
            for revision in due:
                try:
                    revision.publish(log_action="wagtail.publish.scheduled")
                except Exception:
                    logger.exception("%s cannot be published at its hour", revision)
        super().handle(*args, **options)
        if not options["dryrun"]:
            Heartbeat.beat("publish_scheduled")
