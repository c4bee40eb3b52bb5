"""What editors see of freshness: the profiles by age, and who asks to hand one over."""

from django import forms
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter
from wagtail.models import PageLogEntry
from wagtail.permissions import page_permission_policy

from core.limits import LONGEST_ADDRESS
from core.reports import EditorsItem, EditorsReport
from core.screens import with_words
from core.text import of

from . import answering  # noqa: F401 - the room that links of freshness open
from .admin.people import check_open
from .freshness import CONFIRMED
from .handovers import AlreadyDecided, accept, refuse
from .invitations import LastManager
from .models import Asking, Handover, Membership, PartnerPage


class ProfilesByAge(EditorsReport):
    """Which profiles are online: first those that nobody ever confirmed, then the longest unconfirmed."""

    template_name = "partners/admin/by_age.html"
    page_title = gettext_lazy("Fiches par ancienneté")
    header_icon = "time"

    def rows(self):
        """Look through the profiles that this person may edit."""
        return PartnerPage.objects.live().filter(pk__in=_editable(self.request.user)).never_confirmed_first()

    def get_context_data(self, **kwargs):
        """Add to the rows shown who confirmed each, when somebody was last asked, and who answers for it."""
        context = super().get_context_data(**kwargs)
        shown = {partner.pk: partner for partner in context["rows"]}
        for partner in shown.values():
            partner.confirmed_by, partner.asked_at, partner.keepers = None, None, []
        confirmations = PageLogEntry.objects.filter(page__in=shown, action=CONFIRMED).select_related("user")
        for entry in confirmations.order_by("timestamp", "pk"):
            partner = shown[entry.page_id]
            if timezone.localdate(entry.timestamp) == partner.reviewed_on:
                partner.confirmed_by = entry.user
        for asking in Asking.objects.filter(partner__in=shown).order_by("asked_at", "pk"):
            shown[asking.partner_id].asked_at = asking.reminded_at or asking.asked_at
        members = Membership.objects.in_force().filter(partner__in=shown).select_related("user")
        for membership in members.by_seniority():
            shown[membership.partner_id].keepers.append(membership.user)
        return context


class DecisionForm(forms.Form):
    """What an editor decides on a hand-over."""

    name = forms.CharField(label=gettext_lazy("Qui prend la suite"), required=False, max_length=150)
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("Son adresse e-mail"),
        required=False,
        help_text=gettext_lazy(
            "Sans adresse, l’accès est retiré sans inviter personne : il faut un autre responsable."
        ),
        error_messages={"invalid": gettext_lazy("Cette adresse est incomplète : vérifiez-la.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Ou bien, pourquoi refuser"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Une phrase suffit. Elle part par mail à la personne."),
    )

    def __init__(self, data=None, *, handover, refusing=False):
        initial = {"name": handover.successor_name, "email": handover.successor_email}
        super().__init__(data, initial=initial, auto_id=f"id_{handover.pk}_%s")
        self.handover, self.refusing = handover, refusing

    def clean_email(self):
        """Neither the address of whoever leaves, nor one with which nobody could come in."""
        email = self.cleaned_data["email"]
        if self.refusing:
            return email
        if email.lower() == self.handover.user.email:
            raise forms.ValidationError(_("C’est l’adresse de la personne qui s’en va."))
        check_open(email)
        return email

    def clean_reason(self):
        """A refusal has a reason."""
        reason = self.cleaned_data["reason"].strip()
        if self.refusing and not reason:
            raise forms.ValidationError(_("Dites en une phrase pourquoi."))
        return reason


class Handovers(EditorsReport):
    """Who asks to hand a profile over."""

    template_name = "partners/admin/handovers.html"
    page_title = gettext_lazy("Passages de relais")
    header_icon = "group"
    refused_form = None

    def rows(self):
        """Give each request its form."""
        waiting = Handover.objects.waiting().filter(partner__in=_editable(self.request.user))
        refused = self.refused_form and self.refused_form.handover.pk
        return [
            (one, self.refused_form if one.pk == refused else DecisionForm(handover=one))
            for one in waiting.select_related("partner", "user")
        ]

    def post(self, request):
        """Do what was decided on one request; what was typed comes back when it cannot be done."""
        pk = request.POST.get("handover", "")
        mine = Handover.objects.filter(partner__in=_editable(request.user)).select_related("partner", "user")
        handover = get_object_or_404(mine, pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
        form = DecisionForm(request.POST, handover=handover, refusing=request.POST.get("action") == "refuse")
        if form.is_valid():
            try:
                self._decide(form)
                return redirect("handovers")
            except LastManager as refusal:
                messages.error(request, str(refusal))
            except AlreadyDecided as refusal:
                messages.error(request, with_words(str(refusal), form.cleaned_data["reason"]))
        self.refused_form = form
        return self.render_to_response(self.get_context_data())

    def _decide(self, form):
        handover, data, by = form.handover, form.cleaned_data, self.request.user
        if form.refusing:
            refuse(handover, by, data["reason"])
            messages.success(self.request, _("Votre réponse est partie pour %s.") % handover.user)
            return
        accept(handover, by, data["name"], data["email"])
        if handover.user_id == by.pk:
            # Their own session ended too, and what is said below is stored in one.
            logout(self.request)
        done = _("%(who)s n’a plus accès à la fiche %(partner)s.")
        if data["email"]:
            done = _("%(who)s n’a plus accès à la fiche %(partner)s ; l’invitation est partie pour %(email)s.")
        names = {"who": handover.user, "partner": of(handover.partner.title), "email": data["email"]}
        messages.success(self.request, done % names)


def _editable(user):
    return page_permission_policy.instances_user_has_permission_for(user, "change").order_by().values("pk")


@hooks.register("register_admin_urls")
def addresses():
    """Give both screens their addresses."""
    return [
        path("reports/fiches-par-anciennete/", ProfilesByAge.as_view(), name="profiles_by_age"),
        path("reports/passages-de-relais/", Handovers.as_view(), name="handovers"),
    ]


@hooks.register("register_reports_menu_item")
def profiles_by_age_item():
    """Offer the report."""
    return EditorsItem(_("Fiches par ancienneté"), reverse("profiles_by_age"), icon_name="time", order=820)


@hooks.register("register_reports_menu_item")
def handovers_item():
    """Offer the requests."""
    return EditorsItem(_("Passages de relais"), reverse("handovers"), icon_name="group", order=830)


@hooks.register("register_log_actions")
def name_confirmations(actions):
    """Let the history of a profile say that its partner confirmed it."""

    @actions.register_action(CONFIRMED)
    class Confirmation(LogFormatter):
        label = gettext_lazy("Confirmer la fiche")
        message = gettext_lazy("Fiche confirmée, sans changement")
