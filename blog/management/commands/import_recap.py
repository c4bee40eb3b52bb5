"""Bring in a recap from the terminal."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.importer.document import Refused
from blog.importer.draft import dates, write_draft
from blog.importer.lexicon import KnownTerritory, Lexicon
from blog.importer.readers import read
from blog.importer.rules import understand
from blog.importer.twins import twins_of
from blog.models import RecapIndexPage

TERRITORIES = settings.SITE_DIR / "core" / "data" / "territories.json"


class Command(BaseCommand):
    """Read a file, understand it, and write a draft or print what was understood."""

    help = "Importe un récit et en fait un brouillon, ou montre avec --json ce qui en est compris."

    def add_arguments(self, parser):
        """Declare the file and what to do with it."""
        parser.add_argument("file", help="un fichier .txt, .md, .html, .docx ou .odt ; « - » lit l’entrée standard")
        parser.add_argument("--json", action="store_true", help="montrer ce qui est compris, sans rien enregistrer")

    def handle(self, *args, file, **options):
        """Print the JSON, or the address of the draft."""
        try:
            understood = understand(read(*_content(file)), _lexicon(options["json"]))
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        if options["json"]:
            self.stdout.write(json.dumps(understood.to_json(), ensure_ascii=False, indent=2))
            return
        if not RecapIndexPage.objects.exists():
            raise CommandError(_("Le site n’a pas encore de liste des retours d’événements : créez-la d’abord."))
        twins = twins_of(understood.title, dates(understood), understood.place)
        page = write_draft(understood, [proposal for proposal in understood.proposals if proposal.sure], None)
        for warning in understood.warnings:
            self.stderr.write(warning)
        for twin in twins:
            told = {"title": twin.page.draft_title, "why": twin.why, "url": settings.BASE_URL + twin.url}
            self.stderr.write(_("Ce récit existe peut-être déjà : « %(title)s » (%(why)s), %(url)s") % told)
        self.stdout.write(settings.BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _lexicon(saves_nothing):
    """Return what the site knows; before its first migration, what everybody knows, if nothing is to be saved."""
    try:
        return Lexicon.of_site()
    except (OperationalError, ProgrammingError):
        if not saves_nothing:
            raise CommandError(_("La base n’est pas prête. Lancez d’abord : manage.py migrate")) from None
    known = json.loads(TERRITORIES.read_text(encoding="utf-8"))
    regions = [KnownTerritory("region", region["code"], region["name"]) for region in known["regions"]]
    departments = [
        KnownTerritory("departement", department["code"], department["name"], department["region"])
        for department in known["departements"]
    ]
    return Lexicon(territories=regions + departments)


def _content(file):
    if file == "-":
        return sys.stdin.buffer.read(), ""
    try:
        return Path(file).read_bytes(), Path(file).name
    except OSError as error:
        raise CommandError(_("Ce fichier ne peut pas être lu : %(file)s") % {"file": file}) from error
