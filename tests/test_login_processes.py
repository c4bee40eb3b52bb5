"""Codes are counted for the whole site: asked for by two processes at once, an address gets no more of them."""

from . import test_asking_processes
from .test_asking_processes import START, told

process = test_asking_processes.process
EMAIL = "ana@maillage.example"
OPEN = START + f'from core.models import User; User.objects.create_user("{EMAIL}")'
ASK = START.replace("tests.test_asking_processes.Killed", "django.core.mail.backends.filebased.EmailBackend") + (
    f"""
from django.test import Client
settings.MAILS_LEAVE_ASIDE = False
for _press in range(4):
    answer = Client(SERVER_NAME="127.0.0.1").post("/compte/login/", {{"login": "{EMAIL}"}})
    assert answer.status_code in (200, 302), answer.status_code
"""
)


def test_two_processes_send_three_codes_between_them(process):
    assert process(OPEN).wait() == 0

    running = [process(ASK) for _process in range(2)]

    assert [one.wait() for one in running] == [0, 0]
    assert told(process.mails) == [EMAIL] * 3
