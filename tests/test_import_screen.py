"""« Importer un récit »: what is brought, what was understood, what the editor decides."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from blog.importer.document import Block, Document, Picture
from blog.importer.draft import words_of, write_draft
from blog.importer.keeping import keep
from blog.importer.lexicon import Lexicon
from blog.importer.readers import read, read_pasted
from blog.importer.rules import understand
from blog.models import RecapImport, RecapIndexPage, RecapPage
from core.models import User

from . import factories
from .import_texts import HOSTILE_HTML, RECAP
from .test_uploads import with_place_and_author

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BRING = "/admin/recits/importer/"


def bring(client, text=RECAP, **fields):
    """Paste a text and return the address of its review."""
    response = client.post(BRING, {"text": text, "html": "", **fields})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def decide(client, address, **answers):
    """Make the draft with every box as it stands."""
    page = client.get(address).context["form"]
    initial = {name: page[name].value() for name in page.fields if page[name].value() is not None}
    return client.post(address, initial | {"year": "unknown"} | answers)


def waiting(user, document, **fields):
    row = RecapImport(user=user, **fields)
    row.document = keep(document, row.folder)
    row.save()
    return row


def test_the_import_is_one_click_from_the_editors_home_and_from_the_list_of_recaps(editor_client):
    home = editor_client.get("/admin/").content.decode()
    listing = editor_client.get(f"/admin/pages/{RecapIndexPage.objects.get().pk}/").content.decode()

    assert home.count(f'href="{BRING}"') == 1
    assert f'href="{BRING}"' in listing


def test_somebody_who_may_not_add_a_recap_finds_no_import(client, editor):
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Visite")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    visitor = User.objects.create_user("visite@maillage.example")
    visitor.groups.add(group)
    row = waiting(editor, Document([Block("paragraph", "x")]))
    client.force_login(visitor, backend=BACKEND)

    for address in (BRING, f"{BRING}{row.pk}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": RECAP}).status_code == 404
    assert "import-recap" not in client.get("/admin/").content.decode()


def test_a_pasted_text_becomes_a_draft_that_nobody_else_sees_and_the_text_is_forgotten(editor_client, editor):
    address = bring(editor_client)
    review = editor_client.get(address).content.decode()

    response = decide(editor_client, address)

    page = RecapPage.objects.get()
    row = RecapImport.objects.get()
    assert "Réparer, un geste qui s’apprend" in review
    assert response["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert "n’est pas encore publié" in editor_client.get(response["Location"]).content.decode()
    assert (page.live, page.owner, page.date, page.category) == (False, editor, None, "trip")
    assert editor_client.get(page.url).status_code == 404
    assert (row.draft, row.document, row.text, row.html) == (page, {}, "", "")


def test_looking_changes_nothing(editor_client):
    address = bring(editor_client)

    for _ in range(2):
        editor_client.get(BRING)
        editor_client.get(address)
        editor_client.get(f"{address}recommencer/")

    assert RecapImport.objects.count() == 1
    assert not RecapPage.objects.exists()


def test_a_button_pressed_twice_makes_one_draft(editor_client):
    address = bring(editor_client)
    form = editor_client.get(address).context["form"]
    answers = {"title": form["title"].value(), "accept": form["accept"].value(), "year": "unknown"}

    first, second = (editor_client.post(address, answers) for _ in range(2))

    assert first["Location"] == second["Location"] == f"/admin/pages/{RecapPage.objects.get().pk}/edit/"
    assert editor_client.get(address)["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "  ", "html": ""}, "Collez un texte ici, ou choisissez un fichier"),
        ({"text": "Mes notes", "file": b"autre"}, "gardez l’un des deux"),
        ({"text": "", "file": b"MZ\x00\x01\x02\x03" * 50}, "Ce fichier n’est pas un texte que l’on sait lire"),
        ({"text": "", "file": b""}, ""),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_and_nothing_typed_is_lost(editor_client, data, sentence):
    if "file" in data:
        data = data | {"file": SimpleUploadedFile("notes.txt", data["file"])}

    response = editor_client.post(BRING, data)

    html = response.content.decode()
    assert response.status_code == 200
    assert re.search(r'class="error-message"[^>]*>\s*[^<\s]', html)
    assert sentence in html
    assert data["text"].strip() in html
    assert not RecapImport.objects.exists()


def test_the_text_of_another_editor_is_not_found(client, editor):
    row = waiting(editor, Document([Block("image", picture=Picture(with_place_and_author(), "a.jpg"))]))
    client.force_login(User.objects.create_superuser("chef@maillage.example"), backend=BACKEND)
    as_superuser = client.get(f"{BRING}{row.pk}/").status_code
    other = User.objects.create_user("lea@maillage.example")
    other.groups.set(editor.groups.all())
    client.force_login(other, backend=BACKEND)

    answers = [client.get(f"{BRING}{row.pk}/{end}").status_code for end in ("", "recommencer/", "image/0/")]
    posted = [client.post(f"{BRING}{row.pk}/{end}", {"title": "x"}).status_code for end in ("", "supprimer/")]

    assert as_superuser == 200
    assert answers == [404, 404, 404]
    assert posted == [404, 404]
    assert str(row) not in client.get(BRING).content.decode() or not str(row)
    assert RecapImport.objects.filter(draft=None).exists()


def test_a_closed_window_loses_nothing(editor_client):
    address = bring(editor_client)

    html = editor_client.get(BRING).content.decode()
    again = editor_client.get(f"{address}recommencer/").content.decode()

    assert f'href="{address}"' in html
    assert "La Nuit des fils à Bourges" in html
    assert "tester la mémoire, puis le disque" in again


def test_a_text_can_be_thrown_away_and_old_ones_go_by_themselves(editor_client, editor):
    old = waiting(editor, Document([Block("image", picture=Picture(with_place_and_author(), "a.jpg"))]))
    RecapImport.objects.update(created_at=timezone.now() - timedelta(days=8))
    picture = old.document["blocks"][0]["picture"]["file"]
    assert default_storage.exists(picture)

    from django.test.testcases import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        address = bring(editor_client)
    left = list(RecapImport.objects.values_list("pk", flat=True))
    editor_client.post(f"{address}supprimer/")

    assert [str(pk) for pk in left] == [address.split("/")[-2]]
    assert not default_storage.exists(picture)
    assert not RecapImport.objects.exists()


def test_a_hostile_paste_leaves_no_script_in_the_draft(editor_client):
    address = bring(editor_client, "La Nuit des fils", html=HOSTILE_HTML)
    review = editor_client.get(address).content.decode()

    decide(editor_client, address)

    page = RecapPage.objects.get()
    stored = json.dumps(page.body.get_prep_value(), ensure_ascii=False) + page.title + page.summary
    for html in (stored, review[review.index("import-review") :].split("</form>")[0]):
        for harm in ("javascript:", "alert(", "onclick", "onerror", "<iframe", "<script"):
            assert harm not in html
    assert '<a href="https://example.org/">là</a>' in stored.replace('\\"', '"')


def test_pictures_wait_without_what_their_files_hide(editor_client, editor):
    document = Document([Block("heading", "La rue", level=1), Block("image", picture=Picture(with_place_and_author()))])
    row = waiting(editor, document)

    shown = editor_client.get(f"{BRING}{row.pk}/image/0/")
    decide(editor_client, f"{BRING}{row.pk}/", title="La rue")

    picture = b"".join(shown.streaming_content)
    assert shown["Content-Type"] == "image/jpeg"
    assert b"Camille" not in picture
    (block,) = [child for child in RecapPage.objects.get().body[0].value["body"] if child.block_type == "picture"]
    with block.value["image"].file.open() as stored:
        assert stored.read() == picture


def test_a_damaged_picture_is_left_out_and_said(editor_client, editor):
    document = Document([Block("paragraph", "La rue."), Block("image", "Vue", picture=Picture(b"not one", "vue.jpg"))])
    row = waiting(editor, document)

    html = editor_client.get(f"{BRING}{row.pk}/").content.decode()

    assert "« vue.jpg » est abîmée ou trop lourde" in html


def test_nothing_stays_when_the_draft_fails_half_way_and_the_text_still_waits(editor_client, monkeypatch):
    address = bring(editor_client)

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(RecapPage, "save_revision", fail)
    with pytest.raises(RuntimeError):
        decide(editor_client, address)

    assert not RecapPage.objects.exists()
    assert RecapImport.objects.get().document["blocks"]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"year": ""}, "Choisissez une année, ou"),
        ({"year": "other"}, "Écrivez l’année, en quatre chiffres"),
        ({"year": "other", "other_year": "3024"}, "elle n’est pas encore venue"),
        ({"year": "other", "other_year": "204"}, "elle est trop ancienne"),
    ],
)
def test_the_year_is_asked_and_what_was_decided_is_kept(editor_client, answers, sentence):
    address = bring(editor_client)

    html = decide(editor_client, address, title="Un autre titre", accept=[], **answers).content.decode()

    assert sentence in html
    assert 'value="Un autre titre"' in html
    assert not re.search(r'name="accept"[^>]* checked', html)
    assert not RecapPage.objects.exists()


def test_the_year_that_the_editor_gives_dates_the_draft(editor_client):
    decide(editor_client, bring(editor_client), year="", other_year="2019")

    assert RecapPage.objects.get().date.isoformat() == "2019-05-14"


def test_a_day_that_did_not_exist_that_year_is_refused(editor_client):
    address = bring(editor_client, RECAP.replace("14 mai", "29 février"))

    html = decide(editor_client, address, year="other", other_year="2023").content.decode()

    assert "Ce jour n’existe pas cette année-là" in html


def test_the_draft_can_be_looked_at_again_before_it_is_made(editor_client):
    address = bring(editor_client)

    html = editor_client.post(address, {"title": "Un titre", "preview": "1"}).content.decode()

    assert '<p class="reading-title">Un titre</p>' in html
    assert 'class="error-message"' not in html
    assert not RecapPage.objects.exists()


def test_what_is_unticked_stays_out_of_the_draft(editor_client):
    hub = factories.partner("Hub-Lo")
    full, bare = bring(editor_client), bring(editor_client)

    decide(editor_client, full)
    decide(editor_client, bare, accept=[])

    first, second = (RecapPage.objects.get(pk=page.pk) for page in RecapPage.objects.order_by("pk"))
    assert hub.pk in first.partner_links.values_list("partner", flat=True)
    assert first.place == "Bourges"
    assert not second.partner_links.exists()
    assert second.place == ""


def texts():
    seed = Path(__file__).resolve().parents[1].parent / "shared" / "seed" / "nec-centre-val-de-loire.txt"
    return [RECAP] + ([seed.read_text(encoding="utf-8")] if seed.exists() else [])


@pytest.mark.parametrize("text", texts(), ids=lambda text: text[:20])
def test_from_end_to_end_no_word_is_lost(editor, text):
    document = read(text.encode(), "notes.txt")
    understood = understand(document, Lexicon.of_site())
    made = [proposal for proposal in understood.proposals if proposal.kind == "repair" and proposal.value["applied"]]

    page = RecapPage.objects.get(pk=write_draft(understood, made, editor).pk)

    expected = [*understood.title.split(), *understood.summary.split()]
    for section in understood.sections:
        expected += [*section.heading.split(), *(word for part in section.body for word in part.words())]
    assert understood.keeps(document.words())
    assert words_of(page) == [*expected, *understood.thanks.split(), *understood.category.split()]


def test_a_rich_paste_keeps_its_headings_and_links(editor):
    html = '<h1>Titre</h1><h2>Un</h2><p>Voir <a href="https://example.org/">là</a>.</p><h2>Deux</h2><p>Fin.</p>'

    page = write_draft(understand(read_pasted("Titre", html), Lexicon.of_site()), [], editor)

    assert [session.value["heading"] for session in page.body] == ["Un", "Deux"]
    assert page.body[0].value["body"][0].value.source == '<p>Voir <a href="https://example.org/">là</a>.</p>'


def test_the_terminal_shows_what_is_understood_and_saves_nothing(tmp_path, capsys):
    file = tmp_path / "notes.txt"
    file.write_text(RECAP, encoding="utf-8")

    call_command("import_recap", file, "--json")

    shown = json.loads(capsys.readouterr().out)
    assert shown["title"] == "La Nuit des fils à Bourges : apprendre à réparer ensemble"
    assert shown["questions"] == [
        "Et si je le casse ?",
        "Qui paie la réparation ?",
        "Peut-on le garder plus longtemps ?",
    ]
    assert not RecapPage.objects.exists()


def test_the_terminal_makes_a_draft_from_its_input_and_says_where_it_is(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(RECAP.encode())))

    call_command("import_recap", "-")

    page = RecapPage.objects.get()
    assert not page.live
    assert capsys.readouterr().out.strip().endswith(reverse("wagtailadmin_pages:edit", args=[page.pk]))


@pytest.mark.parametrize("content", [b"MZ\x00\x01\x02\x03" * 50, None])
def test_the_terminal_says_why_a_file_is_refused(tmp_path, content):
    file = tmp_path / "notes.bin"
    if content:
        file.write_bytes(content)

    with pytest.raises(CommandError, match="Ce fichier"):
        call_command("import_recap", file, "--json")


def test_a_quiet_site_forgets_old_imports_and_what_an_interrupted_one_left(editor):
    from django.core.files.base import ContentFile

    old, new = (RecapImport.objects.create(user=editor, text="Bonjour", document={"blocks": []}) for _ in range(2))
    RecapImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    for folder in (new.folder, "imports/11111111-1111-4111-8111-111111111111"):
        default_storage.save(f"{folder}/1.png", ContentFile(b"x"))

    call_command("purge_imports")

    assert list(RecapImport.objects.values_list("pk", flat=True)) == [new.pk]
    assert default_storage.listdir("imports")[0] == [str(new.pk)]
