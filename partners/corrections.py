"""Errors that partners point out: editors are told, answer once, and the partner is told of the answer."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import PeerReviewTask, User
from core.outbox import tell, withdraw

from .models import ErrorReport, Membership


class AlreadyAnswered(Exception):
    """Somebody else answered first."""

    def __str__(self):
        return _("Quelqu’un a déjà répondu à ce signalement : voici sa réponse.")


def tell_editors(report):
    """Tell those who review publications that an error was pointed out."""
    groups = PeerReviewTask.groups.through.objects.values("group")
    _tell(
        User.objects.filter(groups__in=groups, is_active=True).distinct(),
        report,
        "reported",
        _("Une erreur signalée : « %s »"),
    )


@transaction.atomic
def answer(report, outcome, text, by):
    """Answer a report, once. Raises AlreadyAnswered. The people of the partner who are in force are told."""
    held = ErrorReport.objects.select_for_update().get(pk=report.pk)
    if held.outcome:
        raise AlreadyAnswered
    held.outcome, held.answer, held.answered_by, held.answered_at = outcome, text, by, timezone.now()
    held.save()
    withdraw(f"error:{held.pk}")
    members = Membership.objects.in_force().filter(partner=held.partner)
    asked = members.filter(user=held.sent_by_id) if held.sent_by_id else members.none()
    people = User.objects.filter(memberships__in=asked if asked else members.managing())
    _tell(people, held, "answered", _("Votre signalement sur « %s »"))
    return held


def _tell(people, report, kind, subject):
    base = settings.WAGTAILADMIN_BASE_URL
    context = {
        "report": report,
        "queue_url": base + reverse("error_reports"),
        "space_url": base + reverse("space", args=[report.partner_id]),
    }
    tell(
        list(people),
        owed=kind == "answered",
        key=f"error:{report.pk}:{kind}",
        subject_key=f"error:{report.pk}",
        subject=subject % report.page.title,
        body=render_to_string(f"partners/mails/error_{kind}.txt", context),
    )
