"""People who keep a profile, and the mail, the link and the buttons with which they say that it is true."""

import re
from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from partners.models import Asking, Membership, PartnerPage

from . import factories
from .reviews import account

TODAY = timezone.localdate


def years_old(title="Hub-Lo", days=200, **fields):
    """Return a profile online that was confirmed `days` ago."""
    fields.setdefault("reviewed_on", TODAY() - timedelta(days=days))
    page = factories.partner(title, summary="Le hub du Centre-Val de Loire.", kind="hub", **fields)
    page.save_revision().publish()
    return PartnerPage.objects.get(pk=page.pk)


def member(partner, name="Ana", role="manager", **fields):
    user = account(name, **fields)
    return Membership.objects.create(partner=partner, user=user, role=role, joined_at=timezone.now())


def path_in(message):
    return re.search(r"/lien/\S+", message.body).group()


def press(path, answer, client=None, **typed):
    """Press a button as a browser does: no cookie of ours, no proof against forgery, no origin."""
    client = client or Client(enforce_csrf_checks=True)
    return client.post(path, {"answer": answer, **typed}, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})


def told():
    return sorted(address for message in mail.outbox for address in message.to)


def fresh(partner):
    return PartnerPage.objects.get(pk=partner.pk)


def asked_ago(days):
    Asking.objects.update(asked_at=timezone.now() - timedelta(days=days))
