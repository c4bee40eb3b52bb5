"""How Django names this app, and what it settles once all apps are there."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, pre_save
from django.http import Http404

NOWHERE = "0.0.0.0"  # noqa: S104 - an address that is nobody's, not one to listen at


class CoreConfig(AppConfig):
    """Accounts, media, the base page, themes and territories, reviews and their mail."""

    name = "core"
    verbose_name = "Socle"

    def ready(self):
        """Listen to reviews before Wagtail's admin does, to accounts, and to pages deleted, for the search index.

        What an editor has no right to is not found, and what was done before that was known is undone: Wagtail would
        lead to its first screen, and say with a sentence that something is there.
        """
        from allauth.account.signals import email_confirmed, user_logged_in
        from modelsearch.signal_handlers import post_delete_signal_handler
        from wagtail.admin import auth
        from wagtail.admin.views.mixins import SpreadsheetExportMixin
        from wagtail.models import BaseLogEntry, get_page_models

        from .doors import keep_session
        from .models.storing import trust_what_is_given
        from .personal.own import register
        from .review_mails import take_the_place_of_wagtails_mails
        from .spreadsheets import suit_spreadsheets

        auth.permission_denied = _not_found
        register()
        suit_spreadsheets(SpreadsheetExportMixin)
        trust_what_is_given(BaseLogEntry)
        take_the_place_of_wagtails_mails()
        email_confirmed.connect(_end_sessions_of_others)
        user_logged_in.connect(keep_session)
        m2m_changed.connect(_give_to_owners_only, sender=self.get_model("User").groups.through)
        pre_save.connect(_forget_where_from, sender="usersessions.UserSession")
        # Storing pages in the index is `core.models.storing`'s matter.
        for model in get_page_models():
            post_delete.connect(post_delete_signal_handler, sender=model)


def _not_found(request):
    raise Http404


def _forget_where_from(instance, **kwargs):
    # A person recognises a session by its device; where they were is nobody's business.
    instance.ip = NOWHERE


def _end_sessions_of_others(email_address, **kwargs):
    # A code by mail proves the address of an account opened on paper: whoever typed somebody else's is out.
    email_address.user.end_sessions()


def _give_to_owners_only(instance, action, reverse, pk_set, **kwargs):
    # A role is given to whoever reads the address, and not to a session opened on paper.
    if action == "post_add":
        users = instance.user_set.filter(pk__in=pk_set) if reverse else [instance]
        for user in users:
            user.vouch_for_address()
