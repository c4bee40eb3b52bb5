"""What the ground floor adds to the editors' side."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import (  # noqa: F401 - their hooks register themselves
    account_hooks,
    audit_hooks,
    comparing,
    link_hooks,
    restricted_hooks,
    review_hooks,
)
from .models import Territory, Theme


class CurrentThemes:
    """Leaves out themes that were merged into another."""

    def get_object_list(self):
        """Offer what can still be chosen."""
        return super().get_object_list().current()


class ThemeChoose(CurrentThemes, ChooseView):
    """The window in which themes are chosen."""


class ThemeChooseResults(CurrentThemes, ChooseResultsView):
    """Its list, as it is searched."""


class ThemeChooser(SnippetChooserViewSet):
    """Chooses among the themes in use."""

    choose_view_class = ThemeChoose
    choose_results_view_class = ThemeChooseResults


class ThemeViewSet(SnippetViewSet):
    """Themes, which editors put in order by hand."""

    model = Theme
    icon = "tag"
    menu_label = _("Thèmes")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "hue", "merged_into"]
    sort_order_field = "order"
    chooser_viewset_class = ThemeChooser


class TerritoryViewSet(SnippetViewSet):
    """Territories: loaded from INSEE's list, chosen and never typed."""

    model = Territory
    icon = "globe"
    menu_label = _("Territoires")
    menu_order = 255
    add_to_admin_menu = True
    list_display = ["name", "level", "code", "parent"]
    list_filter = ["level"]
    panels = []


register_snippet(ThemeViewSet)
register_snippet(TerritoryViewSet)


@hooks.register("construct_help_menu")
def hide_the_help_of_the_maker(request, menu_items):
    """Keep the keyboard shortcuts: the rest leads to another site, in English, about another screen."""
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_reports_menu")
def hide_what_is_not_for_editors(request, menu_items):
    """Keep the reports that serve: page types are a developer's matter."""
    menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


@hooks.register("before_edit_page")
def ask_again_who_reviews(request, page):
    """What is known of the review of a page no longer holds once something is done about it."""
    if any(name.startswith("action-") for name in request.POST):
        page.__dict__.pop("_current_workflow_states", None)


@hooks.register("insert_global_admin_js")
def keep_dates_as_typed():
    """Let nothing but the person who types change a date."""
    return format_html('<script src="{}"></script>', static("js/dates.js"))


@hooks.register("insert_global_admin_css")
def keep_lists_readable():
    """On a phone, names in Wagtail's lists are not broken letter by letter."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
