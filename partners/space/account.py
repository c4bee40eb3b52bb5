"""What concerns the person and not the partner: their name, their mails, their sessions, their data."""

from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.audit import note
from core.dates import said
from core.devices import device
from core.doors import came_in_lately
from core.models import User
from core.names import plain_name
from core.outbox import tell, withdraw
from core.personal.erasing import LastOne, ask, give_up
from core.personal.export import archive
from partners import leaving
from partners.invitations import LastManager, remove
from partners.models import Membership

from .desk import for_members, see_out

CODE_FIRST = gettext_lazy(
    "Effacer un compte demande un nouveau code. Entrez de nouveau, puis appuyez encore sur « Effacer mon compte »."
)


class AccountForm(forms.ModelForm):
    """How the person is named, and which mails they want."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "mail_pace"]
        labels = {"mail_pace": gettext_lazy("Les mails du site")}
        help_texts = {
            "mail_pace": gettext_lazy(
                "Citations, rappels, textes à relire. Les invitations, les codes et les réponses partent toujours."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].validators.append(plain_name)


@login_required
def account(request):
    """Show all of it, and keep the name and the wishes."""
    memberships = Membership.objects.in_force().filter(user=request.user).select_related("partner")
    form = AccountForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        wanted = set(request.POST.getlist("told_when_cited"))
        for membership in memberships:
            # Unless it was taken away meanwhile; and an account that is erased at this instant gets no name back.
            Membership.objects.filter(pk=membership.pk).update(told_when_cited=str(membership.pk) in wanted)
        User.objects.filter(pk=request.user.pk, is_active=True).update(**form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        return redirect("space_account")
    context = {
        "form": form,
        "memberships": memberships,
        "alone": leaving.alone_for(request.user),
        "erasure": getattr(request.user, "erasure", None),
        "sessions": [
            (device(one.user_agent), one.created_at, one.session_key == request.session.session_key)
            for one in request.user.open_sessions()
        ],
    }
    return render(request, "partners/space/account.html", context)


@login_required
@require_POST
def export(request):
    """Give all that is known of the account."""
    response = HttpResponse(archive(request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="maillage-{timezone.localdate()}.zip"'
    return response


@login_required
@require_POST
def disconnect(request):
    """End every session, this one too."""
    note("core.disconnect", by=request.user, about=request.user)
    for session in UserSession.objects.filter(user=request.user):
        session.end()
    logout(request)
    messages.success(request, _("Tous vos appareils sont déconnectés."))
    return redirect("account_login")


@for_members
@require_POST
def leave(request, membership):
    """Give one's own access to a partner back."""
    try:
        remove(membership, request.user)
    except LastManager as refusal:
        messages.error(request, str(refusal))
        return redirect("space_account")
    return see_out(request, membership)


@login_required
@require_POST
@transaction.atomic
def erase(request):
    """Ask to be erased in a week, which whoever finds a session open may not do; or change one's mind."""
    action = request.POST.get("action")
    if action == "give-up" and give_up(request.user):
        for matter in (_matter(request.user), leaving.matter(request.user)):
            withdraw(matter)
        messages.success(request, _("Votre compte reste ouvert : rien n’est effacé."))
    if action != "ask":
        return redirect("space_account")
    if not came_in_lately(request):
        logout(request)
        messages.info(request, CODE_FIRST)
        return redirect_to_login(reverse("space_account"))
    try:
        erasure = ask(request.user)
    except LastOne as refusal:
        messages.error(request, str(refusal))
        return redirect("space_account")
    day = said(timezone.localtime(erasure.due_at).date())
    tell(
        [request.user],
        owed=True,
        key=f"erasure:{erasure.pk}",
        subject_key=_matter(request.user),
        subject=_("Votre compte sera effacé le %s") % day,
        body=render_to_string(
            "partners/mails/erasure.txt",
            {"day": day, "url": settings.WAGTAILADMIN_BASE_URL + reverse("space_account")},
        ),
    )
    leaving.tell_editors(request.user, erasure, day)
    messages.success(request, _("C’est noté. Un mail vous le confirme."))
    return redirect("space_account")


def _matter(user):
    return f"erasure:{user.pk}"
