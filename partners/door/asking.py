"""« C’est votre structure ? » and « Rejoindre le réseau »: somebody asks, and their address confirms.

Without Django's proof against forged forms, on purpose: nothing here depends on who has logged in, and whoever asks
leaves without a cookie.
"""

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from core.limits import address_may, visitor_may
from core.links import opens
from core.names import plain_line, plain_name
from partners.joining import Gone, NotSent, ask, confirm
from partners.models import JoinLink, JoinRequest, PartnerPage
from partners.vocabulary import Kind, MemberRole

BAIT = "objet"
"""A field that no person sees: what fills it in is a machine."""
WISHES = [
    (MemberRole.CONTRIBUTOR.value, gettext_lazy("Aider à tenir la fiche : j’y travaille, ou j’y suis bénévole")),
    (MemberRole.MANAGER.value, gettext_lazy("Répondre de la fiche : je peux engager la structure")),
]
NEEDED = {
    "first_name": gettext_lazy("Donnez votre prénom."),
    "last_name": gettext_lazy("Donnez votre nom."),
    "position": gettext_lazy("Dites ce que vous faites dans la structure."),
    "email": gettext_lazy("Donnez votre adresse e-mail."),
    "name": gettext_lazy("Donnez le nom de la structure."),
    "kind": gettext_lazy("Choisissez ce qu’est la structure."),
    "mission": gettext_lazy("Dites sa mission en une phrase."),
}
TOO_MANY = gettext_lazy("Il y a eu trop de demandes. Recommencez dans une heure, ou demain avec la même adresse.")
NOT_SENT = gettext_lazy("Le message de confirmation n’est pas parti. Réessayez dans quelques minutes : tout est là.")

GONE = gettext_lazy("Cette fiche vient d’être retirée du site : il n’y a plus rien à demander. Rien n’est envoyé.")


class ClaimForm(forms.ModelForm):
    """Somebody asks to keep a profile that is there."""

    objet = forms.CharField(required=False, label=gettext_lazy("Ne remplissez pas ce champ"))

    class Meta:
        model = JoinRequest
        fields = ["role", "first_name", "last_name", "position", "email", "message"]
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
            "position": forms.TextInput({"autocomplete": "organization-title"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "message": forms.Textarea({"rows": 4}),
            "mission": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, sentence in NEEDED.items():
            if name in self.fields:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = sentence
        for name in ("first_name", "last_name"):
            self.fields[name].validators.append(plain_name)
        self.fields["position"].validators.append(plain_line)
        self.fields["email"].error_messages["invalid"] = _("Cette adresse est incomplète : vérifiez-la.")
        if "role" in self.fields:
            self.fields["role"].widget = forms.RadioSelect()
            self.fields["role"].choices = WISHES


class NetworkForm(ClaimForm):
    """Somebody proposes a structure that has no profile."""

    class Meta(ClaimForm.Meta):
        fields = ["name", "kind", "website", "mission", "first_name", "last_name", "position", "email", "message"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(plain_line)
        self.fields["kind"].choices = [("", "—"), *Kind.choices]
        self.instance.role = MemberRole.MANAGER


@transaction.non_atomic_requests
@csrf_exempt
def ask_for_profile(request, partner_pk):
    """Ask to keep the profile of a partner that readers can see."""
    partner = get_object_or_404(PartnerPage.objects.visible(), pk=partner_pk)
    return _ask(request, ClaimForm, JoinRequest(partner=partner))


@transaction.non_atomic_requests
@csrf_exempt
def join_network(request):
    """Propose a new profile."""
    return _ask(request, NetworkForm, JoinRequest())


def asked(request):
    """Say that a message left. The same, whether or not the address has an account or was real."""
    return render(request, "partners/door/asked.html")


def confirmed(request):
    """Say that the request counts."""
    return render(request, "partners/door/confirmed.html")


@opens(JoinLink.PURPOSE)
def confirm_request(request, link):
    """Show what was asked to whoever reads the address; a pressed button makes it count, once."""
    link = JoinLink.objects.select_related("request__partner").get(pk=link.pk)
    if request.method != "POST":
        return render(request, "partners/door/confirm.html", {"asked": link.request, "link": link})
    if link.revoke():
        confirm(link.request)
    return redirect("join_confirmed")


def _ask(request, form_class, join_request):
    form = form_class(request.POST or None, instance=join_request)
    status = 200
    if request.method == "POST" and form.is_valid():
        if request.POST.get(BAIT):
            return redirect("join_asked")
        if not visitor_may(request, "join_request") or not address_may(
            request, "join_address", form.cleaned_data["email"]
        ):
            form.add_error(None, TOO_MANY)
            status = 429
        else:
            try:
                ask(form.save(commit=False))
                return redirect("join_asked")
            except NotSent:
                form.add_error(None, NOT_SENT)
            except Gone:
                form.add_error(None, GONE)
                status = 404
    context = {"form": form, "partner": join_request.partner}
    return render(request, "partners/door/ask.html", context, status=status)
