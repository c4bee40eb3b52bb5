"""Asking to come in: in public, confirmed by the address, decided once by an editor."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from core.models import User
from core.models.outbox import Notice
from core.personal.registry import keepers
from partners.domains import Likeness, likeness
from partners.joining import AlreadyDecided, accept, confirm, refuse
from partners.models import JoinRequest, Membership, PartnerPage

from . import factories
from .reviews import account, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]

ANA = {
    "first_name": "Ana",
    "last_name": "N’Diaye",
    "position": "médiatrice",
    "email": "ana@hub-lo.example",
    "role": "manager",
    "message": "Je tiens l’accueil.",
}
STRUCTURE = {
    "name": "Café Part'âges",
    "kind": "place",
    "mission": "Un lieu où l’on répare ensemble.",
    "website": "https://www.partages.example/",
}
QUEUE = "/admin/structures/demandes/"


@pytest.fixture
def partner():
    return factories.partner("Hub-Lo", website="https://www.hub-lo.example")


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def ask_page(partner=None):
    return reverse("join_partner", args=[partner.pk]) if partner else reverse("join_network")


def link_in(message):
    return re.search(r"/lien/[\w-]+/", message.body).group()


def request_of(partner=None, **fields):
    """A request that its address has confirmed."""
    fields = ANA | (STRUCTURE if partner is None else {}) | fields
    asked = JoinRequest.objects.create(partner=partner, **fields)
    confirm(asked)
    return asked


def decide(client, asked, action, **typed):
    return client.post(QUEUE, {"request": asked.pk, "role": "manager", "reason": ""} | {"action": action} | typed)


def test_a_reader_of_a_profile_finds_where_to_ask_and_leaves_without_a_cookie(partner):
    reader = Client(enforce_csrf_checks=True)

    assert ask_page(partner) in reader.get(partner.url).content.decode()
    reader.get(ask_page(partner))
    assert reader.post(ask_page(partner), ANA, follow=True).status_code == 200

    assert JoinRequest.objects.exists()
    assert not reader.cookies


def test_every_page_leads_to_both_doors(client, db):
    footer = client.get("/").content.decode().split("site-footer")[1]

    assert 'href="/mon-espace/"' in footer
    assert 'href="/mon-espace/rejoindre/"' in footer
    assert "/mon-espace/rejoindre/" in client.get("/partenaires/").content.decode().split("site-footer")[0]


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), factories.make_private], ids=["draft", "private"])
def test_nobody_asks_for_a_profile_that_not_everyone_may_read(client, partner, hide):
    hide(partner)

    assert client.get(ask_page(partner)).status_code == 404
    assert client.get(ask_page() + "999999/").status_code == 404


def test_a_request_counts_once_its_address_has_pressed_the_button(client, editor_client, partner, commits):
    stranger = Client()
    assert stranger.post(ask_page(partner), ANA).url == reverse("join_asked")
    (message,) = mail.outbox
    path = link_in(message)

    opened = stranger.get(path).content.decode()
    assert "Je confirme ma demande" in opened
    assert "N’Diaye" in opened
    assert "N’Diaye" not in editor_client.get(QUEUE).content.decode()

    with commits():
        assert stranger.post(path).url == reverse("join_confirmed")

    assert "N’Diaye" in editor_client.get(QUEUE).content.decode()
    told = mail.outbox[1]
    assert told.to == ["camille@maillage.example"]
    assert QUEUE in told.body
    assert stranger.post(path).status_code == 404
    assert len(mail.outbox) == 2


def test_opening_the_link_writes_nothing(client, partner):
    client.post(ask_page(partner), ANA)
    path = link_in(mail.outbox[0])
    client.get(path)

    with CaptureQueriesContext(connection) as captured:
        client.get(path)

    assert [query["sql"] for query in captured if re.match("INSERT|UPDATE|DELETE", query["sql"])] == []


def test_the_form_writes_nothing_of_a_strangers_to_anybody(client, partner):
    typed = {"name": "Gagnez", "message": "http://pirate.example", "first_name": "$$"}

    client.post(ask_page(), ANA | STRUCTURE | typed)

    (message,) = mail.outbox
    assert not re.search(r"Gagnez|pirate|\$\$", message.subject + message.body)


def test_the_answer_is_the_same_whether_or_not_the_address_has_an_account(partner, editor):
    known, unknown = (
        Client().post(ask_page(partner), ANA | {"email": email}, follow=True)
        for email in (editor.email, "inconnue@maillage.example")
    )

    assert known.content == unknown.content
    assert [message.to[0] for message in mail.outbox] == [editor.email, "inconnue@maillage.example"]
    assert len({re.sub(r"/lien/[\w-]+/", "", message.body) for message in mail.outbox}) == 1


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(client, partner):
    answer = client.post(ask_page(partner), ANA | {"objet": "SEO"})

    assert answer.url == reverse("join_asked")
    assert not JoinRequest.objects.exists()
    assert mail.outbox == []


def test_an_address_is_not_written_to_without_end(partner):
    answers = [Client().post(ask_page(partner), ANA | {"email": "Ana@Hub-Lo.example"}) for _try in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mail.outbox) == 3
    assert "Je tiens l’accueil." in answers[-1].content.decode()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client):
    html = client.post(ask_page(), ANA | STRUCTURE | {"email": "ana@", "kind": ""}).content.decode()

    assert "Cette adresse est incomplète" in html
    assert "Choisissez ce qu’est la structure." in html
    assert "Un lieu où l’on répare ensemble." in html
    assert not JoinRequest.objects.exists()


def test_when_mail_is_down_nothing_is_kept_and_nothing_typed_is_lost(client, partner, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    html = client.post(ask_page(partner), ANA).content.decode()

    assert "n’est pas parti" in html
    assert "Je tiens l’accueil." in html
    assert not JoinRequest.objects.exists()


def test_accepted_the_person_is_invited_and_comes_in(editor_client, partner, commits):
    asked = request_of(partner)

    with commits():
        decide(editor_client, asked, "accept", role="contributor")

    membership = Membership.objects.get(partner=partner)
    assert (membership.user.email, membership.role) == ("ana@hub-lo.example", "contributor")
    assert mail.outbox[-1].to == ["ana@hub-lo.example"]
    assert reverse("space", args=[partner.pk]) in mail.outbox[-1].body
    assert "Ana N’Diaye" in editor_client.get(reverse("partner_people", args=[partner.pk])).content.decode()


def test_a_new_structure_gets_a_draft_that_nobody_owns(editor_client, editor, client, commits):
    asked = request_of()

    with commits():
        decide(editor_client, asked, "accept")

    page = PartnerPage.objects.get(title="Café Part'âges")
    assert (page.live, page.owner, page.kind, page.website) == (False, None, "place", STRUCTURE["website"])
    assert page.get_latest_revision_as_object().summary == STRUCTURE["mission"]
    assert Client().get(page.get_url()).status_code == 404
    ana = logged_in(User.objects.get(email="ana@hub-lo.example"))
    assert ana.get(reverse("space_profile", args=[page.pk])).status_code == 200


def test_refused_the_person_reads_why_once_it_is_decided(editor_client, partner, commits):
    asked = request_of(partner)

    html = decide(editor_client, asked, "refuse").content.decode()
    assert "Dites pourquoi en une phrase" in html
    with commits():
        decide(editor_client, asked, "refuse", reason="Nous n’avons pas pu vous joindre : rappelez-nous.")
        assert mail.outbox == []

    (message,) = mail.outbox
    assert message.to == ["ana@hub-lo.example"]
    assert "Nous n’avons pas pu vous joindre" in message.body
    assert not User.objects.filter(email="ana@hub-lo.example").exists()
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by.first_name) == ("refused", "Camille")


def test_a_refusal_that_does_not_leave_waits_for_the_mail_server_then_forgets_the_address(
    editor_client, partner, settings, commits
):
    asked = request_of(partner)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with commits():
        assert decide(editor_client, asked, "refuse", reason="Rappelez-nous d’abord.").status_code == 302
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    call_command("send_digest", "--retry")
    call_command("send_digest", "--retry")

    told = [message for message in mail.outbox if message.to == [ANA["email"]]]
    assert len(told) == 1
    assert "Rappelez-nous d’abord." in told[0].body
    notice = Notice.objects.get(recipient=None)
    assert (notice.address, notice.body) == ("", "")


def test_nobody_waits_to_write_until_the_mail_that_confirms_has_left(partner, open_while_sending):
    Client().post(ask_page(partner), ANA)
    Client().post(ask_page(), ANA | STRUCTURE)

    assert open_while_sending == [[], []]


def test_a_refusal_that_waits_is_forgotten_with_its_address(editor, partner):
    refuse(request_of(partner), "Rappelez-nous.", editor)
    user = User.objects.create_user(ANA["email"])
    keeper = next(one for one in keepers() if one.name == "messages")
    assert keeper.tell(user)[0]["objet"] == "Votre demande à Maillage"

    keeper.forget(user, "Ancien contributeur")

    assert not Notice.objects.filter(address=ANA["email"]).exists()


def test_of_two_editors_the_second_is_told(editor_client, partner):
    asked = request_of(partner)
    other = logged_in(account("Nadia", "Rédaction"))
    decide(editor_client, asked, "accept")

    html = other.post(
        QUEUE, {"request": asked.pk, "action": "refuse", "role": "manager", "reason": "Non."}, follow=True
    ).content.decode()

    assert "Camille a déjà répondu" in html
    assert "Vous aviez écrit" in html
    assert mail.outbox == []
    assert Membership.objects.count() == 1


def test_an_editor_who_reads_mail_once_a_day_is_not_told_of_what_is_settled(editor, partner):
    User.objects.filter(pk=editor.pk).update(mail_pace="daily")
    asked = request_of(partner)
    assert Notice.objects.filter(recipient=editor).exists()

    accept(asked, "manager", editor)

    assert not Notice.objects.filter(recipient=editor).exists()


@pytest.mark.parametrize("second", [accept, refuse])
def test_a_decision_is_taken_once(editor, partner, second):
    asked = request_of(partner)
    stale = JoinRequest.objects.get(pk=asked.pk)
    accept(asked, "manager", editor)

    with pytest.raises(AlreadyDecided):
        second(stale, "contributor", editor)

    assert Membership.objects.get().role == "manager"


def test_a_request_that_nobody_confirmed_cannot_be_accepted(editor_client, partner):
    asked = JoinRequest.objects.create(partner=partner, **ANA)

    assert decide(editor_client, asked, "accept").status_code == 404
    assert not Membership.objects.exists()


def test_the_last_manager_is_not_made_a_contributor_by_asking_again(editor_client, editor, partner):
    accept(request_of(partner), "manager", editor)
    Membership.objects.join(Membership.objects.get().user)
    again = request_of(partner)

    html = decide(editor_client, again, "accept", role="contributor").content.decode()

    assert "Il faut au moins une personne responsable" in html
    assert Membership.objects.get().role == "manager"
    assert JoinRequest.objects.waiting().get() == again


def test_only_those_who_keep_the_directory_see_the_queue(client, partner, editor):
    asked = request_of(partner)
    member = accept(request_of(partner, email="bea@hub-lo.example"), "manager", editor).user
    assert logged_in(member).get(QUEUE).status_code == 404
    assert client.get(QUEUE).status_code == 302
    elsewhere = account("Elsewhere", "Rédaction")
    GroupPagePermission.objects.all().delete()

    assert logged_in(elsewhere).get(QUEUE).status_code == 404
    assert decide(logged_in(elsewhere), asked, "accept").status_code == 404
    assert JoinRequest.objects.waiting().count() == 1


def test_the_editors_home_says_who_asks_and_only_while_they_wait(editor_client, editor, partner):
    asked = request_of(partner)
    html = editor_client.get("/admin/").content.decode()
    assert "Demandes des structures (1)" in html
    assert f"{QUEUE}#demande-{asked.pk}" in html

    accept(asked, "manager", editor)

    assert "Demandes des structures (1)" not in editor_client.get("/admin/").content.decode()


def test_a_stranger_to_the_web_site_is_noticed(editor_client, partner):
    request_of(partner, email="ana@ailleurs.example")
    assert "ne sont pas au même nom" in editor_client.get(QUEUE).content.decode()


def test_a_name_that_already_has_a_profile_is_noticed(editor_client):
    factories.partner("CAFÉ PART'ÂGES", live=False)
    request_of()

    assert "Une fiche porte déjà ce nom" in editor_client.get(QUEUE).content.decode().replace("\u202f", " ")


@pytest.mark.parametrize(
    ("email", "website", "expected"),
    [
        ("ana@hub-lo.fr", "https://www.hub-lo.fr/contact", Likeness.SAME),
        ("ana@asso.hub-lo.fr", "https://hub-lo.fr", Likeness.SAME),
        ("ana@tours.fr", "https://numerique.tours.fr", Likeness.SAME),
        ("ana@pirate-hub-lo.fr", "https://hub-lo.fr", Likeness.DIFFERENT),
        ("ana@hub-lo.fr", "https://hub-lo.fr.pirate.example", Likeness.DIFFERENT),
        ("Ana@Orange.FR", "https://hub-lo.fr", Likeness.WEBMAIL),
        ("ana@free.fr", "https://monasso.free.fr", Likeness.WEBMAIL),
        ("ana@hub-lo.fr", "", Likeness.UNKNOWN),
    ],
)
def test_an_address_and_a_web_site_are_compared_by_their_whole_names(email, website, expected):
    assert likeness(email, website) == expected


def test_requests_are_forgotten_once_nobody_needs_them(partner, editor):
    old, ancient, recent = (JoinRequest.objects.create(partner=partner, **ANA) for _one in range(3))
    JoinRequest.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=4))
    confirm(ancient)
    accept(ancient, "manager", editor)
    JoinRequest.objects.filter(pk=ancient.pk).update(decided_at=timezone.now() - timedelta(days=366))

    call_command("purge_requests")

    assert list(JoinRequest.objects.all()) == [recent]
    assert Membership.objects.exists()


@pytest.mark.parametrize("waiting", [1, 8])
def test_the_screens_cost_few_queries(editor_client, editor, partner, waiting, django_assert_max_num_queries):
    for number in range(waiting):
        request_of(partner, email=f"p{number}@hub-lo.example")
        request_of(name=f"Structure {number}", email=f"n{number}@hub-lo.example")
        accept(request_of(partner, email=f"d{number}@hub-lo.example"), "manager", editor)
    editor_client.get(QUEUE)
    stranger = Client()
    stranger.get(ask_page(partner))

    with django_assert_max_num_queries(15):
        editor_client.get(QUEUE)
    with django_assert_max_num_queries(15):
        editor_client.get(reverse("partner_people", args=[partner.pk]))
    with django_assert_max_num_queries(15):
        stranger.get(ask_page(partner))
    with django_assert_max_num_queries(15):
        stranger.get(ask_page())


def test_what_somebody_asked_is_theirs_to_read_and_is_forgotten_with_them(editor, partner):
    user = accept(request_of(partner), "manager", editor).user
    keeper = next(one for one in keepers() if one.name == "demandes")

    assert keeper.tell(user)[0]["message"] == "Je tiens l’accueil."
    keeper.forget(user, "Ancien contributeur")

    assert not JoinRequest.objects.exists()
