"""Pages and documents for some people: whoever is in and may not read one is told that it does not exist.

Wagtail sends everybody to log in, and somebody who has logged in would come back from there for ever.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from wagtail import hooks


@hooks.register("on_serve_page", order=-1)
def hide_page(serve):
    """Look at what the check of restrictions answers, so that a page for everybody costs nothing more."""

    def inner(page, request, args, kwargs):
        response = serve(page, request, args, kwargs)
        if urlsplit(response.headers.get("Location", "")).path == settings.LOGIN_URL and request.user.is_authenticated:
            raise Http404
        return response

    return inner


@hooks.register("before_serve_document", order=-1)
def hide_document(document, request):
    """Refuse before Wagtail's own check sends to log in."""
    restrictions = document.collection.get_view_restrictions()
    if request.user.is_authenticated and not all(one.accept_request(request) for one in restrictions):
        raise Http404
