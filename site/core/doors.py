"""The doors that allauth has, as they open here: an e-mailed code, tried three times, counted everywhere."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from allauth.account.views import ConfirmLoginCodeView, LoginView, email_verification_sent
from allauth.core import context
from allauth.core.ratelimit import consume
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from .models import User

DEVICE_IS_MINE = "device_is_mine"
LATELY = 15 * 60
"""Seconds for which a code answers for what cannot be undone."""
WAITING = "account_login"
"""What allauth keeps of somebody who waits for a code, in their session."""
TWICE = 30
"""Seconds within which the same button, pressed again, lands where it did."""


class LogIn(LoginView):
    """Asks for an address; also of somebody who waits for a code already, to type another or to be sent a new one.

    Whichever way a code is asked for, it counts among those of its address.
    """

    def dispatch(self, request, *args, **kwargs):
        """Take as long whether or not there is an account behind the address that waits."""
        _read_an_account(request)
        return super().dispatch(request, *args, **kwargs)

    def _redirect_to_pending_stage(self, request, stage):
        return None


class EnterCode(ConfirmLoginCodeView):
    """Asks for the code."""

    def dispatch(self, request, *args, **kwargs):
        """Take as long whether or not there is an account behind the address that waits."""
        _read_an_account(request)
        return _land_again(request) or super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        """Come in; for a moment, remember where, for a second press that left before this one was answered."""
        began, code = self.request.session.session_key, self.request.POST.get("code")
        response = super().form_valid(form)
        if code and self.request.user.is_authenticated:
            landing = {"code": code, "session": self.request.session.session_key, "url": response.url}
            cache.set(_pressed_in(began), landing, TWICE)
        return response

    def form_invalid(self, form):
        """Refuse a code, unless the first press of it has just been let in."""
        return _land_again(self.request) or super().form_invalid(form)


class AddressForm(LoginForm):
    """The address that a code is sent to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        box = self.fields["login"]
        box.label = _("Votre adresse e-mail")
        box.help_text = _("Celle à laquelle vous avez été invité·e.")
        box.error_messages |= {
            "required": _("Donnez votre adresse e-mail."),
            "invalid": _("Cette adresse est incomplète : vérifiez-la."),
        }
        del box.widget.attrs["placeholder"]


class CodeForm(ConfirmLoginCodeForm):
    """The code received, and whose device this is.

    Tries are counted where all processes see them: those of one session, which is stored after the answer, could be
    sent at once and each be the first.
    """

    device_is_mine = forms.BooleanField(
        label=_("Cet appareil est à moi"),
        required=False,
        help_text=_(
            "Vous restez connecté·e trente jours. Sinon, vous sortez en fermant le navigateur, après deux heures sans "
            "rien faire, ou au bout de huit heures."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        box = self.fields["code"]
        box.label = _("Le code reçu")
        box.help_text = _("Huit chiffres, avec ou sans tiret.")
        box.error_messages["required"] = _("Recopiez le code qui est dans le message.")
        del box.widget.attrs["placeholder"]

    def clean_code(self):
        """Refuse the fourth try, were it right."""
        request = context.request
        began = request.session[WAITING]["initiated_at"]
        if not consume(request, action="try_login_code", key=f"{request.session.session_key}:{began}"):
            raise forms.ValidationError(_("Ce code a été essayé trop de fois. Demandez-en un autre."))
        return super().clean_code()


def check_address(request):
    """Let somebody who is coming in prove their address; whoever is in has nothing to prove."""
    if request.user.is_authenticated:
        raise Http404
    return email_verification_sent(request)


def no_password(request, rest):
    """Stand where Wagtail asks for the password of a page or of a document: none has one."""
    raise Http404


def keep_session(request, **kwargs):
    """Let the session last as long as the setting says on one's own device; on any other, see `core.sessions`."""
    request.session.note_opening()
    request.session.set_expiry(None if request.POST.get(DEVICE_IS_MINE) else 0)


def came_in_lately(request):
    """Tell whether a code proved, in this session and less than a quarter of an hour ago, who this is."""
    records = get_authentication_records(request, request.user)
    return any(one["method"] == "code" and time.time() - one["at"] < LATELY for one in records)


def _pressed_in(session_key):
    return f"came-in:{salted_hmac('core.doors', session_key or '').hexdigest()}"


def _land_again(request):
    """Give a second press the session and the address of the first, or None: the code serves once all the same.

    It holds the cookie of the session in which the code was asked for, which ended when the first was let in, and it
    has one try.
    """
    before = _pressed_in(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    landing = cache.get(before) if request.method == "POST" else None
    if landing is None:
        return None
    if not constant_time_compare(landing["code"], request.POST.get("code", "")):
        cache.delete(before)
        return None
    # Whoever went out meanwhile is out.
    if not request.session.exists(landing["session"]):
        return None
    request.session = type(request.session)(landing["session"])
    request.session.modified = True
    return redirect(landing["url"])


def _read_an_account(request):
    # allauth reads that of somebody it knows: any one stands for that of a stranger.
    if request.session.get(WAITING, {"user_pk": "nobody waits"})["user_pk"] is None:
        User.objects.order_by("pk").first()
