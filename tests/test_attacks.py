"""What hostile forms, broken mail and closed accounts must not do."""

import logging

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Value
from django.urls import reverse

from blog.models import RecapImport
from core.models import Notice, SignedLink
from core.outbox import send_waiting
from core.records import one_desk
from partners.models import Person

from . import factories
from .reviews import account, logged_in, superuser

pytestmark = pytest.mark.django_db


def draft(title="Une journée à Orléans", **fields):
    page = factories.recap(title, live=False, **fields)
    page.save_revision()
    return page


def test_pictures_of_an_import_go_with_the_account_that_brought_it(django_capture_on_commit_callbacks):
    user = account("Nora", "Rédaction")
    row = RecapImport(user=user)
    file = default_storage.save(f"{row.folder}/1-image.png", ContentFile(b"a picture"))
    row.document = {"blocks": [{"text": "", "picture": {"file": file, "name": "", "alt": ""}}]}
    row.save()

    with django_capture_on_commit_callbacks(execute=True):
        user.delete()

    assert not default_storage.exists(file)


def test_one_notice_that_cannot_be_written_does_not_hold_up_the_others():
    users = [account("Nora"), account("Sami")]
    broken, sound = (
        Notice.objects.create(recipient=user, key="k", subject_key="s", subject=subject, body="Bonjour.")
        for user, subject in zip(users, ["À relire\nBcc: tous@maillage.example", "À relire"], strict=True)
    )

    assert send_waiting() == 1

    assert [message.to for message in mail.outbox] == [[sound.recipient.email]]
    assert Notice.objects.get(pk=broken.pk).sent_at is None


@pytest.mark.parametrize("method", ["post", "put"])
def test_an_open_link_never_enters_the_log(client, caplog, method):
    link = SignedLink.make(3, purpose="draft", page=draft(), label="Nadia", made_by=superuser())

    with caplog.at_level(logging.DEBUG):
        getattr(client, method)(f"/lien/{link.token}/")
        client.get(f"/lien/{link.token}x/")

    assert link.token not in caplog.text


def test_a_title_on_two_lines_adds_no_header_to_a_mail():
    page = draft("Une journée\r\nBcc: tous@maillage.example")
    client = logged_in(superuser())

    response = client.post(
        reverse("draft_links", args=[page.pk]), {"label": "N", "days": "3", "email": "nadia@fablab.example"}
    )

    assert response.status_code == 200
    assert mail.outbox[0].subject == "Un brouillon à lire : Une journée Bcc: tous@maillage.example"


@pytest.mark.parametrize("partner", ["x", "9" * 30, "secret"])
def test_only_a_partner_that_the_page_names_can_be_linked_to_it(partner):
    secret = factories.partner("Projet Zéphyr", live=False)
    page = draft()
    client = logged_in(superuser())
    form = {"partner": secret.pk if partner == "secret" else partner, "role": "mentioned"}
    form["revision"] = client.get(reverse("proofread", args=[page.pk])).context["revision"]

    response = client.post(reverse("proofread", args=[page.pk]), form)

    assert response.status_code in (302, 404)
    assert not page.get_latest_revision_as_object().partner_links.count()
    assert "Projet Zéphyr" not in client.get(reverse("proofread", args=[page.pk])).content.decode()


def test_a_refused_page_shows_no_more_to_somebody_who_lost_their_rights():
    from .reviews import decide, propose

    author, reviewer = account("Nora", "Rédaction"), account("Sami", "Relecture")
    page = propose(factories.recap("Projet Zéphyr"), author, summary="Autrement.")
    decide(logged_in(reviewer), page, "reject", comment="Trop court.")
    group = Group.objects.get(name="Rédaction")
    client = logged_in(author)
    assert "Projet Zéphyr" in client.get(reverse("wagtailadmin_home")).content.decode()

    group.page_permissions.all().delete()

    assert "Projet Zéphyr" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("number", ["²", "9" * 30, "x"])
@pytest.mark.parametrize("screen", ["draft_links", "passage_reviews"])
def test_a_link_with_no_such_number_is_not_withdrawn_and_breaks_nothing(editor_client, screen, number):
    address = reverse(screen, args=[draft().pk])

    assert editor_client.post(address, {"revoke": number}).status_code == 302


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda: Person.objects.values("name"), {"name": "Ali"}),
        (lambda: Person.objects.values_list("name", flat=True), "Ali"),
        (lambda: Person.objects.annotate(told=Value("oui")).values_list("told", flat=True), "oui"),
    ],
)
def test_what_is_at_hand_answers_only_the_question_it_was_fetched_for(ask, expected):
    pk = factories.person("Ali").pk

    with one_desk():
        Person.objects.get(pk=pk)

        assert ask().get(pk=pk) == expected


def test_a_record_held_for_writing_is_read_anew():
    pk = factories.person("Ali").pk

    with one_desk():
        Person.objects.get(pk=pk)
        Person.objects.filter(pk=pk).update(name="Inès")

        assert Person.objects.select_for_update().get(pk=pk).name == "Inès"
