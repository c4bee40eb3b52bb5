"""What partners add to the editors' side."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import (  # noqa: F401 - their hooks register themselves
    acts,
    error_hooks,
    freshness_admin,
)
from .admin import hooks  # noqa: F401 - its hooks register themselves
from .models import Person


class PersonChooser(SnippetChooserViewSet):
    """Lets an editor record somebody new from the block where they speak."""

    form_fields = ["name", "organisation"]


class PersonViewSet(SnippetViewSet):
    """People who speak."""

    model = Person
    icon = "user"
    menu_label = _("Personnes")
    menu_order = 270
    add_to_admin_menu = True
    list_display = ["name", "organisation", "withdrawn_on"]
    chooser_viewset_class = PersonChooser


register_snippet(PersonViewSet)
