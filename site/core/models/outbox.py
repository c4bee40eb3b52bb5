"""What the site has to tell people by mail, kept until it has left."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CLAIM_LASTS = timedelta(minutes=10)
KEPT_FOR = timedelta(days=30)


class MailPace(models.TextChoices):
    """How often a person wants to hear from the site."""

    EACH = "each", _("Un mail par décision")
    DAILY = "daily", _("Un résumé par jour")
    NONE = "none", _("Seulement les réponses et les invitations")


class NoticeQuerySet(models.QuerySet):
    """Questions that sending asks."""

    def waiting(self):
        """Not sent yet; wanted by somebody who can still log in, or owed to them, or to an address without account."""
        reachable = Q(recipient=None) | Q(recipient__is_active=True)
        return self.filter(reachable, Q(owed=True) | ~Q(recipient__mail_pace=MailPace.NONE), sent_at=None)

    def for_digest(self):
        """To put in the one mail of the day."""
        return self.waiting().filter(recipient__mail_pace=MailPace.DAILY)

    def at_once(self):
        """To send each on its own: the others, those owed to people who want no news among them."""
        return self.waiting().filter(Q(recipient=None) | ~Q(recipient__mail_pace=MailPace.DAILY))

    def unclaimed(self):
        """Not being sent by another process; one that died while sending loses its claim after ten minutes."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - CLAIM_LASTS))

    def about(self, subject_key):
        """On one matter."""
        return self.filter(subject_key=subject_key)

    def outdated(self):
        """Old enough to be forgotten."""
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class Notice(models.Model):
    """One thing to tell one person, as it was when it happened.

    What is `owed` answers something that the person did, or opens a door to them: nobody can switch it off. All the
    rest is news. Somebody without an account has no `recipient` but an `address`, forgotten as soon as it has served.
    `key` names the event, which is told once to each person; `subject_key` names the matter, so that what no
    longer holds can be withdrawn before it is sent.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="notices")
    address = models.EmailField(blank=True)
    owed = models.BooleanField(default=False)
    key = models.CharField(max_length=150)
    subject_key = models.CharField(max_length=100, db_index=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="a_notice_is_given_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(recipient=None), name="an_address_is_given_a_notice_once"
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def to(self):
        """The address that it goes to."""
        return self.recipient.email if self.recipient else self.address
