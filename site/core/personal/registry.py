"""Each app says what it keeps about an account, and how it forgets it."""

from typing import NamedTuple

_keepers = []


class Keeper(NamedTuple):
    """Part of what is known of an account.

    `tell(user)` returns what is kept under `name`, as plain values (dicts, lists, texts, numbers, dates);
    `forget(user, alias)` erases it, `alias` being the name that stands for the person from then on.
    """

    name: str
    tell: callable
    forget: callable


def keeps(name, tell, forget):
    """Register what an app keeps about an account."""
    _keepers.append(Keeper(name, tell, forget))


def keepers():
    """Return all of them, in the order of the apps."""
    return list(_keepers)
