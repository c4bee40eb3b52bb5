"""The wish to be forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

WAITS = timedelta(days=7)
NOWHERE = "@efface.invalid"
"""What the addresses of erased accounts end with."""


def _a_week_from_now():
    return timezone.now() + WAITS


class ErasureQuerySet(models.QuerySet):
    """Questions about accounts to erase."""

    def due(self):
        """Those whose week is over."""
        return self.filter(due_at__lte=timezone.now())


class Erasure(models.Model):
    """An account that will be erased when its week is over, unless its person changes their mind."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="erasure")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=_a_week_from_now)

    objects = ErasureQuerySet.as_manager()

    def __str__(self):
        return f"{self.user}, {self.due_at:%Y-%m-%d}"
