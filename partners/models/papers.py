"""Codes on paper: the way in for people whom mail does not reach, or who would rather hold something."""

import hashlib
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..vocabulary import MemberRole
from .profiles import PartnerPage

ALPHABET = "CDFGHJKMNPQRTVWXY34679"
"""No letter that looks like a figure or like another, and no vowel, so that no code is a word."""
GROUPS, GROUP_LENGTH = 4, 4
LASTS = timedelta(days=7)


def _digest(letters):
    return hashlib.sha256(letters.encode()).hexdigest()


def _letters(typed):
    """Return the letters of a code as somebody typed it, in small letters or with other dashes."""
    return "".join(filter(str.isalnum, typed.upper()))


def _words(text):
    """Return the words that tell people apart, without accents or capitals."""
    return {word for word in slugify(re.sub(r"\W|_", " ", text)).split("-") if len(word) > 2}


class PaperCodeQuerySet(models.QuerySet):
    """Which codes still open."""

    def open(self):
        """Neither used nor expired, and made by an account that is still active."""
        return self.filter(used_at=None, expires_at__gt=timezone.now(), made_by__is_active=True)

    def closed(self):
        """Expired: nothing opens them again, used or not."""
        return self.filter(expires_at__lte=timezone.now())

    def close_for(self, user):
        """Close those whose label names `user`: a word of their name, or what stands before the @ of their address."""
        named = _words(f"{user.first_name} {user.last_name} {user.email.partition('@')[0]}")
        self.filter(pk__in=[code.pk for code in self if named & _words(code.label)]).delete()

    def opened_by(self, typed):
        """Return the open code that was typed, or None. It gives no more than whoever made it still has."""
        codes = self.open().select_related("partner", "made_by")
        code = codes.filter(digest=_digest(_letters(typed))).first()
        return code if code and code.partner.permissions_for_user(code.made_by).can_edit() else None


class PaperCode(models.Model):
    """An invitation on paper: 16 letters (71 bits) in four groups, for once and for a week. Only a digest is kept."""

    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="paper_codes")
    label = models.CharField(
        _("pour qui"), max_length=120, help_text=_("Un nom : pour vous y retrouver, et pour le papier.")
    )
    role = models.CharField(_("son rôle"), max_length=12, choices=MemberRole, default=MemberRole.CONTRIBUTOR)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    code = None
    """The code itself, known only to the one who has just made it."""

    objects = PaperCodeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("code papier")
        verbose_name_plural = _("codes papier")

    def __str__(self):
        return self.label

    @classmethod
    def make(cls, **fields):
        """Store a new code and return it, with its `code` of 19 characters; dead codes leave on the way."""
        cls.objects.closed().delete()
        letters = "".join(secrets.choice(ALPHABET) for _place in range(GROUPS * GROUP_LENGTH))
        paper = cls.objects.create(digest=_digest(letters), expires_at=timezone.now() + LASTS, **fields)
        paper.code = "-".join(letters[place : place + GROUP_LENGTH] for place in range(0, len(letters), GROUP_LENGTH))
        return paper

    def use(self):
        """Close the code. Return True for the first caller only."""
        return bool(PaperCode.objects.open().filter(pk=self.pk).update(used_at=timezone.now()))
