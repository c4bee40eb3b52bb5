"""What every answer carries."""

from http import HTTPStatus

from csp.constants import SELF, UNSAFE_INLINE
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from django.views.defaults import page_not_found

from core.models import BasePage
from core.records import one_desk

ADMIN_POLICY = {
    # Wagtail's admin writes scripts and styles into its pages; readers never get this policy.
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "object-src": ["'none'"],
}
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()" for feature in ("browsing-topics", "camera", "geolocation", "microphone", "payment", "usb")
)


SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
PAGES = ("page_id", "page_to_move_id")
"""How the addresses of the editors' side name the page that they write to."""
PRIVATE_PREFIXES = ("/admin/", "/compte/", "/lien/", "/mon-espace/")


def headers(get_response):
    """Give the admin its own content policy, and every answer the headers that no setting provides."""

    def middleware(request):
        response = get_response(request)
        if request.path_info.startswith("/admin/"):
            # A preview has passed through here as the page it shows, and carries a reader's policy already.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_replace = ADMIN_POLICY
        if request.path_info.startswith(PRIVATE_PREFIXES):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def refuse_impossible_paths(get_response):
    """Answer 404 to an address with a NUL byte, which PostgreSQL cannot look for."""

    def middleware(request):
        if "\x00" in request.path_info:
            raise Http404
        return get_response(request)

    return middleware


def atomic_writes(get_response):
    """Run each view that may write in one transaction: all is stored, or nothing.

    Django's ATOMIC_REQUESTS would also do it for readers, who would then wait for SQLite's write lock.
    It comes last in the list, so that every other check has passed before the view runs. As with
    ATOMIC_REQUESTS, templates that a view leaves to be rendered are rendered after the transaction.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if request.method in SAFE_METHODS or "default" in getattr(view, "_non_atomic_requests", ()):
            return None
        with transaction.atomic():
            _take_turns(kwargs)
            response = view(request, *args, **kwargs)
            if response.status_code == HTTPStatus.NOT_FOUND:
                # Wagtail's admin turns the exception into a page before it gets here.
                transaction.set_rollback(True)
            return response

    middleware.process_view = process_view
    return middleware


def _take_turns(kwargs):
    # An editor's click stores the whole page as it was when the view read it: nobody may have written in between,
    # or a page that was just approved goes offline again. SQLite has one writer at a time anyway.
    key = next((kwargs[name] for name in PAGES if name in kwargs), None)
    if key and connection.features.has_select_for_update:
        BasePage.objects.hold(key)


def one_desk_for_editors(get_response):
    """While a page is edited or previewed, fetch each record that it points to once."""

    def middleware(request):
        if not request.path_info.startswith("/admin/pages/"):
            return get_response(request)
        with one_desk():
            return get_response(request)

    return middleware


def hide_the_editors_side(get_response):
    """What an account has no right to does not exist there: all of it for partners, who have their own space."""

    def is_in(request):
        return request.path_info.startswith("/admin/") and request.user.is_authenticated

    def middleware(request):
        if is_in(request) and not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, PermissionDenied) and is_in(request):
            return page_not_found(request, exception, template_name="wagtailadmin/404.html")
        return None

    middleware.process_exception = process_exception
    return middleware
