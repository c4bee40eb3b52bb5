"""Every address that the resolver knows, made real with things from a world."""

import re

from django.urls import URLPattern, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# What « pk » and « slug » mean depends on where they stand.
MEANINGS = {
    "partenaires/": {"slug": "partner_slug"},
    "themes/": {"slug": "theme_slug"},
    "flux/themes/": {"slug": "theme_slug"},
    "territoires/": {"slug": "territory_slug"},
    "flux/territoires/": {"slug": "territory_slug"},
    "agenda/": {"slug": "event_slug"},
    "admin/api/main/pages/": {"pk": "page_id"},
    "admin/api/main/documents/": {"pk": "document_id"},
    "admin/api/main/images/": {"pk": "image_id"},
    "admin/collections/": {"pk": "collection_id"},
    "admin/workflows/": {"pk": "workflow_pk", "page_pk": "page_id"},
    "admin/workflows/tasks/": {"pk": "task_id"},
    "admin/pages/add/": {"parent_page_id": "index_id"},
    "admin/recits/evenement/": {"pk": "event_id"},
    "admin/engagements/": {"page_id": "page_pk"},
    "admin/recits/importer/": {"pk": "import_id"},
    "admin/sites/": {"pk": "site_id"},
    "admin/users/": {"pk": "user_id"},
    "admin/groups/": {"pk": "group_id"},
    "admin/documents/chooser/": {"pk": "document_id"},
    "admin/documents/multiple/": {"doc_id": "document_id", "uploaded_file_id": "uploaded_document_id"},
    "admin/images/chooser/": {"pk": "image_id"},
    "admin/images/multiple/": {"uploaded_file_id": "uploaded_image_id"},
    "documents/": {"restriction_id": "collection_restriction_id"},
    **{
        f"admin/snippets/{where}{model}/": {"pk": f"{model.split('/')[1]}_id", "revision_id": "figure_revision_id"}
        for where in ("", "choose/")
        for model in ("core/theme", "core/territory", "partners/person", "blog/keyfigure", "blog/eventseries")
    },
}
# Addresses that are regular expressions, written with the same names.
WRITTEN = {
    r"admin/pages/(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$": "admin/pages/<page_id>/revisions/compare/live...<revision_id>/",
    r"admin/snippets/blog/keyfigure/history/(?P<pk>.+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\."
    r"(?P<revision_id_b>live|latest|\d+)/$": "admin/snippets/blog/keyfigure/history/<keyfigure_id>/revisions/"
    "compare/earliest...<figure_revision_id>/",
    "admin/.*/$": "admin/nulle-part/",
    r"documents/(\d+)/(.*)$": "documents/<document_id>/<document_name>",
    r"^((?:[\w\-]+/)*)$": "<page_path>",
    # Addresses that speak of a kind of thing.
    "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/": "admin/bulk/core/basepage/delete/?id=<page_id>",
    "admin/workflows/tasks/add/<str:app_label>/<str:model_name>/": "admin/workflows/tasks/add/core/peerreviewtask/",
}


def routes():
    """Return {route: whether the view is ours}, for each address of the site; a shadowed one counts once."""
    found = {}
    for route, callback in _walk(get_resolver(), ""):
        view = getattr(callback, "view_class", None) or getattr(callback, "__wrapped__", callback)
        found.setdefault(route, view.__module__.split(".")[0] in ("blog", "core", "home", "partners"))
    return found


def _walk(resolver, before):
    for entry in resolver.url_patterns:
        pattern = str(entry.pattern)
        route = before + (pattern.removeprefix("^") if before else pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from _walk(entry, route)


def address(route, things):
    """Return the path that `route` has for `things`, {name: value}. A name that is missing raises KeyError."""
    text = "/" + WRITTEN.get(route, route).replace("^", "").replace("$", "")
    meanings = {}
    for prefix in sorted(filter(route.startswith, MEANINGS), key=len):
        meanings |= MEANINGS[prefix]
    return PARAMETER.sub(lambda found: str(things[meanings.get(found[1], found[1])]), text)


def addresses(route, world):
    """Return {about: path}: the address for one's own things, then for those that make another address."""
    paths = {}
    for about, things in world.items():
        path = address(route, things)
        if path not in paths.values():
            paths[about] = path
    return paths if len(paths) > 1 else {"": paths["own"]}
