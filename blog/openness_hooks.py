"""Pages published by a list or by a copy pass the same door as one page."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from .models import Publication
from .openness import objection, objection_to_publishing


@hooks.register("before_bulk_action")
def refuse_unreviewed_help_in_lists(request, action_type, objects, action):
    """Publish none of the pages chosen when one of them cannot be, and say which."""
    if request.method != "POST" or action_type != "publish":
        return None
    for page in objects:
        page = page.specific
        revision = isinstance(page, Publication) and page.get_latest_revision()
        if revision and (sentence := objection_to_publishing(revision)):
            messages.error(request, _("« %(title)s » : %(why)s") % {"title": page.title, "why": sentence})
            return redirect(action.next_url)
    return None


@hooks.register("after_copy_page")
def say_why_a_copy_stays_a_draft(request, page, new_page):
    """Tell whoever asked for a copy to be published why it is not."""
    copy = new_page.specific
    if not request.POST.get("publish_copies") or copy.live or not isinstance(copy, Publication):
        return
    if sentence := objection(copy.ai_help, copy.human_reviewer, {copy.owner_id}):
        messages.warning(request, _("La copie reste un brouillon. %s") % sentence)
