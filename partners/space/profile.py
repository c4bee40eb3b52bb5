"""The form of a profile: kept, shown, sent to be read, and never over somebody else's text."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models.reviewing import mark
from core.records import one_desk
from core.reviewing import amend
from partners.freshness import stamp
from partners.models import PartnerPage

from .completeness import completeness
from .desk import for_members
from .forms import ProfileForm
from .home import confirmed
from .incidents import note_foreign_fields
from .state import standing
from .versions import both_texts, merged

SEND, SHOW, CONFIRM = "send", "show", "confirm"
UNSEEN = "0"
"""What stands for the version of a profile that was never saved as one."""


@for_members
def profile(request, membership):
    """Show the form, or keep what was typed. Everything is in one screen, without scripts."""
    if request.method == "POST":
        with one_desk():
            return _keep(request, membership)
    page = membership.partner
    return _form(request, membership, page, ProfileForm(instance=page.get_latest_revision_as_object()))


@for_members
def preview(request, membership):
    """Show the page as it will be, from the last version kept."""
    page = membership.partner.get_latest_revision_as_object()
    request.shown_draft, request.is_preview = page, True
    request.way_back = reverse("space_profile", args=[page.pk])
    return page.serve_preview(request, page.default_preview_mode)


def _keep(request, membership):
    page = membership.partner
    state = standing(page)
    draft = page.get_latest_revision_as_object()
    # A text that is being read is changed only by sending the change: half a sentence must not go live.
    action = request.POST.get("action")
    sending = action == SEND or (state.in_review and action != CONFIRM)
    form = ProfileForm(request.POST, request.FILES, instance=draft, sending=sending)
    note_foreign_fields(request, form, page)
    if action == CONFIRM:
        if form.has_news():
            return _form(request, membership, page, form, has_news=True)
        return confirmed(request, membership)
    if not form.is_valid():
        return _form(request, membership, page, form)
    if request.POST.get("version") != _version(page):
        return _show_both(request, membership, page)
    draft = form.apply(request.user)
    if sending:
        draft.written_by = PartnerPage.Author.PARTNER
        stamp(draft)
        amend(draft, request.user, clean=False)
        messages.success(request, _("C’est envoyé. L’équipe éditoriale relit, puis vous écrit."))
        return redirect("space", page.pk)
    draft.save_revision(user=request.user, log_action=True, clean=False)
    messages.success(request, _("C’est gardé. Rien n’est envoyé : vous pouvez continuer plus tard."))
    return redirect("space_preview" if action == SHOW else "space_profile", page.pk)


def _show_both(request, membership, page):
    """Show what two people wrote at once; the form keeps what this one changed, and the rest as it was kept since."""
    began_with = page.revisions.filter(pk=_key_in(request.POST.get("version", ""))).first()
    kept = page.get_latest_revision_as_object()
    if began_with:
        theirs = ProfileForm(instance=kept)
        mine = ProfileForm(request.POST, instance=began_with.as_object())
        mine.is_valid()
        data = merged(request.POST, mine, theirs)
    else:
        data = request.POST
    form = ProfileForm(data, instance=page.get_latest_revision_as_object())
    form.is_valid()
    return _form(request, membership, page, form, others=both_texts(page, form), status=409)


def _key_in(version):
    key = version.partition("-")[0]
    return int(key) if key.isdecimal() and len(key) < 19 else 0


def _version(page):
    revision = page.get_latest_revision()
    return mark(revision) if revision else UNSEEN


def _form(request, membership, page, form, others=None, has_news=False, status=200):
    context = {
        "membership": membership,
        "partner": page,
        "form": form,
        "others": others,
        "has_news": has_news,
        "standing": standing(page),
        "completeness": completeness(form.instance),
        # After a conflict, sending again is a choice made with both texts on the screen.
        "version": _version(page) if others or not form.is_bound else request.POST.get("version", ""),
    }
    return render(request, "partners/space/profile.html", context, status=status)
