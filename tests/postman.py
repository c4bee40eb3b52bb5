"""A mail server that looks around while it takes the mail."""

from django.core.mail.backends.locmem import EmailBackend
from django.db import connection


class WitnessBackend(EmailBackend):
    """Keeps mail as in every test, and notes which transactions were open inside that of the test."""

    seen = None

    def send_messages(self, messages):
        """Take the mail."""
        self.seen.append(list(connection.savepoint_ids))
        return super().send_messages(messages)
