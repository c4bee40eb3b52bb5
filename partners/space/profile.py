"""The form of a profile: kept, shown, sent to be read, and never over somebody else's text."""

from contextlib import nullcontext

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models.reviewing import mark
from core.records import expect_form, one_desk
from core.reviewing import amend, take_back
from partners.freshness import stamp
from partners.models import PartnerPage
from partners.models.library import credits_withdrawn

from .completeness import completeness
from .desk import for_members
from .forms import ProfileForm
from .home import confirmed
from .incidents import note_foreign_fields
from .state import TO_REWORK, is_as_sent_back, standing
from .versions import as_typed, both_texts, merged

SEND, SEND_KEPT, SEND_AS_IS, SHOW, CONFIRM = "send", "send-kept", "send-as-is", "show", "confirm"
KEPT = gettext_lazy("C’est gardé. Rien n’est envoyé : vous pouvez continuer plus tard.")
KEPT_AND_TAKEN_BACK = gettext_lazy(
    "C’est gardé. Votre fiche n’est plus en relecture : envoyez-la de nouveau quand elle est prête."
)
UNSEEN = "0"
"""What stands for the version of a profile that was never saved as one."""


@for_members
def profile(request, membership):
    """Show the form, or keep what was typed. Everything is in one screen, without scripts."""
    if request.method == "POST":
        with one_desk():
            return _keep(request, membership)
    page = membership.partner
    # A draft names records that are fetched all at once; what is stored has them at hand when they are asked for.
    with one_desk() if page.has_unpublished_changes else nullcontext():
        draft = page.get_latest_revision_as_object()
    return _form(request, membership, page, ProfileForm(instance=draft, user=request.user))


@for_members
def preview(request, membership):
    """Show the page as it will be once approved, from the last version kept, or from the one that is being read."""
    partner = membership.partner
    page, in_review = partner.get_latest_revision_as_object(), standing(partner).in_review
    if not in_review:
        _vouch_for(page)
    for row in page.photos.all() if (withdrawn := credits_withdrawn(page)) else ():
        if row.image_id in withdrawn:
            row.image.credit = ""
    request.is_preview = True
    response = page.serve_preview(request, page.default_preview_mode)
    response.template_name = "partners/space/preview.html"
    response.context_data |= {"partner": partner, "in_review": in_review, "version": _version(partner)}
    return response


def _keep(request, membership):
    page = membership.partner
    action = request.POST.get("action")
    sending = action in (SEND, SEND_KEPT, SEND_AS_IS)
    expect_form(request.POST)
    draft = page.get_latest_revision_as_object()
    data = request.POST
    if action == SEND_KEPT:
        if request.POST.get("version") != _version(page):
            messages.warning(request, _("La fiche a changé depuis cet aperçu : la voici. Rien n’est encore envoyé."))
            return redirect("space_preview", page.pk)
        data = as_typed(ProfileForm(instance=draft, user=request.user))
    form = ProfileForm(data, request.FILES, instance=draft, sending=sending, user=request.user)
    note_foreign_fields(request, form, page)
    is_valid = form.is_valid()
    form.hold_uploads()
    if page.locked and action != CONFIRM:
        return _form(request, membership, page, form, status=423)
    if action == CONFIRM:
        if form.has_news():
            if _only_others_wrote(request, page, form.data):
                messages.warning(request, _("La fiche a changé depuis que vous l’avez ouverte. Relisez-la d’abord."))
                return redirect("space_profile", page.pk)
            return _form(request, membership, page, form, has_news=True)
        return confirmed(request, membership)
    if not is_valid:
        return _form(request, membership, page, form)
    if request.POST.get("version") != _version(page):
        return _show_both(request, membership, page, form.data)
    if sending and action != SEND_AS_IS and _answers_nothing(page, form):
        return _form(request, membership, page, form, answers_nothing=True)
    draft = form.apply()
    if sending:
        _vouch_for(draft)
        amend(draft, request.user, clean=False)
        messages.success(request, _("C’est envoyé. L’équipe éditoriale relit, puis vous écrit."))
        return redirect("space", page.pk)
    # Nobody is asked to read half a sentence.
    was_read = take_back(page, request.user)
    draft.save_revision(user=request.user, log_action=True, clean=False)
    messages.success(request, KEPT_AND_TAKEN_BACK if was_read else KEPT)
    return redirect("space_preview" if action == SHOW else "space_profile", page.pk)


def _answers_nothing(page, form):
    """Tell whether editors asked for something and `form` brings them the text that they read already."""
    return standing(page).key == TO_REWORK and not form.has_news() and is_as_sent_back(page)


def _vouch_for(draft):
    """Write in `draft` what sending it says: that its partner wrote it, and finds it up to date."""
    draft.written_by = PartnerPage.Author.PARTNER
    stamp(draft)


def _show_both(request, membership, page, data):
    """Show what two people wrote at once; the form keeps what this one changed, and the rest as it was kept since."""
    began_with = _began_with(request, page)
    kept = page.get_latest_revision_as_object()
    if began_with:
        theirs = ProfileForm(instance=kept, user=request.user)
        mine = ProfileForm(data, instance=began_with.as_object(), user=request.user)
        mine.is_valid()
        data = merged(data, mine, theirs, began_with.as_object())
    form = ProfileForm(data, instance=page.get_latest_revision_as_object(), user=request.user)
    form.is_valid()
    return _form(request, membership, page, form, others=both_texts(page, form), status=409)


def _only_others_wrote(request, page, data):
    began_with = _began_with(request, page)
    if not began_with:
        return False
    return not ProfileForm(data, instance=began_with.as_object(), user=request.user).has_news()


def _began_with(request, page):
    return page.revisions.filter(pk=_key_in(request.POST.get("version", ""))).first()


def _key_in(version):
    key = version.partition("-")[0]
    return int(key) if key.isdecimal() and len(key) < 19 else 0


def _version(page):
    revision = page.get_latest_revision()
    return mark(revision) if revision else UNSEEN


def _form(request, membership, page, form, others=None, has_news=False, answers_nothing=False, status=200):
    form.fetch_thumbnails()
    context = {
        "membership": membership,
        "partner": page,
        "form": form,
        "others": others,
        "has_news": has_news,
        "answers_nothing": answers_nothing,
        "standing": standing(page),
        "completeness": completeness(form.instance),
        # After a conflict, sending again is a choice made with both texts on the screen.
        "version": _version(page) if others or not form.is_bound else request.POST.get("version", ""),
    }
    return render(request, "partners/space/profile.html", context, status=status)
