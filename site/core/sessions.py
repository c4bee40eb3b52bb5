"""Sessions in the database; on a device that is not one's own, they end without waiting for the browser."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends import db
from django.utils import timezone

IDLE = timedelta(hours=2)
AT_MOST = timedelta(hours=8)
"""Since coming in. A page left open may ask the site for news by itself, and so never be idle."""
NOTED_EVERY = timedelta(minutes=10)
"""How late a visit may count: not each of them writes."""
OPENED_AT = "opened_at"


class SessionStore(db.SessionStore):
    """A session whose cookie ends with the browser, and whose row ends after two hours without a visit."""

    def load(self):
        """Read the session; have it stored again when its end has moved."""
        stored = self._get_session_from_db()
        if stored is None:
            return {}
        data = self.decode(stored.session_data)
        if data.get("_session_expiry") == 0:
            due = timezone.now() + timedelta(seconds=_left(data.get(OPENED_AT)))
            if abs(due - stored.expire_date) >= NOTED_EVERY:
                self.modified = True
        return data

    def get_session_cookie_age(self):
        """Return after how many seconds without a visit the session ends."""
        if self.get_expire_at_browser_close():
            return _left(self.get(OPENED_AT))
        return super().get_session_cookie_age()

    @classmethod
    def clear_expired(cls):
        """Forget the sessions that are over, and the devices that they were on."""
        super().clear_expired()
        UserSession.objects.exclude(session_key__in=cls.get_model_class().objects.values("session_key")).delete()

    def note_opening(self):
        """Begin to count how long somebody has been in."""
        self[OPENED_AT] = timezone.now().timestamp()


def _left(opened_at):
    now = timezone.now().timestamp()
    left = AT_MOST.total_seconds() - (now - opened_at if opened_at else 0)
    return int(max(0, min(IDLE.total_seconds(), left)))
