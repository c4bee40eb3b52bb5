"""Tests: like a laptop, without debug pages, with a folder of their own and mail kept in memory."""

import os
import tempfile

# A folder named by MAILLAGE_TEST_VAR is kept: with pytest's --reuse-db, the tables are made once.
_folder = tempfile.TemporaryDirectory(prefix="maillage-test-")
os.environ["MAILLAGE_VAR"] = os.environ.get("MAILLAGE_TEST_VAR") or _folder.name

from .dev import *  # noqa: E402

DEBUG = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAILS_LEAVE_ASIDE = False
STATIC_ROOT.mkdir(exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real life: a database in memory knows neither WAL nor two connections.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
