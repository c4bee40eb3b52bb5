"""`manage.py start`: prepare what is missing, say where to look, serve. This is `make run`."""

import hashlib
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.demo.loader import ADMIN_EMAIL, EDITOR_EMAIL
from home.demo.members import PARTNER_EMAIL
from home.starter import fill_empty_pages, settle_address

BANNER = """
  Maillage est prêt : {url}

  Pour écrire, entrez par {url}admin/ avec l’une de ces adresses :
    {admin}  (peut tout faire)
    {editor}       (écrit et publie)
  Pour tenir une fiche, par {url}mon-espace/ :
    {partner}      (répond d’une structure)
  Le code à recopier s’affichera ici même, dans ce terminal.

  Ctrl+C pour arrêter.
"""


class Command(BaseCommand):
    """Start the site on a laptop."""

    help = "Prépare la base et le contenu de démonstration s’il le faut, puis lance le site sur cette machine."
    requires_system_checks = []
    requires_migrations_checks = False

    def handle(self, *args, **options):
        """Prepare once, then serve."""
        # Written last: a start that was interrupted prepares again, and every step can be repeated.
        ready = settings.VAR_DIR / "ready"
        state = self._state()
        first_time = not ready.exists()
        if first_time or ready.read_text(encoding="utf-8") != state:
            self._say("3/4  Base de données…")
            call_command("migrate", verbosity=0, skip_checks=True)
            if first_time:
                # Only once: whoever wiped the demo does not want it back.
                self._say("4/4  Contenu de démonstration…")
                fill_empty_pages()
                call_command("demo")
            ready.write_text(state, encoding="utf-8")
        settle_address()
        # A laptop has no scheduler: what came due since the last start appears now.
        call_command("publish_scheduled")
        port = os.environ.get("PORT") or "8000"
        # Django would say in English, below the banner, that this is no server for the public.
        os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
        self._say(
            BANNER.format(
                url=f"http://127.0.0.1:{port}/", admin=ADMIN_EMAIL, editor=EDITOR_EMAIL, partner=PARTNER_EMAIL
            )
        )
        os.execv(sys.executable, [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"])  # noqa: S606

    def _state(self):
        """Return a text that changes when the code asks for another database: its address, migrations and libraries."""
        root = Path(settings.PROJECT_DIR)
        migrations = sorted(
            str(path.relative_to(root))
            for folder in ("site", "home", "blog", "partners")
            for path in (root / folder).glob("**/migrations/0*.py")
        )
        address = hashlib.sha256(str(settings.DATABASES["default"]).encode()).hexdigest()
        return "\n".join([address, *migrations, (root / "requirements.txt").read_text(encoding="utf-8")])

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
