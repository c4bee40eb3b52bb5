"""Where editors find the people whom a page quotes."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from . import passage_views  # noqa: F401 - the room that links of people quoted open
from .models import PassageReview, Publication
from .passage_admin import PassageReviewsView


@hooks.register("register_admin_urls")
def passage_addresses():
    """Address the screen of the people quoted."""
    return [path("personnes-citees/<int:page_id>/", PassageReviewsView.as_view(), name="passage_reviews")]


@hooks.register("register_page_header_buttons")
def offer_to_have_passages_read(page, user, view_name, next_url=None):
    """Put « Faire relire les personnes citées » among the actions of recaps and articles."""
    if page.pk and issubclass(page.specific_class, Publication) and page.permissions_for_user(user).can_edit():
        url = reverse("passage_reviews", args=[page.pk])
        yield Button(_("Faire relire les personnes citées"), url, icon_name="group", priority=13)


@hooks.register("after_publish_page")
def recall_who_wants_out(request, page):
    """Remind whoever publishes that somebody asked for their name to be taken out and still waits."""
    waiting = PassageReview.objects.filter(page=page).wanting_out().values_list("name", flat=True)
    if waiting and page.live:
        url = reverse("passage_reviews", args=[page.pk])
        sentence = _("En attente : demande de retrait de %s.") % ", ".join(waiting)
        messages.warning(request, sentence, buttons=[messages.button(url, _("Voir les réponses"))])
