"""What was promised at events, and what became of it.

A commitment is written in the recap (`RecapPage.promised`) and copied here at publication, like every register.
What happens since is a table of its own, keyed by page and block: no revision of the recap writes over it.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import said
from core.models import BasePage
from core.templatetags.maillage import anchor
from partners.models import PartnerPage

from .registers import BlockRecord


class State(models.TextChoices):
    """What became of a commitment."""

    ANNOUNCED = "announced", _("Annoncé")
    UNDER_WAY = "under-way", _("En cours")
    KEPT = "kept", _("Tenu")
    DROPPED = "dropped", _("Abandonné")


OPEN = (State.ANNOUNCED, State.UNDER_WAY)
"""Of which readers still expect something."""


class CommitmentQuerySet(models.QuerySet):
    """Questions about commitments."""

    def visible(self):
        """Those of recaps that anyone may read."""
        return self.filter(page__in=BasePage.objects.visible().values("pk"))

    def silent(self):
        """Those whose day is over, and of which nothing was heard since."""
        unheard = Q(news_date=None) | Q(news_date__lte=F("last_day"))
        return self.filter(unheard, state__in=OPEN, last_day__lt=timezone.localdate())

    def for_reading(self):
        """With what a list shows of each: its recap, and its partner if anyone may read its profile."""
        partners = PartnerPage.objects.visible().filter(pk=OuterRef("partner"))
        return self.select_related("page", "partner").annotate(partner_is_open=Exists(partners))

    def soonest_due_first(self):
        """Those that are still expected by their day, then those that are settled, the latest said first."""
        settled = Case(When(state__in=OPEN, then=0), default=1)
        return self.order_by(settled, F("last_day").asc(nulls_last=True), F("said_on").desc(nulls_last=True), "-pk")


class Commitment(BlockRecord):
    """Somebody committed to something at an event, as the recap says; with the last news that were approved."""

    partner = models.ForeignKey(PartnerPage, null=True, on_delete=models.SET_NULL, related_name="promises")
    who = models.CharField(max_length=150, blank=True)
    text = models.TextField(_("engagement"))
    last_day = models.DateField(null=True, db_index=True)
    due_label = models.CharField(max_length=60, blank=True)
    said_on = models.DateField(null=True)
    said_precision = models.CharField(max_length=5, default="day")
    state = models.CharField(max_length=10, choices=State, default=State.ANNOUNCED)
    since = models.TextField(blank=True)
    news_date = models.DateField(null=True)
    news_by_partner = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    partner_is_open = False
    """Whether anyone may read the partner's profile; `for_reading` knows."""

    objects = CommitmentQuerySet.as_manager()

    class Meta(BlockRecord.Meta):
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")

    def __str__(self):
        return self.text

    @property
    def anchor(self):
        """Where the commitment stands in its recap."""
        return anchor(self.block_id)

    @property
    def name(self):
        """Who committed, as readers may know it."""
        if self.partner_id and self.partner_is_open:
            return self.partner.title
        return self.who or str(_("Une structure"))

    @property
    def name_for_editors(self):
        """Who committed, whether or not readers may know it."""
        return self.partner.title if self.partner_id else self.name

    @property
    def open_partner(self):
        """The partner, if anyone may read its profile."""
        return self.partner if self.partner_id and self.partner_is_open else None

    @property
    def is_silent(self):
        """Whether its day is over, and nothing was heard since (see `CommitmentQuerySet.silent`)."""
        is_over = bool(self.last_day) and self.last_day < timezone.localdate()
        return is_over and self.state in OPEN and (not self.news_date or self.news_date <= self.last_day)

    @property
    def silence_label(self):
        """How long nothing was heard, in neutral words; empty when somebody said something or there is time left."""
        if not self.is_silent:
            return ""
        heard, precision = (self.news_date, "day") if self.news_date else (self.said_on, self.said_precision)
        if not heard:
            return str(_("Sans nouvelles depuis l’événement"))
        since = _("Sans nouvelles depuis le %s") if precision == "day" else _("Sans nouvelles depuis %s")
        return since % said(heard, precision=precision)


class NewsQuerySet(models.QuerySet):
    """Questions about what is told of commitments."""

    def about(self, commitment):
        """On one commitment, the latest first."""
        return self.filter(page=commitment.page_id, block_id=commitment.block_id).order_by("-written_at", "-pk")

    def with_standing(self):
        """With `is_told`: whether the recap that is live still tells the commitment, and of the same partner."""
        told = Commitment.objects.filter(
            page=OuterRef("page"), block_id=OuterRef("block_id"), partner=OuterRef("partner")
        )
        return self.annotate(is_told=Exists(told))

    def waiting(self):
        """What waits for an editor, even when the recap does not tell the commitment any more (see `is_told`)."""
        return self.with_standing().filter(status=CommitmentNews.Status.WAITING)

    def last_approved(self, page):
        """Return {block id: the news that readers see} of all that was promised on `page` (a primary key).

        The last written counts, whenever it was approved: what was known before does not come back over it.
        """
        approved = self.filter(page=page, status=CommitmentNews.Status.APPROVED).order_by("written_at", "pk")
        return {str(news.block_id): news for news in approved}


class CommitmentNews(models.Model):
    """What became of a commitment, as a partner or an editor tells it. Of those approved, the last written counts."""

    class Status(models.TextChoices):
        """Where it stands with the editors."""

        WAITING = "waiting", _("En relecture")
        APPROVED = "approved", _("Acceptée")
        SENT_BACK = "sent-back", _("À reprendre")

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="commitment_news")
    block_id = models.UUIDField(default=uuid.uuid4)
    # Who speaks: without a partner, the editors.
    partner = models.ForeignKey(PartnerPage, null=True, on_delete=models.CASCADE, related_name="+")
    # As it was promised when they told: the recap may lose it while they wait.
    promise = models.TextField(blank=True)
    state = models.CharField(_("où en est-on ?"), max_length=10, choices=State)
    text = models.TextField(_("ce qui s’est passé depuis"), max_length=300)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    objects = NewsQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("nouvelle d’un engagement")
        verbose_name_plural = _("nouvelles des engagements")
        ordering = ["page", "block_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "block_id", "partner"], condition=Q(status="waiting"), name="one_news_waits_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["page", "block_id"], name="news_of_a_commitment")]

    def __str__(self):
        return self.text

    @property
    def mark(self):
        """A text that names this news as it is now: what is amended or decided has another."""
        return f"{self.pk}-{self.written_at.timestamp():.6f}-{self.status}"

    @property
    def written_on(self):
        """The day on which it was told."""
        return timezone.localtime(self.written_at).date()

    @property
    def path(self):
        """Where readers find it."""
        return f"{self.page.path_from_home}#{anchor(self.block_id)}"

    @property
    def as_columns(self):
        """What the register says of it."""
        return {
            "state": self.state,
            "since": self.text,
            "news_date": self.written_on,
            "news_by_partner": self.partner_id is not None,
            "told_at": self.decided_at,
        }

    @property
    def as_told(self):
        """What the page itself says of it, as JSON."""
        date = self.written_on.isoformat()
        return {"state": self.state, "since": self.text, "news_date": date, "news_by_partner": bool(self.partner_id)}


NO_NEWS = {"state": State.ANNOUNCED, "since": "", "news_date": None, "news_by_partner": False, "told_at": None}
"""What the register says of a commitment as long as nothing was told."""
