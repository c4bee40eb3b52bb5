"""AI, in the open: what a machine helped to write was read again by a named person who did not write it.

The site itself calls no AI. It keeps what editors declare, says it under each text, and refuses to publish
a text with a declared help that nobody else has read.
"""

import re

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPagePermissionError

from core.models import User
from core.models.reviewing import Refusal
from core.openness import AIHelp

PROSE = ("title", "summary", "in_brief", "body", "thanks", "correction")
LOOK_BACK = 30
_EDITOR_MARKS = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')


class UnreviewedHelp(Refusal, PublishPagePermissionError):
    """A text that a machine helped to write has no reviewer of its own: it is neither published nor approved."""


def reviewers():
    """Accounts that may be named as reviewers: active, let into the editors' side, and with a name to print."""
    entered = Q(
        groups__permissions__codename="access_admin", groups__permissions__content_type__app_label="wagtailadmin"
    )
    return (
        User.objects.filter(Q(is_superuser=True) | entered, is_active=True)
        .exclude(first_name="", last_name="")
        .order_by("first_name", "last_name", "pk")
        .distinct()
    )


def last_writer(page, prose=None, writing=None, until=None):
    """Return the primary key of the account that last changed the words of `page`, or None.

    Naming a reviewer or setting an hour is not writing: revisions with the same words as the one after them
    do not count. `prose` is what a form is about to save (see `prose_of`), in the hands of the account
    `writing`; `until`, the revision being published when it is not the last.
    """
    revisions = page.revisions.order_by("-created_at", "-pk")
    if until:
        revisions = revisions.filter(created_at__lte=until.created_at)
    writer = writing
    for user, content in revisions.values_list("user", "content")[:LOOK_BACK]:
        if prose is not None and prose_of(content) != prose:
            break
        prose, writer = prose_of(content), user
    return writer


def prose_of(content):
    """Return the words of a page out of its serialised content, without what the editing form adds to them."""
    return [_EDITOR_MARKS.sub("", str(content.get(name) or "")) for name in PROSE]


def objection(ai_help, reviewer, authors):
    """Return why a text cannot be published with this declared help, in a sentence; empty when it can."""
    if len(ai_help) > 1 and AIHelp.NONE in ai_help:
        return _("« Aucune » et une aide sont cochées : gardez l’une ou l’autre.")
    if not ai_help or ai_help == [AIHelp.NONE]:
        return ""
    if not reviewer:
        return _("Une IA a aidé : choisissez qui a tout relu, quelqu’un d’autre que l’auteur.")
    if reviewer.pk in authors:
        return _("%s a écrit ou modifié ce texte : choisissez quelqu’un d’autre pour l’avoir relu.") % reviewer
    return ""


def objection_to_publishing(revision):
    """Return why `revision` of a publication cannot be published, in a sentence; empty when it can.

    A revision whose hour was approved has already been checked, and its words cannot change: it passes, so
    that one page never stops the command that publishes all those whose hour has come.
    """
    if revision.approved_go_live_at:
        return ""
    page = revision.as_object()
    return objection(page.ai_help, page.human_reviewer, {page.owner_id, last_writer(page, until=revision)})


def objection_to_copying(page):
    """Return why `page`, a copy about to be stored, cannot be live as what it was copied from; empty when it can.

    Whoever copies becomes its owner. An alias says what another page says, which was checked there.
    """
    is_live_copy = page._state.adding and page.live and page.live_revision_id and not page.alias_of_id
    return objection(page.ai_help, page.human_reviewer, {page.owner_id}) if is_live_copy else ""


def refuse_unreviewed_help(revision):
    """Stop the publication of a text that a machine helped to write and nobody else has read."""
    if sentence := objection_to_publishing(revision):
        raise UnreviewedHelp(sentence)
