"""An account is erased a week after it was asked for; what it wrote stays, without its name."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import note
from core.models import Erasure, User

from .registry import keepers

logger = logging.getLogger("maillage.accounts")


class LastOne(Exception):
    """The site would be left without anybody to run it."""

    def __str__(self):
        return _("Vous êtes la dernière personne à administrer le site : confiez-le d’abord à quelqu’un.")


@transaction.atomic
def ask(user):
    """Note that `user` wants to be erased; return the Erasure. Raises LastOne."""
    if _is_last(user):
        raise LastOne
    erasure, is_new = Erasure.objects.get_or_create(user=user)
    if is_new:
        note("core.erasure_ask", by=user, about=user)
    return erasure


def _is_last(user):
    if not user.is_superuser:
        return False
    # Hold them all, so that two who ask at once do not each count on the other.
    locked = User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk")
    running = {one.pk for one in locked}
    leaving = set(Erasure.objects.filter(user__in=running).values_list("user_id", flat=True))
    return not running - leaving - {user.pk}


@transaction.atomic
def give_up(user):
    """Forget that `user` wanted to be erased. Return whether it was still time."""
    was_time = bool(Erasure.objects.filter(user=user).delete()[0])
    if was_time:
        note("core.erasure_give_up", by=user, about=user)
    return was_time


def alias_of(user):
    """Return the name that stands for an erased account."""
    return _("Ancien contributeur n° %d") % user.pk


def erase_again(numbers):
    """Make the accounts of these numbers due, as a backup brings back those that were erased since."""
    for user in User.objects.filter(pk__in=numbers, is_active=True):
        Erasure.objects.update_or_create(user=user, defaults={"due_at": timezone.now()})


def erase_those_due():
    """Erase every account whose week is over, each on its own; return their numbers. None is erased twice.

    The last person who runs the site stays until there is another, since the others may have left during that week.
    """
    erased = []
    for pk in list(Erasure.objects.due().values_list("pk", flat=True)):
        with transaction.atomic():
            erasure = Erasure.objects.select_for_update().due().filter(pk=pk).first()
            if erasure and _is_last(erasure.user):
                logger.error("Account %s stays: nobody else would run the site", erasure.user_id)
            elif erasure:
                _erase(erasure.user)
                Erasure.objects.filter(pk=pk).delete()
                erased.append(erasure.user_id)
    return erased


def _erase(user):
    # While it is still known which pages show it.
    note("core.erasure_done", by=None, about=user)
    # Pages first, as whoever writes at the same time. The account itself last: the others still need to know whom
    # they forget.
    last_first = keepers()[::-1]
    for keeper in sorted(last_first, key=lambda keeper: not keeper.holds_pages):
        keeper.forget(user, alias_of(user))
