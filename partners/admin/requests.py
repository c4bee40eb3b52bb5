"""« Demandes des structures »: who asks to come in, and the editor's yes or no."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from core.models import User
from core.screens import AdminScreen, with_words
from core.text import of
from partners.domains import Likeness, likeness
from partners.invitations import LastManager
from partners.joining import AlreadyDecided, accept, may_decide, refuse
from partners.models import JoinRequest, PartnerPage
from partners.vocabulary import MemberRole

from .people import CLOSED

SHOWN, SHOWN_DECIDED = 30, 10


class DecisionForm(forms.Form):
    """Yes, as what; or no, and why."""

    role = forms.ChoiceField(label=gettext_lazy("Son rôle, si vous acceptez"), choices=MemberRole)
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi, si vous refusez"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Une phrase polie : elle part par mail, telle quelle."),
    )

    def __init__(self, *args, join_request, **kwargs):
        super().__init__(*args, auto_id=f"request_{join_request.pk}_%s", **kwargs)
        self.fields["role"].initial = join_request.role


class RequestsView(AdminScreen, View):
    """The requests that wait, the oldest first, then the last ones decided."""

    page_title = gettext_lazy("Demandes des structures")
    header_icon = "group"
    _show_breadcrumbs = True
    template_name = "partners/admin/requests.html"

    def dispatch(self, request):
        """Let in whoever keeps the directory."""
        if not may_decide(request.user):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        """Lead back to the editors' home."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request):
        """Show what waits."""
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        """Accept or refuse one request, once."""
        action = {"accept": self._accept, "refuse": self._refuse}.get(request.POST.get("action"))
        if action is None:
            return redirect("join_requests")
        number = request.POST.get("request", "")
        confirmed = JoinRequest.objects.exclude(confirmed_at=None).select_related("partner", "decided_by")
        asked = get_object_or_404(confirmed, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
        if asked.partner and not asked.partner.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        form = DecisionForm(request.POST, join_request=asked)
        if form.is_valid():
            try:
                with transaction.atomic():
                    action(asked, form)
            except AlreadyDecided:
                self._say_who_decided(asked, form)
            except LastManager as refusal:
                form.add_error("role", str(refusal))
        if form.errors:
            return self.render_to_response(self.get_context_data(typed={asked.pk: form}))
        return redirect("join_requests")

    def get_context_data(self, typed=None, **kwargs):
        """Give one row a request: what is known of it, and the form of the decision."""
        waiting = JoinRequest.objects.waiting().select_related("partner")
        asked = list(waiting[:SHOWN])
        known = _profiles_named({one.name.lower() for one in asked if one.is_new})
        rows = [
            {
                "asked": one,
                "likeness": likeness(one.email, one.site),
                "is_odd": likeness(one.email, one.site) == Likeness.DIFFERENT,
                "known": known.get(one.name.lower()),
                "form": (typed or {}).get(one.pk) or DecisionForm(join_request=one),
            }
            for one in asked
        ]
        decided = JoinRequest.objects.decided().select_related("partner", "decided_by")[:SHOWN_DECIDED]
        more = waiting.count() - len(asked) if len(asked) == SHOWN else 0
        return super().get_context_data(rows=rows, more=more, decided=decided, **kwargs)

    def _accept(self, asked, form):
        if User.objects.filter(email__iexact=asked.email, is_active=False).exists():
            form.add_error("role", CLOSED)
            return
        member = accept(asked, form.cleaned_data["role"], self.request.user)
        button = messages.button(member.partner.edit_path_for(self.request.user), _("Ouvrir la fiche"))
        sentence = _("%(who)s est invité·e à tenir la fiche %(partner)s.")
        said = {"who": asked.person, "partner": of(member.partner.title)}
        messages.success(self.request, sentence % said, buttons=[button])

    def _refuse(self, asked, form):
        reason = form.cleaned_data["reason"].strip()
        if not reason:
            form.add_error("reason", _("Dites pourquoi en une phrase : la personne la recevra."))
            return
        refuse(asked, reason, self.request.user)
        messages.success(self.request, _("La réponse est partie pour %s.") % asked.email)

    def _say_who_decided(self, asked, form):
        decided = JoinRequest.objects.filter(pk=asked.pk).select_related("decided_by").first()
        sentence = _("Cette demande n’existe plus.")
        if decided:
            said = {"who": decided.decided_by or _("Quelqu’un"), "what": decided.get_decision_display()}
            sentence = _("%(who)s a déjà répondu : la demande est %(what)s.") % said
        messages.warning(self.request, with_words(sentence, form.cleaned_data["reason"]))


def _profiles_named(names):
    """Return {name in small letters: profile} for profiles, published or not, that already have one of `names`."""
    if not names:
        return {}
    everyone = PartnerPage.objects.values_list("title", "short_name", "pk")
    return {name.lower(): pk for title, short, pk in everyone for name in (title, short) if name.lower() in names}
