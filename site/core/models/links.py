"""Links that open one thing, for a time, to whoever holds them: no account, no password."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .page import BasePage

TOKEN_BYTES = 32
"""256 bits: nobody finds an address by trying, so guesses need no counting and cost no table."""


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


class SignedLinkQuerySet(models.QuerySet):
    """Which links still open."""

    def open(self):
        """Neither withdrawn nor expired, and made by the site itself or by an account that is still active."""
        alive = Q(made_by=None) | Q(made_by__is_active=True)
        return self.filter(alive, revoked_at=None, expires_at__gt=timezone.now())

    def closed(self):
        """Withdrawn or expired: nothing opens them again."""
        return self.filter(Q(revoked_at__isnull=False) | Q(expires_at__lte=timezone.now()))

    def opened_by(self, token):
        """Return the open link that `token` belongs to, or None.

        Only a digest is stored: a copy of the database opens nothing, and what the index compares is a
        digest that nobody can steer letter by letter, so that the time it takes tells nothing.
        """
        return self.open().filter(digest=_digest(token)).select_related("page", "made_by").first()


class SignedLink(models.Model):
    """A link about one page. What is particular to a purpose hangs on a subclass of its own.

    Opening a link writes nothing here, not even that it was opened: mail programs open links by themselves.
    """

    purpose = models.CharField(max_length=30)
    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="signed_links")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("pour qui"), max_length=120)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    # A link never outlives the account of whoever made it; without one, the site itself made it.
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("jusqu’au"))
    revoked_at = models.DateTimeField(null=True)

    token = None
    """The secret, known only to the one who has just made the link."""

    objects = SignedLinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lien")
        verbose_name_plural = _("liens")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.label

    @classmethod
    @transaction.atomic
    def make(cls, days, label="", **fields):
        """Store a new link that lives `days` days and return it, with its `token`; dead links leave on the way.

        A `label` that is too long loses its end.
        """
        # Those that somebody else removes at this instant are left to them: nobody waits.
        dead = SignedLink.objects.closed().select_for_update(skip_locked=True).values_list("pk", flat=True)
        SignedLink.objects.filter(pk__in=list(dead)).delete()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        expires_at = timezone.now() + timedelta(days=days)
        label = label[: cls._meta.get_field("label").max_length]
        link = cls.objects.create(digest=_digest(token), expires_at=expires_at, label=label, **fields)
        link.token = token
        return link

    @property
    def address(self):
        """The full address to give, only while the token is known."""
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("signed_link", args=[self.token])

    def maker_may_edit(self):
        """Tell whether whoever made the link still has rights on its page: a link gives no more than its maker has."""
        return self.made_by is None or self.page.permissions_for_user(self.made_by).can_edit()

    def revoke(self):
        """Close the link and forget the e-mail address. Return True for the first caller only.

        A link that serves once is revoked by the press that uses it: two presses at once, one True.
        """
        open_still = SignedLink.objects.filter(pk=self.pk, revoked_at=None)
        return bool(open_still.update(revoked_at=timezone.now(), email=""))
