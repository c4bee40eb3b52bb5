"""Who may have an account, and how a code reaches them without telling on them."""

import logging
from smtplib import SMTPException
from threading import Timer

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.shortcuts import get_current_site
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .limits import stand_in

logger = logging.getLogger("maillage.mail")

ACCESS = "wagtailadmin.access_admin"


def settings_path(user):
    """Return where `user` chooses which mails to get: editors on their side, partners on theirs."""
    return reverse("wagtailadmin_account" if user.has_perm(ACCESS) else "space_account")


TO_NOBODY = "account/email/unknown_account"
"""The mail that allauth would write to an address without an account."""
LOGIN_CODE = "account/email/login_code"
ANSWERED = 0.2
"""Seconds after which the answer that goes with a mail has left."""


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are opened by the people who run the site, never by the visitor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Ce n’est pas le code envoyé : recopiez les huit chiffres du dernier message."),
        "too_many_login_attempts": _(
            "Trop d’essais. Demandez un autre code dans une minute ; s’il ne vient pas, réessayez demain."
        ),
    }

    def is_open_for_signup(self, request):
        """Nobody signs up by themselves."""
        return False

    def get_client_ip(self, request):
        """Give what stands for the visitor's network: allauth writes it in the cache, as a key of its limits by IP."""
        return stand_in(super().get_client_ip(request))

    def get_login_redirect_url(self, request):
        """Lead editors to their side, and partners to theirs."""
        if request.user.has_perm(ACCESS):
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix, email, context):
        """Write the mail to whoever asks, and have nobody wait for it; it leaves for whoever has an account.

        How long an answer takes must not tell which addresses are known: a stranger's code is drawn and written as
        well, and the mail server is met once the answer has left.
        """
        wanted = template_prefix != TO_NOBODY
        if wanted:
            # A stranger was looked for among the accounts too, after the addresses.
            get_user_model().objects.filter(email=email).exists()
        else:
            template_prefix, context = LOGIN_CODE, {**context, "code": self.generate_login_code()}
        request = current.request
        about = {"request": request, "email": email, "current_site": get_current_site(request)}
        message = self.render_mail(template_prefix, email, about | context)
        if settings.MAILS_LEAVE_ASIDE:
            Timer(ANSWERED, _leave, [message, wanted]).start()
        else:
            _leave(message, wanted)


def _leave(message, wanted):
    try:
        if wanted:
            message.send()
    except (SMTPException, OSError):
        # Whoever waits for a code is told nothing, as a stranger would be: they ask for another.
        logger.exception("A code could not be sent")
