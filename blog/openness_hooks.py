"""Lists of pages published at once pass the same door as one page."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from .models import Publication
from .openness import objection_to_publishing


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
