"""Mail that is never lost and never sent twice: written with the decision, sent after it.

`tell` stores a notice in the transaction of what it is about. Those who want each mail get it as soon as that
transaction is kept; the others wait for `manage.py send_digest`, which also tries again whatever did not leave.
Whoever tells says whether it is owed (an answer, an invitation) or news; what that means is decided by
`core.models.outbox`.
"""

import logging
import re
import uuid
from functools import partial
from smtplib import SMTPException, SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .accounts import settings_path
from .models import Notice
from .typography import french

logger = logging.getLogger("maillage.mail")

_ADDRESS = re.compile(r"(https?://\S+)")


def tell(people, *, owed, **words):
    """Have each of `people` told once: `key` names the event, `subject_key` the matter. Texts are set in French.

    What is `owed` answers something that they did or opens a door to them, and leaves whatever they chose; what is
    not (somebody else's text, a citation, a reminder) leaves for those who want news.
    """
    told = [{"recipient": person} for person in people if person.is_active and (owed or person.wants_news)]
    _store(told, owed=owed, **words)


def answer(address, **words):
    """Have whoever reads `address`, with or without an account, told once of what they asked. Words: see `tell`."""
    _store([{"address": address}], owed=True, **words)


def withdraw(subject_key):
    """Forget what was not sent yet on a matter that is settled."""
    Notice.objects.about(subject_key).filter(sent_at=None).unclaimed().delete()


def send_now(key):
    """Send the notices of one event to those who want each mail. A mail server that is away is logged, not raised."""
    _send_each(Notice.objects.at_once().filter(key=key))


def send_waiting(digests=True):
    """Send all that waits, one mail a notice or one a person, as each prefers. Return how many mails left."""
    sent = _send_each(Notice.objects.at_once())
    return sent + (_send_digests() if digests else 0)


def forget_the_old():
    """Remove notices that are a month old."""
    lost = Notice.objects.outdated().waiting().count()
    if lost:
        logger.error("%s notices could not be sent for a month and are dropped", lost)
    Notice.objects.outdated().delete()


def _store(told, *, owed, key, subject_key, subject, body):
    said = {"owed": owed, "key": key, "subject_key": subject_key}
    said |= {"subject": _in_french(" ".join(subject.split()))[:250], "body": _in_french(body.strip())}
    Notice.objects.bulk_create([Notice(**to, **said) for to in told], ignore_conflicts=True)
    if told:
        transaction.on_commit(partial(send_now, key), robust=True)


def _send_each(notices):
    mails = ([notice] for notice in _claim(notices))
    return _send(mails, lambda batch: (batch[0].subject, _letter(batch[0].body, batch[0].recipient, batch[0].owed)))


def _send_digests():
    by_person = {}
    for notice in _claim(Notice.objects.for_digest()):
        by_person.setdefault(notice.recipient_id, []).append(notice)
    return _send(by_person.values(), _digest)


def _digest(notices):
    number = len(notices)
    subject = ngettext("Maillage : une nouvelle", "Maillage : %(number)s nouvelles", number) % {"number": number}
    body = render_to_string("core/mails/digest.txt", {"notices": notices, "number": number})
    return french(subject), _letter(_in_french(body.strip()), notices[0].recipient)


def _letter(body, recipient, owed=False):
    letter = f"Bonjour,\n\n{body}\n"
    if not recipient:
        return letter
    offer = _("Recevoir moins de mails, ou un résumé par jour : %s")
    if owed:
        offer = _("Ce message part toujours : il vous répond, ou vous ouvre un accès. Choisir les autres : %s")
    return f"{letter}\n-- \n{_in_french(offer % (settings.WAGTAILADMIN_BASE_URL + settings_path(recipient)))}\n"


def _in_french(text):
    # Addresses are left as they are: three dots have a meaning there.
    return "".join(part if i % 2 else french(part) for i, part in enumerate(_ADDRESS.split(text)))


def _claim(notices):
    """Return `notices` that this process alone now holds; the write comes before the sending, without a lock."""
    claim = uuid.uuid4()
    keys = list(notices.unclaimed().values_list("pk", flat=True))
    Notice.objects.filter(pk__in=keys, sent_at=None).unclaimed().update(claim=claim, claimed_at=timezone.now())
    return list(Notice.objects.filter(claim=claim).select_related("recipient"))


def _send(batches, compose):
    """Send one mail for each batch of notices to one person. Return how many left; the others wait for the next run."""
    batches, sent = list(batches), 0
    if not batches:
        return 0
    connection = get_connection()
    try:
        connection.open()
        while batches:
            batch = batches[0]
            try:
                _message(batch, *compose(batch), connection).send()
            except SMTPServerDisconnected:
                raise
            except SMTPException:
                logger.exception("Mail refused by the server; it will be tried again")
                _release(batch)
            except OSError:
                raise
            except Exception:
                # One mail that cannot be written must not keep all the others.
                logger.exception("Mail that cannot be written; it will be tried again")
                _release(batch)
            else:
                _settle(batch)
                sent += 1
            batches.pop(0)
    except Exception:
        logger.exception("Mail server unreachable; %s mails wait for the next run", len(batches))
    finally:
        for batch in batches:
            _release(batch)
        connection.close()
    return sent


def _message(batch, subject, body, connection):
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    # A mail that left twice all the same, because the server died at that instant, is recognised as one.
    name = f"notice-{'-'.join(str(notice.pk) for notice in batch)}"[:60]
    return EmailMessage(
        subject,
        body,
        to=[batch[0].to],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated", "Message-ID": f"<{name}@{host}>"},
    )


def _settle(batch):
    # What was said is in a mailbox now; some of it, such as a link, is a key that nobody else should find. Nobody
    # needs to know either who asked for something without having an account.
    keys = [notice.pk for notice in batch]
    Notice.objects.filter(pk__in=keys).update(sent_at=timezone.now(), claim=None, claimed_at=None, body="", address="")


def _release(batch):
    keys = [notice.pk for notice in batch]
    Notice.objects.filter(pk__in=keys, sent_at=None).update(claim=None, claimed_at=None)
