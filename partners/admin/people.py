"""« Personnes »: who keeps a profile, as an editor sees and decides it."""

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from core.audit import note
from core.drafts import PageTool
from core.models import User
from partners.invitations import LastManager, change_role, invite, papers_left, remove
from partners.models import PaperCode, PartnerPage
from partners.space.people import InvitationForm
from partners.vocabulary import MemberRole

CLOSED = gettext_lazy("Le compte de cette adresse est fermé : rouvrez-le d’abord, ou donnez une autre adresse.")


def check_open(email):
    """Refuse an address with which nobody could come in."""
    if User.objects.filter(email__iexact=email, is_active=False).exists():
        raise forms.ValidationError(CLOSED)


class EditorsInvitationForm(InvitationForm):
    """The same as partners have; editors may know that an account was closed."""

    def clean_email(self):
        """Refuse an address with which nobody could come in."""
        check_open(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class PaperForm(forms.ModelForm):
    """For whom a code on paper is made, and as what."""

    class Meta:
        model = PaperCode
        fields = ["label", "role"]


class PeopleView(PageTool):
    """Invite, change a role, take away, make a code on paper."""

    page_title = gettext_lazy("Personnes")
    header_icon = "group"
    template_name = "partners/admin/people.html"

    def is_for(self, page):
        """Only profiles are kept by partners."""
        return isinstance(page, PartnerPage)

    def get(self, request, page_id):
        """Show who has access."""
        return self.render_to_response(self.get_context_data())

    @transaction.atomic
    def post(self, request, page_id):
        """Do the one thing that was pressed."""
        action = request.POST.get("action", "")
        if action in self.FORMS:
            return self.FORMS[action](self)
        if action not in self.BUTTONS:
            return self._back()
        if action == "withdraw":
            code = get_object_or_404(self.codes, pk=self._number("code"))
            note("partners.paper_withdraw", by=request.user, page=self.object, paper=code.pk)
            code.delete()
            messages.success(request, _("Le code pour « %s » ne marche plus.") % code.label)
            return self._back()
        member = get_object_or_404(self.members, pk=self._number("member"))
        try:
            self._change(member, action)
        except LastManager as refusal:
            messages.error(request, str(refusal))
        return self._back()

    @property
    def members(self):
        """Everybody who has access, or was invited."""
        return self.object.memberships.select_related("user", "partner").by_seniority()

    @property
    def codes(self):
        """The codes on paper that still open."""
        codes = PaperCode.objects.open().filter(partner=self.object)
        return codes.select_related("made_by").order_by("-made_at", "-pk")

    def get_context_data(self, invitation=None, paper=None, **kwargs):
        """Give the people, the codes that still open, and both forms."""
        members = list(self.members)
        return super().get_context_data(
            members=members,
            has_manager=any(one.manages and one.joined_at for one in members),
            codes=self.codes,
            invitation=invitation or EditorsInvitationForm(auto_id="invite_%s"),
            paper=paper or PaperForm(auto_id="paper_%s"),
            **kwargs,
        )

    def _invite(self):
        form = EditorsInvitationForm(self.request.POST, auto_id="invite_%s")
        if form.is_valid():
            try:
                invited = invite(by=self.request.user, partner=self.object, **form.cleaned_data)
            except LastManager as refusal:
                form.add_error("role", str(refusal))
            else:
                messages.success(self.request, _("L’invitation est partie pour %s.") % invited.user.email)
                return self._back()
        return self.render_to_response(self.get_context_data(invitation=form))

    def _make_code(self):
        form = PaperForm(self.request.POST, auto_id="paper_%s")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(paper=form))
        code = PaperCode.make(partner=self.object, made_by=self.request.user, **form.cleaned_data)
        role = str(code.get_role_display())
        note("partners.paper_make", by=self.request.user, page=self.object, paper=code.pk, role=role)
        address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("paper_code")
        # Shown now or never again: only a digest is kept.
        context = {
            "code": code,
            "partner": self.draft,
            "address": address.split("://")[-1],
            "back": reverse("partner_people", args=[self.object.pk]),
        }
        return render(self.request, "partners/admin/paper.html", context)

    FORMS = {"invite": _invite, "paper": _make_code}
    BUTTONS = {"remove", "again", "withdraw", *MemberRole.values}

    def _change(self, member, action):
        if action == "remove":
            # An editor may take the last manager away: they invite the next.
            remove(member, self.request.user, even_the_last=True)
            if member.user_id == self.request.user.pk:
                # Their sessions ended, this one too: nothing can be stored in it any more.
                logout(self.request)
            messages.success(self.request, _("%s n’a plus accès à la fiche.") % member.user)
            if left := papers_left(self.object):
                messages.warning(self.request, left + " " + _("Si la personne en a un, retirez-le plus bas."))
        elif action == "again" and not member.joined_at:
            invite(self.object, member.user.email, member.role, self.request.user)
            messages.success(self.request, _("L’invitation est repartie pour %s.") % member.user.email)
        elif action != "again":
            change_role(member, action, self.request.user)
            said = {"who": member.user, "role": member.get_role_display()}
            messages.success(self.request, _("%(who)s : %(role)s.") % said)

    def _number(self, name):
        number = self.request.POST.get(name, "")
        return int(number) if number.isdecimal() and len(number) < 19 else 0

    def _back(self):
        return redirect("partner_people", self.object.pk)
