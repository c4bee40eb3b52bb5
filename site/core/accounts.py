"""Who may have an account."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are opened by the people who run the site, never by the visitor."""

    def is_open_for_signup(self, request):
        """Nobody signs up by themselves."""
        return False
