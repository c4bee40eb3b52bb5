"""An account is erased a week after it was asked for; what it wrote stays, without its name."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import Erasure, User

from .registry import keepers


class LastOne(Exception):
    """The site would be left without anybody to run it."""

    def __str__(self):
        return _("Vous êtes la dernière personne à administrer le site : confiez-le d’abord à quelqu’un.")


@transaction.atomic
def ask(user):
    """Note that `user` wants to be erased; return the Erasure. Raises LastOne; whoever asked already does not stay."""
    if user.is_superuser:
        admins = User.objects.filter(is_superuser=True, is_active=True)
        # Held, then read: the last two do not leave at once.
        list(admins.select_for_update().order_by("pk"))
        if not admins.filter(erasure=None).exclude(pk=user.pk).exists():
            raise LastOne
    return Erasure.objects.get_or_create(user=user)[0]


def give_up(user):
    """Forget that `user` wanted to be erased. Return whether it was still time."""
    return bool(Erasure.objects.filter(user=user).delete()[0])


def alias_of(user):
    """Return the name that stands for an erased account."""
    return _("Ancien contributeur n° %d") % user.pk


def erase_again(numbers):
    """Make the accounts of these numbers due, as a backup brings back those that were erased since."""
    for user in User.objects.filter(pk__in=numbers, is_active=True):
        Erasure.objects.update_or_create(user=user, defaults={"due_at": timezone.now()})


def erase_those_due():
    """Erase every account whose week is over, each on its own; return their numbers. None is erased twice."""
    erased = []
    for pk in list(Erasure.objects.due().values_list("pk", flat=True)):
        with transaction.atomic():
            erasure = Erasure.objects.select_for_update().due().filter(pk=pk).first()
            if erasure:
                _erase(erasure.user)
                Erasure.objects.filter(pk=pk).delete()
                erased.append(erasure.user_id)
    return erased


def _erase(user):
    # Pages first, as whoever writes at the same time. The account itself last: the others still need to know whom
    # they forget.
    last_first = keepers()[::-1]
    for keeper in sorted(last_first, key=lambda keeper: not keeper.holds_pages):
        keeper.forget(user, alias_of(user))
