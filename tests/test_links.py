"""Links that open one thing, for a time: a draft shown to somebody without an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.models import SignedLink, User

from . import factories

pytestmark = pytest.mark.django_db


def draft(title="Un brouillon à L'Haÿ", **fields):
    page = factories.recap(title, live=False, **fields)
    page.save_revision()
    return page


def draft_link(page, days=10, **fields):
    maker = fields.pop("made_by", None) or User.objects.create_superuser("chef@maillage.example")
    return SignedLink.make(days, purpose="draft", page=page, label="Nadia", made_by=maker, **fields)


def path_of(link):
    return f"/lien/{link.token}/"


def writes(captured):
    return [
        query["sql"]
        for query in captured
        if re.match(r"\s*(INSERT|UPDATE|DELETE|REPLACE|SAVEPOINT|BEGIN IMMEDIATE)", query["sql"])
    ]


def test_whoever_holds_the_link_reads_the_draft_and_is_told_what_it_is(client):
    page = draft(summary="On a débattu tout le jour.")

    response = client.get(path_of(draft_link(page)))

    html = response.content.decode()
    assert response.status_code == 200
    assert "On a débattu tout le jour." in html
    assert "Ce n’est pas publié : merci de ne pas le diffuser" in html.replace("\u202f", " ")
    assert client.get(page.url).status_code == 404


def test_the_link_follows_what_was_last_saved(client):
    page = draft()
    link = draft_link(page)
    page.summary = "Le chapô d'aujourd'hui."
    page.save_revision()

    assert "Le chapô d’aujourd’hui." in client.get(path_of(link)).content.decode()


def test_what_a_link_opens_stays_out_of_caches_indexes_and_other_sites(client):
    response = client.get(path_of(draft_link(draft())))

    html = response.content.decode()
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "canonical" not in html
    assert not response.cookies
    assert "Disallow: /lien/" in client.get("/robots.txt").content.decode()


def test_an_editor_who_opens_the_link_sees_what_the_reader_sees(editor_client):
    html = editor_client.get(path_of(draft_link(draft()))).content.decode()

    assert "wagtail-userbar" not in html
    assert "/admin/" not in html


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_writes_nothing(client, method):
    path = path_of(draft_link(draft()))
    client.get(path)  # sites and addresses are remembered by then

    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(path)

    assert response.status_code == 200
    assert writes(captured) == []


def test_a_link_that_does_not_open_gives_one_page_whatever_the_reason(client, editor):
    page = draft()
    expired, withdrawn, fired = draft_link(page), draft_link(page, made_by=editor), draft_link(page, made_by=editor)
    withdrawn.revoke()
    SignedLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    User.objects.filter(pk=editor.pk).update(is_active=False)

    answers = [client.get(path_of(link)) for link in (expired, withdrawn, fired)]
    answers.append(client.get("/lien/n-importe-quoi/"))

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "elle vous en fera un autre" in answers[0].content.decode()
    assert {answer.headers["Referrer-Policy"] for answer in answers} == {"no-referrer"}


def test_a_link_gives_no_more_than_its_maker_still_has(client, editor):
    link = draft_link(draft(), made_by=editor)
    assert client.get(path_of(link)).status_code == 200

    editor.groups.clear()

    assert client.get(path_of(link)).status_code == 404


def test_a_copy_of_the_database_opens_nothing(client):
    link = draft_link(draft())

    stored = SignedLink.objects.values().get(pk=link.pk)

    assert link.token not in str(stored)
    assert client.get(f"/lien/{stored['digest']}/").status_code == 404
    assert len(link.token) >= 43


def test_once_published_the_link_leads_to_the_page(client):
    page = draft()
    link = draft_link(page)
    page.get_latest_revision().publish()

    assert client.get(path_of(link)).headers["Location"] == page.url


def test_what_is_reserved_stays_shown_by_its_link_once_published(client):
    page = draft(summary="Entre nous.")
    link = draft_link(page)
    page.get_latest_revision().publish()
    factories.make_private(page)

    response = client.get(path_of(link))

    assert response.status_code == 200
    assert "Entre nous." in response.content.decode()
    assert client.get(page.url).status_code == 302


def test_nothing_can_be_sent_to_a_draft(client):
    response = client.post(path_of(draft_link(draft())), {"title": "Piraté"})

    assert response.status_code == 405
    assert response.headers["Cache-Control"] == "no-store"


def test_a_link_that_serves_once_lets_one_press_in():
    link = draft_link(draft())

    assert [link.revoke(), link.revoke()] == [True, False]


def test_links_that_no_longer_open_are_forgotten_with_their_addresses():
    page = draft()
    alive = draft_link(page, email="nadia@fablab.example")
    dead = SignedLink.make(3, purpose="draft", page=page, label="Ali", email="ali@fablab.example")
    SignedLink.objects.filter(pk=dead.pk).update(expires_at=timezone.now() - timedelta(days=1))

    call_command("purge_links")

    assert list(SignedLink.objects.values_list("email", flat=True)) == ["nadia@fablab.example"]
    alive.revoke()
    assert SignedLink.objects.get().email == ""


def screen(page):
    return reverse("draft_links", args=[page.pk])


def test_an_editor_makes_a_link_copies_it_and_withdraws_it(editor_client):
    page = draft()

    html = editor_client.post(screen(page), {"label": "Nadia", "days": "3"}).content.decode()
    address = re.search(r'value="(http[^"]+/lien/[^"]+)"', html).group(1)
    path = "/lien/" + address.split("/lien/")[1]
    link = SignedLink.objects.get()

    assert link.expires_at - timezone.now() < timedelta(days=3)
    assert editor_client.get(path).status_code == 200
    editor_client.post(screen(page), {"revoke": link.pk})
    assert editor_client.get(path).status_code == 404
    assert address not in editor_client.get(screen(page)).content.decode()


def test_whoever_makes_a_link_is_warned_that_the_page_is_reserved(editor_client):
    open_page, reserved = draft("Pour tous"), factories.make_private(draft("Entre nous"))

    assert "Qui reçoit le lien la verra quand même" not in editor_client.get(screen(open_page)).content.decode()
    assert "Qui reçoit le lien la verra quand même" in editor_client.get(screen(reserved)).content.decode()


def test_a_link_is_listed_and_withdrawn_on_the_screen_of_its_own_page(editor_client):
    page, other = draft("La mienne"), draft("Une autre")
    link = draft_link(page)

    elsewhere = editor_client.get(screen(other)).content.decode()
    editor_client.post(screen(other), {"revoke": link.pk})

    assert "Nadia" not in elsewhere
    assert "Nadia" in editor_client.get(screen(page)).content.decode()
    assert SignedLink.objects.open().filter(pk=link.pk).exists()


def test_a_link_can_leave_by_mail(editor_client):
    page = draft()

    editor_client.post(screen(page), {"label": "Nadia", "days": "10", "email": "nadia@fablab.example"})

    assert mail.outbox[0].to == ["nadia@fablab.example"]
    path = re.search(r"/lien/\S+", mail.outbox[0].body).group()
    assert editor_client.get(path).status_code == 200


def test_nobody_waits_to_write_until_a_mail_server_answers(editor_client, open_while_sending):
    page = draft()

    editor_client.post(screen(page), {"label": "Nadia", "days": "10", "email": "nadia@fablab.example"})

    assert len(mail.outbox) == 1
    assert open_while_sending == [[]]


def test_when_the_mail_does_not_leave_nothing_is_kept_but_what_was_typed(editor_client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = draft()

    html = editor_client.post(screen(page), {"label": "Nadia", "days": "10", "email": "nadia@fablab.example"})

    assert "Le message n’est pas parti" in html.content.decode()
    assert "nadia@fablab.example" in html.content.decode()
    assert not SignedLink.objects.exists()


def test_only_those_who_may_edit_the_page_make_links(client, editor_client, editor):
    page = draft()
    editor.groups.set([group for group in editor.groups.all() if group.name == "Rédaction"])
    editor.groups.first().page_permissions.all().delete()

    response = editor_client.post(screen(page), {"label": "Nadia", "days": "10"})

    assert response.status_code in (302, 403, 404)
    assert not SignedLink.objects.exists()


def test_the_page_of_links_is_among_the_actions_of_a_draft_and_not_of_a_published_page(editor_client):
    page, published = draft(), factories.recap("Publié")

    drafted = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    live = editor_client.get(reverse("wagtailadmin_pages:edit", args=[published.pk])).content.decode()

    assert f'href="{screen(page)}"' in drafted
    assert screen(published) not in live
