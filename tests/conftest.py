"""What every test stands on: no network, a clean cache, a few people."""

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection

from core.models import User

from .postman import WitnessBackend

# A slow machine is no fault of what is tried, and what fails once fails again for whoever looks.
# `--hypothesis-profile=default` looks for other examples.
hypothesis.settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")


def pytest_collection_modifyitems(items):
    """Start first what takes longest by itself: the other process has the rest to do meanwhile."""
    items.sort(key=lambda item: "services" not in item.keywords)


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.ERASED_LIST = tmp_path / "erased-accounts.txt"


@pytest.fixture
def fresh_cache(db):
    cache.clear()


@pytest.fixture
def keys_in_the_cache(fresh_cache):
    """Read them all, whichever store it is."""

    def read():
        if hasattr(cache, "_cache"):
            return [key.decode() for key in cache._cache.get_client().scan_iter()]
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key FROM cache")
            return [key for (key,) in cursor.fetchall()]

    return read


@pytest.fixture
def editor(db):
    from django.contrib.auth.models import Group

    user = User.objects.create_user("camille@maillage.example", first_name="Camille")
    user.groups.set(Group.objects.filter(name__in=["Rédaction", "Relecture"]))
    return user


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def open_while_sending(settings, monkeypatch):
    """The transactions that were open while mail left, one list a time."""
    settings.EMAIL_BACKEND = "tests.postman.WitnessBackend"
    monkeypatch.setattr(WitnessBackend, "seen", [])
    return WitnessBackend.seen
