"""The people of a partner: a manager invites, hands over, and takes away."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.limits import LONGEST_ADDRESS
from partners.invitations import LastManager, change_role, invite, papers_left, remove
from partners.vocabulary import MemberRole

from .desk import for_members, see_out


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("Son adresse e-mail"),
        error_messages={
            "required": gettext_lazy("Donnez l’adresse e-mail de la personne."),
            "invalid": gettext_lazy("Cette adresse est incomplète : vérifiez-la."),
        },
    )
    first_name = forms.CharField(label=gettext_lazy("Son prénom"), required=False, max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Son nom"), required=False, max_length=150)
    role = forms.ChoiceField(
        label=gettext_lazy("Son rôle"),
        choices=MemberRole,
        initial=MemberRole.CONTRIBUTOR,
        help_text=gettext_lazy(
            "Tous deux écrivent la fiche. Une personne responsable fait aussi entrer et sortir des collègues."
        ),
    )


@for_members(managing=True)
def people(request, membership):
    """Show who has access; do the one thing that was pressed."""
    form = InvitationForm(request.POST if request.POST.get("action") == "invite" else None)
    if request.method == "POST":
        if request.POST.get("action") != "invite":
            return _change(request, membership)
        if form.is_valid():
            try:
                invited = invite(by=request.user, partner=membership.partner, **form.cleaned_data)
            except LastManager as refusal:
                form.add_error("role", str(refusal))
            else:
                messages.success(request, _("L’invitation est partie pour %s.") % invited.user.email)
                return redirect("space_people", membership.partner_id)
    context = {
        "membership": membership,
        "partner": membership.partner,
        "people": membership.partner.memberships.select_related("user").by_seniority(),
        "form": form,
    }
    return render(request, "partners/space/people.html", context)


@transaction.atomic
def _change(request, membership):
    pk = request.POST.get("member", "")
    people = membership.partner.memberships.select_related("user", "partner")
    member = get_object_or_404(people, pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
    action = request.POST.get("action")
    try:
        if action == "remove":
            remove(member, request.user)
            if member.user_id == request.user.pk:
                return see_out(request, member)
            messages.success(request, _("%s n’a plus accès à la fiche.") % member.known_as)
            if left := papers_left(member.partner):
                messages.warning(request, left + " " + _("Si la personne en a un, prévenez l’équipe éditoriale."))
        elif action == "again" and not member.joined_at:
            invite(member.partner, member.user.email, member.role, request.user)
            messages.success(request, _("L’invitation est repartie pour %s.") % member.user.email)
        elif action in MemberRole.values:
            change_role(member, action, request.user)
            said = {"who": member.known_as, "role": member.get_role_display()}
            messages.success(request, _("%(who)s : %(role)s.") % said)
            if member.user_id == request.user.pk:
                return redirect("space", membership.partner_id)
    except LastManager as refusal:
        messages.error(request, str(refusal))
    return redirect("space_people", membership.partner_id)
