"""Promises that the project makes about itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("site", "home", "blog", "partners")
CLASS_IN_CSS = re.compile(r"\.((?:[\w-]|\\.)+)")


def test_migrations_are_complete(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_migration_holds_a_block():
    migrations = [path for folder in SOURCES for path in (ROOT / folder).glob("**/migrations/*.py")]

    assert migrations
    assert [path.name for path in migrations if "wagtail.blocks" in path.read_text()] == []


def test_site_is_a_folder_and_not_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_every_library_is_pinned_with_its_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text().splitlines()
        pins = [line for line in lines if "==" in line]
        assert len(pins) > 20
        assert all(line.endswith("\\") for line in pins)
        assert not [line for line in lines if "://" in line]


@pytest.mark.parametrize("folder", SOURCES)
def test_templates_hold_no_inline_style_script_or_handler(folder):
    for path in (ROOT / folder).glob("**/*.html"):
        html = path.read_text()
        assert " style=" not in html, path
        assert not re.search(r"\son[a-z]+=", html), path
        assert not re.search(r"<script(?![^>]*(?:\bsrc=|ld\+json))", html), path


def test_screens_of_editors_use_classes_that_wagtail_has():
    """Wagtail's stylesheets hold the utilities that its own screens need, and no others: the rest says nothing."""
    sheets = Path(wagtail.__file__).parent.glob("**/static/**/css/*.css")
    styled = {re.sub(r"\\(.)", r"\1", name) for sheet in sheets for name in CLASS_IN_CSS.findall(sheet.read_text())}
    used = {
        name
        for path in (ROOT / "site" / "templates").glob("**/*.html")
        for classes in re.findall(r'class="([^"]*)"', path.read_text())
        for name in re.findall(r"(?<!\S)(?:\w+:)?w-[\w\[\].-]+", classes)
    }

    assert len(used) > 20
    assert used - styled == set()


def test_imports_go_one_way():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": ".:site", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout
