"""Where events stand: how sure they are, what is ahead, what is over, what waits to be told."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import BasePageQuerySet

from .recaps import RecapPage

TO_TELL_WITHIN = timedelta(days=365)
"""How long after its last day an event still waits for its recap."""


class Status(models.TextChoices):
    """How sure it is that an event takes place as announced."""

    PLANNED = "planned", _("Prévu")
    CONFIRMED = "confirmed", _("Confirmé")
    POSTPONED = "postponed", _("Reporté")
    CANCELLED = "cancelled", _("Annulé")


CALLED_OFF = (Status.POSTPONED, Status.CANCELLED)


class EventQuerySet(BasePageQuerySet):
    """Questions about events. `today` is a date; by default, the day in France."""

    def ahead(self, today=None):
        """Events whose last day is not over."""
        return self.filter(_is_ahead(today))

    def over(self, today=None):
        """Events whose last day is over."""
        today = today or timezone.localdate()
        return self.filter(Q(end_date__lt=today) | Q(end_date=None, date__lt=today))

    def since(self, day):
        """Events whose last day is `day` or later."""
        return self.filter(_is_ahead(day))

    def soonest_first(self):
        """In the order in which they begin."""
        return self.order_by("date", F("start_time").asc(nulls_first=True), "pk")

    def in_agenda_order(self, today=None):
        """First what is ahead, the soonest first; then what is over, the latest first. Undated events are left out."""
        day_ahead = models.Case(models.When(_is_ahead(today), then=F("date")))
        return self.exclude(date=None).order_by(
            day_ahead.asc(nulls_last=True), "-date", F("start_time").asc(nulls_first=True), "pk"
        )

    def with_recaps(self):
        """With the visible recaps of each, for one more query."""
        recaps = RecapPage.objects.visible().originals().in_order_of_publication()
        return self.prefetch_related(models.Prefetch("recaps", recaps, to_attr="open_recaps"))

    def awaiting_recap(self, today=None):
        """Events that took place within the last year and that nobody has begun to tell, the latest first."""
        today = today or timezone.localdate()
        untold = self.live().originals().over(today).since(today - TO_TELL_WITHIN).filter(recaps=None)
        return untold.exclude(status__in=CALLED_OFF).order_by("-date", "-pk")


def _is_ahead(today):
    today = today or timezone.localdate()
    return Q(end_date__gte=today) | Q(end_date=None, date__gte=today)
