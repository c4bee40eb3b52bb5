"""Whether the server does at its hour what editors planned."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import said_at
from core.models import Heartbeat

JOB = "publish_scheduled"
LATE_AFTER = timedelta(minutes=15)
SILENT_AFTER = timedelta(hours=24)


def complaint(next_at, title):
    """Return what is wrong with the scheduler and what to do, or an empty text.

    `next_at` is when the nearest planned change, about the page called `title`, is due.
    """
    now = timezone.now()
    last = Heartbeat.objects.filter(job=JOB).values_list("at", flat=True).first()
    if next_at < now - LATE_AFTER:
        what = _("« %(title)s » était prévue pour le %(when)s, et rien n’a bougé.") % {
            "title": title,
            "when": said_at(next_at),
        }
        meanwhile = _("Pour ne pas attendre, ouvrez la page, annulez la programmation et publiez-la vous-même.")
    elif last is None or last < now - SILENT_AFTER:
        what = _("Les publications programmées risquent de ne pas partir à l’heure.")
        meanwhile = ""
    else:
        return ""
    since = _("n’a encore jamais tourné") if last is None else _("n’a pas tourné depuis le %s") % said_at(last)
    cause = _(
        "La tâche « publish_scheduled » %s : prévenez la personne qui s’occupe du serveur, "
        "elle doit tourner toutes les cinq minutes."
    )
    return " ".join(filter(None, [what, cause % since, meanwhile]))
