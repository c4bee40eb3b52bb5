"""Who may have an account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

ACCESS = "wagtailadmin.access_admin"


def settings_path(user):
    """Return where `user` chooses which mails to get: editors on their side, partners on theirs."""
    return reverse("wagtailadmin_account" if user.has_perm(ACCESS) else "space_account")


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are opened by the people who run the site, never by the visitor."""

    def is_open_for_signup(self, request):
        """Nobody signs up by themselves."""
        return False

    def get_login_redirect_url(self, request):
        """Lead editors to their side, and partners to theirs."""
        if request.user.has_perm(ACCESS):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)
