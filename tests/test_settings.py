"""Production fails closed, with one clear sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMPLETE = {
    "MAILLAGE_SECRET_KEY": "x" * 60,
    "MAILLAGE_BASE_URL": "https://maillage.example",
    "MAILLAGE_HOSTS": "maillage.example",
}


def start(tmp_path, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=clean | {"DJANGO_SETTINGS_MODULE": "config.settings.base", "MAILLAGE_VAR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
    )


def test_production_starts_with_its_secrets(tmp_path):
    done = start(tmp_path, **COMPLETE)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("value", [None, "", "   "])
def test_a_missing_or_empty_secret_stops_the_start_with_one_sentence(tmp_path, name, value):
    environment = {key: given for key, given in COMPLETE.items() if key != name}
    if value is not None:
        environment[name] = value

    done = start(tmp_path, **environment)

    assert done.returncode != 0
    assert f"Set the environment variable {name}" in done.stderr.strip().splitlines()[-1]


def test_nothing_is_written_outside_the_folder_that_was_named(tmp_path):
    before = {path for path in ROOT.glob("*") if path.name not in (".pytest_cache", ".hypothesis")}

    start(tmp_path, **COMPLETE)

    assert {path for path in ROOT.glob("*") if path.name not in (".pytest_cache", ".hypothesis")} == before
