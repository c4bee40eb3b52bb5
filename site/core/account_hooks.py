"""Accounts, as those who run the site change them."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("after_edit_user")
def come_in_again(request, user):
    """Lead to the door whoever changed their own address: their session ended with the old one."""
    if user != request.user or request.session.exists(request.session.session_key):
        return None
    list(messages.get_messages(request))  # Wagtail's own has a button that leads inside.
    logout(request)
    messages.success(request, _("Votre adresse est maintenant %s. Entrez de nouveau avec elle.") % user.email)
    return redirect("account_login")
