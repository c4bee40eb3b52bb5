"""The same site on PostgreSQL and Redis: nothing but two addresses changes.

Runs when MAILLAGE_TEST_DATABASE_URL (a server where a test database may be made) and MAILLAGE_TEST_REDIS_URL are set.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATABASE_URL = os.environ.get("MAILLAGE_TEST_DATABASE_URL")
REDIS_URL = os.environ.get("MAILLAGE_TEST_REDIS_URL")
SUBJECTS = (
    "browse indexes login paper_codes partner_races partners privacy queries recaps registers space reviewing_attacks "
    "search"
).split()


@pytest.mark.services
@pytest.mark.skipif(not (DATABASE_URL and REDIS_URL), reason="PostgreSQL and Redis were not offered")
def test_the_site_behaves_the_same_on_postgresql_and_redis():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"]
        + [f"tests/test_{subject}.py" for subject in SUBJECTS],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": DATABASE_URL, "REDIS_URL": REDIS_URL},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-5000:]
