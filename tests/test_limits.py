"""How often anybody may try, counted without keeping where they come from."""

from datetime import date
from hashlib import sha256

import pytest
from django.test import Client

from core.limits import stand_in


def test_no_limit_keeps_where_somebody_came_from(editor, settings, keys_in_the_cache):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"request_login_code": "2/h/ip"}

    for email in (editor.email, "a@maillage.example", "b@maillage.example"):
        answer = Client(REMOTE_ADDR="203.0.113.9").post("/compte/login/", {"login": email})
    elsewhere = Client(REMOTE_ADDR="198.51.100.9").post("/compte/login/", {"login": editor.email})

    assert (answer.status_code, elsewhere.status_code) == (200, 302)
    keys = [key for key in keys_in_the_cache() if ":rl:" in key]
    guesses = {"203.0.113", *(sha256(text.encode()).hexdigest() for text in ("203.0.113.9", "203.0.113.0/24"))}
    assert any("request_login_code" in key for key in keys)
    assert not [key for key in keys for guess in guesses if guess in key]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.9", "203.0.113.200", True),
        ("203.0.113.9", "203.0.114.9", False),
        ("2001:db8:1:2::3", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::3", "2001:db8:2::3", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("::ffff:203.0.113.9", "::ffff:198.51.100.9", False),
        ("inconnue", "ailleurs", False),
    ],
)
def test_what_stands_for_an_address_is_that_of_its_network(one, other, is_same):
    assert (stand_in(one) == stand_in(other)) is is_same


def test_what_stands_for_an_address_changes_every_day(monkeypatch):
    today = stand_in("203.0.113.9")

    monkeypatch.setattr("core.limits.timezone.localdate", lambda: date(2099, 1, 1))

    assert stand_in("203.0.113.9") != today
