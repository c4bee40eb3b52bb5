"""Accounts that nobody ever came in with are forgotten by themselves."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from core.models import Notice, User

from .erasing import alias_of

KEPT_FOR = timedelta(days=30)
OF_NO_WEIGHT = {EmailAddress, Notice, UserProfile}
"""What comes with every account, and tells nothing of what it is for."""


def forget_unused_accounts():
    """Delete the accounts a month old that were never opened and on which nothing hangs; return how many.

    One that was closed stays, since its address is refused by it.
    """
    unused = User.objects.filter(
        last_login=None, is_active=True, is_superuser=False, joined_at__lt=timezone.now() - KEPT_FOR
    )
    forgotten = 0
    for pk in list(unused.values_list("pk", flat=True)):
        with transaction.atomic():
            user = unused.select_for_update().filter(pk=pk).first()
            if user and not _holds_something(user):
                ModelLogEntry.objects.for_instance(user).update(label=alias_of(user))
                user.delete()
                forgotten += 1
    return forgotten


def _holds_something(user):
    """Tell whether any row of the site points to the account: a role, a membership, a text, a decision."""
    relations = [
        field for field in User._meta.get_fields(include_hidden=True) if field.auto_created and field.is_relation
    ]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: user}).exists()
        for relation in relations
        if relation.related_model not in OF_NO_WEIGHT
    )
