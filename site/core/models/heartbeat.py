"""When the jobs that the server runs by itself last ran."""

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """A job, and the end of its last complete run."""

    job = models.CharField(max_length=50, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.job}: {self.at}"

    @classmethod
    def beat(cls, job):
        """Remember that `job` has just ended well."""
        cls.objects.update_or_create(job=job, defaults={"at": timezone.now()})
