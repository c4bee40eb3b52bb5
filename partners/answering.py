"""What somebody who was asked about a profile sees behind their link: three buttons. Opening it changes nothing."""

from allauth.account.signals import user_logged_in
from django import forms
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts import ACCESS
from core.limits import LONGEST_ADDRESS
from core.links import closed, opens
from core.models import BasePage
from core.names import plain_name

from .freshness import confirm
from .handovers import ask_to_hand_over
from .models import Asking, FreshnessLink

DOOR = "allauth.account.auth_backends.AuthenticationBackend"


class SuccessorForm(forms.Form):
    """Who keeps the profile from now on, as far as the person who leaves can tell."""

    successor_name = forms.CharField(
        label=gettext_lazy("Son prénom et son nom"),
        required=False,
        max_length=150,
        validators=[plain_name],
        help_text=gettext_lazy("Facultatif."),
    )
    successor_email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("Son adresse e-mail"),
        required=False,
        help_text=gettext_lazy(
            "Facultatif. Cette personne recevra une invitation si l’équipe éditoriale est d’accord."
        ),
        error_messages={"invalid": gettext_lazy("Cette adresse est incomplète : vérifiez-la, ou laissez vide.")},
    )

    def __init__(self, *args, leaving, **kwargs):
        super().__init__(*args, **kwargs)
        self.leaving = leaving

    def clean_successor_email(self):
        """Somebody else's address."""
        email = self.cleaned_data["successor_email"]
        if email.lower() == self.leaving.email:
            raise forms.ValidationError(_("C’est votre adresse : donnez celle de la personne qui prend la suite."))
        return email


@opens(FreshnessLink.PURPOSE)
def answer(request, link):
    """Ask, and do what was pressed. A refused form is answered with 200: the address is a key, kept out of logs."""
    if request.method == "POST":
        BasePage.objects.hold(link.page_id)
    asking = Asking.objects.select_related("partner", "user").filter(links=link.pk).first()
    # The link speaks for its person as long as they belong to the partner and read mail at that address.
    if not asking or not asking.membership or link.email.lower() != asking.user.email:
        return closed(request)
    pressed = request.POST.get("answer", "") if request.method == "POST" else ""
    if pressed == "true":
        return _confirm(request, asking)
    if pressed == "correct":
        return _open_form(request, asking)
    if pressed == "leave":
        return _ask(request, link, asking, form=SuccessorForm(leaving=asking.user))
    if pressed == "leave-sure":
        form = SuccessorForm(request.POST, leaving=asking.user)
        return _hand_over(request, asking, form) if form.is_valid() else _ask(request, link, asking, form=form)
    return _ask(request, link, asking)


def _ask(request, link, asking, form=None):
    context = {"link": link, "partner": asking.partner, "person": asking.user, "form": form}
    return render(request, "partners/freshness_link.html", context)


def _confirm(request, asking):
    if not asking.settle(Asking.Answer.TRUE):
        return closed(request)
    confirm(asking.partner, asking.user)
    return render(request, "partners/freshness_done.html", {"partner": asking.partner})


def _open_form(request, asking):
    """Open a session for the person whom the link was sent to; editors, who may do more, use their own door."""
    form = reverse("space_profile", args=[asking.partner_id])
    # Another site may not make a reader's browser come in as somebody else.
    foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    if foreign or asking.user.has_perm(ACCESS):
        return redirect_to_login(form)
    if not asking.settle(Asking.Answer.CORRECTING):
        return closed(request)
    if request.user != asking.user:
        login(request, asking.user, backend=DOOR)
        # As at the door: the session is listed, and ends with the membership.
        user_logged_in.send(sender=type(asking.user), request=request, user=asking.user)
        # The computer may be shared: the session ends with the browser.
        request.session.set_expiry(0)
    return redirect(form)


def _hand_over(request, asking, form):
    if not asking.settle(Asking.Answer.LEAVING):
        return closed(request)
    ask_to_hand_over(asking.partner, asking.user, **form.cleaned_data)
    return render(request, "partners/freshness_done.html", {"partner": asking.partner, "is_leaving": True})
