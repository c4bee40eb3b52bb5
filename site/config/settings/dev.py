"""A laptop: no secret to invent, mail printed in the terminal."""

import os

os.environ.setdefault("MAILLAGE_SECRET_KEY", "only-for-development-never-on-a-server-0123456789")
os.environ.setdefault("MAILLAGE_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
os.environ.setdefault("MAILLAGE_PROXIES", "0")
os.environ.setdefault("MAILLAGE_HOSTS", "127.0.0.1,localhost,[::1]")

from .base import *

# As a reader would see it; MAILLAGE_DEBUG=1 brings Django's own pages of errors.
DEBUG = os.environ.get("MAILLAGE_DEBUG") == "1"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sid", "csrf"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
