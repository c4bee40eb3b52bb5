"""Who did what about whose account, and when: for editors in the history of pages, and in the site's log.

Accounts are told by their numbers and named when somebody reads: once one is erased, nothing has to be taken out.
"""

import logging
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogFormatter, log

from .models import User

logger = logging.getLogger("maillage.audit")

_places = []


def shows_acts(pages_of):
    """Have what concerns an account told in the history of `pages_of(user)`, an iterable of pages."""
    _places.append(pages_of)
    return pages_of


def note(action, *, by, page=None, about=None, **more):
    """Keep an act of `by` (None: of the site itself) with the change that it made.

    It is told in the history of `page`; without one, in that of each page which shows what concerns the account
    `about`, or else of the account. `more` says which numbers and roles it is about: nothing that a person typed.
    """
    data = more | ({"about": about.pk} if about else {})
    pages = [page] if page else [shown for pages_of in _places for shown in pages_of(about)]
    for shown in pages:
        log(shown, action, user=by, data=data)
    if not pages:
        log(about, action, user=by, data=data, title=_("Compte n° %d") % about.pk)
    said = {"by": by and by.pk, "pages": [shown.pk for shown in pages]} | data
    line = " ".join(f"{name}={value}" for name, value in said.items())
    transaction.on_commit(partial(logger.info, "%s %s", action, line))


def tells_acts(actions, acts):
    """Register acts in Wagtail's log: `acts` is {action: (label, sentence)}, as a `register_log_actions` hook does.

    A sentence may hold `%(who)s`, the account that it is about, and whatever else was noted.
    """
    for action, (label, sentence) in acts.items():
        actions.register_action(action)(type("Act", (_Act,), {"label": label, "sentence": sentence}))


class _Act(LogFormatter):
    sentence = ""

    def format_message(self, log_entry):
        """Name the account as it is named today, and never by its address."""
        return self.sentence % (log_entry.data | {"who": _name(log_entry.data.get("about"))})


def _name(number):
    user = User.objects.filter(pk=number).first() if number else None
    return (user and user.get_full_name()) or _("compte n° %s") % number
