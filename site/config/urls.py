"""Every address of the site."""

from allauth.account import urls as account_urls
from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.doors import EnterCode, LogIn, check_address, no_password
from core.links import open_link

# No sign-up and no password: what allauth offers for them has no address here. The name
# `account_signup` stays, since allauth's own pages ask for it; its view answers that it is closed.
DOORS = {
    "account_logout",
    "account_inactive",
    "account_signup",
}

to_the_door = RedirectView.as_view(pattern_name="account_login", query_string=True)


def picture(request, path):
    """Serve a size of a picture."""
    return serve(request, path, document_root=settings.MEDIA_ROOT / "images")


urlpatterns = [
    path("compte/login/code/", to_the_door, name="account_request_login_code"),
    path("compte/login/", LogIn.as_view(), name="account_login"),
    path("compte/login/code/confirm/", EnterCode.as_view(), name="account_confirm_login_code"),
    path("compte/confirm-email/", check_address, name="account_email_verification_sent"),
    path("compte/", include([pattern for pattern in account_urls.urlpatterns if pattern.name in DOORS])),
    # Wagtail's own log-in pages ask for a password that nobody has: the e-mailed code is the only door.
    path("admin/login/", to_the_door),
    path("_util/login/", to_the_door),
    # No page and no document has a password of its own.
    path("_util/authenticate_with_password/<path:rest>", no_password),
    path("documents/authenticate_with_password/<path:rest>", no_password),
    path("lien/<str:token>/", open_link, name="signed_link"),
    path("mon-espace/", include("partners.urls")),
    path("partenaires/", include("partners.public_urls")),
    path("mon-espace/", include("blog.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Sizes of pictures alone: originals are nobody's, and documents pass by the view that knows who may read.
    path("media/images/<path:path>", picture),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]
