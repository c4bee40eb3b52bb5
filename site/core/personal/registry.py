"""Each app says what it keeps about an account, and how it forgets it."""

from typing import NamedTuple

_keepers = []


class Keeper(NamedTuple):
    """Part of what is known of an account.

    `tell(user)` returns what is kept under `name`, as plain values (dicts, lists, texts, numbers, dates);
    `forget(user, alias)` erases it, `alias` being the name that stands for the person from then on.
    `holds_pages` says that forgetting it holds pages, which are held before anything else.
    """

    name: str
    tell: callable
    forget: callable
    holds_pages: bool = False


def keeps(name, tell, forget, holds_pages=False):
    """Register what an app keeps about an account."""
    _keepers.append(Keeper(name, tell, forget, holds_pages))


def keepers():
    """Return all of them, in the order of the apps."""
    return list(_keepers)
