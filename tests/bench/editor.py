"""What the editor's screen of a recap with eight sessions costs."""

from django.contrib.auth.models import Group
from django.test import Client

from core.models import User
from tests import factories, screens

MOST_QUERIES = 60
MOST_SECONDS = 1.0


def measures():
    """Open the screen, save, let it save itself, look at the preview: a page online, then a draft."""
    client = Client()
    editor = User.objects.create_user("camille@maillage.example")
    editor.groups.set(Group.objects.filter(name__in=["Rédaction", "Relecture"]))
    client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")
    recap = factories.recap_of_a_full_day(sessions=8)
    draft = factories.recap_of_a_full_day(sessions=8, title="Une autre journée", live=False)
    for page, state in ((recap, "en ligne"), (draft, "brouillon")):
        page.save_revision()
        screen = screens.Screen(client, page)
        yield f"ouvrir l’écran ({state})", screen.open, MOST_QUERIES, MOST_SECONDS
        yield f"enregistrer ({state})", screen.save, MOST_QUERIES, MOST_SECONDS
        yield f"enregistrement automatique ({state})", screens.Screen(client, page).autosave, MOST_QUERIES, MOST_SECONDS
        yield f"aperçu ({state})", screen.preview, MOST_QUERIES, MOST_SECONDS
