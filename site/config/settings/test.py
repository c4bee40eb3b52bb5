"""Tests: like a laptop, without debug pages, with a folder of their own and mail kept in memory."""

import os
import tempfile

os.environ["MAILLAGE_VAR"] = tempfile.mkdtemp(prefix="maillage-test-")

from .dev import *

DEBUG = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES[0]["OPTIONS"]["debug"] = False
