"""What a machine may have helped to do. The site itself calls none."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AIHelp(models.TextChoices):
    """One help among those that a page can declare, or that there was none."""

    NONE = "none", _("Aucune : écrit sans IA")
    TRANSCRIPTION = "transcription", _("Transcription")
    SUMMARY = "summary", _("Résumé")
    TRANSLATION = "translation", _("Traduction")
    PROOFREADING = "proofreading", _("Correction")


HELP_SAID = {
    AIHelp.TRANSCRIPTION: _("la transcription"),
    AIHelp.SUMMARY: _("le résumé"),
    AIHelp.TRANSLATION: _("la traduction"),
    AIHelp.PROOFREADING: _("la correction"),
}
