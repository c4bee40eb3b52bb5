"""What stories add to the editors' side."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSet

from partners.models import PartnerIndexPage

from . import (  # noqa: F401 - their hooks register themselves
    checker,
    event_hooks,
    openness_hooks,
    passage_hooks,
    proofreading,
    record_hooks,
    reports,
)
from .importer import hooks as import_hooks  # noqa: F401 - they register themselves
from .models import ArticleIndexPage, EventIndexPage, EventSeries, KeyFigure, RecapIndexPage


class CreateKeyFigure(SnippetCreateView):
    """Keeps the first words of a figure, so that its history begins with them."""

    def save_form(self, form):
        """Store the figure and its first revision."""
        figure = form.save()
        figure.save_revision(user=self.request.user)
        return figure


class KeyFigureChooser(SnippetChooserViewSet):
    """Lets an editor record a new figure from the block that shows it."""

    create_view_class = CreateKeyFigure
    form_fields = ["value", "unit", "subject", "scope", "as_of", "modality", "source", "source_url"]


class KeyFigureViewSet(SnippetViewSet):
    """Figures, with their history."""

    model = KeyFigure
    icon = "order"
    menu_label = _("Chiffres clés")
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["value", "unit", "subject", "source", "modality"]
    list_filter = ["modality"]
    chooser_viewset_class = KeyFigureChooser


class EventSeriesViewSet(SnippetViewSet):
    """Series of events."""

    model = EventSeries
    icon = "calendar-alt"
    menu_label = _("Séries")
    menu_order = 265
    add_to_admin_menu = True
    list_display = ["name", "acronym"]


register_snippet(KeyFigureViewSet)
register_snippet(EventSeriesViewSet)


class WritePanel(Component):
    """On the editors' home: what one comes to write, one click away."""

    order = 50
    template_name = "blog/admin/write_panel.html"

    DOORS = [
        (RecapIndexPage, ("blog", "recappage"), _("Nouveau retour d’événement"), "group"),
        (EventIndexPage, ("blog", "eventpage"), _("Nouvel événement à l’agenda"), "calendar-alt"),
        (ArticleIndexPage, ("blog", "articlepage"), _("Nouvel article"), "edit"),
        (PartnerIndexPage, ("partners", "partnerpage"), _("Nouvelle fiche partenaire"), "site"),
    ]

    @cached_property
    def media(self):
        """No script, no style of its own."""
        from django.forms import Media

        return Media()

    def get_context_data(self, parent_context):
        """Offer what this person may add."""
        user = parent_context["request"].user
        import_door = {"url": reverse("recap_import:bring"), "label": _("Importer un récit"), "icon": "upload"}
        doors = []
        for index_model, (app, model), label, icon in self.DOORS:
            index = index_model.objects.first()
            if index and index.permissions_for_user(user).can_add_subpage():
                url = reverse("wagtailadmin_pages:add", args=[app, model, index.pk])
                doors += [import_door] if index_model is RecapIndexPage else []
                doors.append({"url": url, "label": label, "icon": icon})
        return {"doors": doors}


@hooks.register("construct_homepage_panels")
def offer_to_write(request, panels):
    """Put the new pages first."""
    panels.insert(0, WritePanel())
