"""The command that asks partners, in real processes: killed between two mails, then run twice at the same time."""

import os
import signal
import sqlite3
import subprocess
import sys
from email import message_from_string
from pathlib import Path

import pytest
from django.core.mail.backends import filebased
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("Ana", "Bea", "Zoe")
START = """
import sys
sys.path[:0] = [".", "site"]
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "tests.test_asking_processes.Killed", sys.argv[1]
"""
ASK = START + 'call_command("ask_partners"); call_command("send_digest", "--retry")'
PLANT = f"""
from tests.keeping import member, years_old
partner = years_old()
for name in {NAMES!r}:
    member(partner, name)
"""


class Killed(filebased.EmailBackend):
    """A mail server in files, whose client is killed when it sends its second mail, if it is told to be."""

    sent = 0

    def send_messages(self, messages):
        Killed.sent += 1
        if os.environ.get("KILLED") and Killed.sent == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().send_messages(messages)


@pytest.fixture
def process(db, tmp_path):
    """Start a process on a database of its own, which begins as the tests' does."""
    if connection.vendor != "sqlite":
        pytest.skip("copies a file")
    copy = tmp_path / "copy.sqlite3"
    with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()

    def run(code, **variables):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": f"sqlite:///{copy}",
            "MAILLAGE_VAR": str(tmp_path),
            **variables,
        }
        return subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "mail")], cwd=ROOT, env=environment)

    run.database, run.mails = copy, tmp_path / "mail"
    return run


def told(folder):
    texts = [text for file in folder.iterdir() for text in file.read_text().split("-" * 79) if text.strip()]
    return sorted(message_from_string(text.strip())["To"] for text in texts)


def test_killed_between_two_mails_then_run_twice_at_once_each_mail_leaves_once(process):
    assert process(START + PLANT).wait() == 0
    assert process(ASK, KILLED="1").wait() == -signal.SIGKILL
    assert len(told(process.mails)) == 1
    # Ten minutes later, what a dead process held is free again.
    with sqlite3.connect(process.database) as database:
        database.execute("UPDATE core_notice SET claimed_at = '2020-01-01 00:00:00' WHERE claimed_at IS NOT NULL")
    database.close()

    both = [process(ASK), process(ASK)]

    assert [one.wait() for one in both] == [0, 0]
    assert told(process.mails) == sorted(f"{name.lower()}@maillage.example" for name in NAMES)
