"""On the editors' side: what waits to be told, one click from its draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .models import EventPage
from .telling import may_tell, recap_draft


@require_POST
def write_recap(request, pk):
    """Lead to the recap of an event that has begun, made from the announcement when there is none yet."""
    event = get_object_or_404(EventPage.objects.live(), pk=pk)
    if not may_tell(request.user):
        raise PermissionDenied
    if not event.can_be_told and not event.recaps.exists():
        messages.error(
            request, _("Il n’y a rien à raconter encore : l’événement n’a pas eu lieu, ou pas à cette date.")
        )
        return redirect("wagtailadmin_pages:edit", event.pk)
    return redirect("wagtailadmin_pages:edit", recap_draft(event, request.user).pk)


@hooks.register("register_admin_urls")
def admin_urls():
    """Answer the button."""
    return [path("recits/evenement/<int:pk>/", write_recap, name="write_recap")]


@hooks.register("register_page_header_buttons")
def offer_recap_from_the_page(page, user, view_name, next_url=None):
    """On the event's own page, once it has begun."""
    yield from _recap_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def offer_recap_from_the_list(page, user, next_url=None):
    """In the list of events, once it has begun."""
    yield from _recap_button(page, user)


def _recap_button(page, user):
    if not isinstance(page, EventPage) or not page.can_be_told or not may_tell(user):
        return
    yield Button(
        gettext_lazy("Écrire le récit"),
        icon_name="edit",
        priority=1,
        attrs={
            "data-controller": "w-action",
            "data-action": "w-action#post",
            "data-w-action-url-value": reverse("write_recap", args=[page.pk]),
        },
    )
