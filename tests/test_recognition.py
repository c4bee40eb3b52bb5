"""Partners recognised while writing, linked on demand, and reported."""

import pytest
from django.urls import reverse

from blog.models import RecapPage
from blog.unlinked import unlinked
from partners.lookalikes import lookalikes
from partners.models import PartnerAlias, PartnerPage
from partners.recognition import Names

from . import factories
from .test_queries import queries

NAMES = Names(
    [
        (1, "Emmaüs Connect", "Emmaüs Connect"),
        (2, "Le Part'âges", "Le Part'âges"),
        (3, "Direction interministérielle du numérique", "DINUM"),
        (4, "Hub-Lo", "Hub-Lo"),
        (5, "Emmaüs", "Emmaüs"),
        (6, "Caisse d'allocations familiales", "CAF"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("avec EMMAUS CONNECT à Tours", [1]),
        ("avec Emmaüs connect", [1]),
        ("au Part’âges", [2]),
        ("le Part-âges et la Hub Lo", [2, 4]),
        ("la dinum", [3]),
        ("une caf", []),
        ("On quitte Emmaüs. Connect reste.", [5]),
        ("Emmaüs puis Hub-Lo", [5, 4]),
        ("un partage, des hubs", []),
    ],
)
def test_a_name_is_recognised_however_it_is_written(text, found):
    assert [match.partner for match in NAMES.find(text)] == found


def test_one_name_is_told_from_two_thousand_like_it():
    names = Names([(i, f"Structure numéro {i}", f"Structure numéro {i}") for i in range(2000)])
    text = "On a vu la structure numéro 1999, et bien d’autres mots encore. " * 200

    assert [match.partner for match in names.find(text)] == [1999] * 200


@pytest.fixture
def story(db):
    hub, school = factories.partner("Hub-Lo"), factories.partner("Emmaüs Connect")
    page = factories.recap(
        body=[
            factories.session(
                ("paragraph", "<p>Merci à <b>tous</b>, au hub-lo &amp; à Emmaüs connect. Vive le Hub-Lo !</p>"),
            )
        ],
    )
    page.save_revision()
    return page, hub, school


def post(client, page, **data):
    from blog.proofreading import version_of

    page = RecapPage.objects.get(pk=page.pk)
    return client.post(reverse("proofread", args=[page.pk]), {"revision": version_of(page)} | data, follow=True)


def test_partners_named_without_a_link_are_offered(editor_client, story):
    page, hub, school = story

    html = editor_client.get(reverse("proofread", args=[page.pk])).content.decode()
    answer = editor_client.get(reverse("unlinked_count", args=[page.pk])).json()

    assert [found.partner for found in unlinked(page)] == [hub.pk, school.pk]
    assert "Emmaüs Connect" in html
    assert answer["sentence"] == "2 structures reconnues"


def test_a_name_becomes_a_link_in_a_new_version(editor_client, story):
    page, hub, school = story

    html = post(editor_client, page, partner=school.pk, action="link").content.decode()
    draft = RecapPage.objects.get(pk=page.pk).get_latest_revision_as_object()

    source = draft.body[0].value["body"][0].value.source
    assert f'<a linktype="page" id="{school.pk}">Emmaüs connect</a>' in source
    assert "&amp;" in source
    assert "est liée" in html
    assert [found.partner for found in unlinked(draft)] == [hub.pk]
    assert "linktype" not in RecapPage.objects.get(pk=page.pk).body[0].value["body"][0].value.source


def test_a_name_becomes_a_partner_with_its_role(editor_client, story):
    page, _hub, school = story

    post(editor_client, page, partner=school.pk, action="row", role="organised")
    draft = RecapPage.objects.get(pk=page.pk).get_latest_revision_as_object()

    assert [(link.partner_id, link.role) for link in draft.partner_links.all()] == [(school.pk, "organised")]


def test_what_was_saved_meanwhile_is_not_lost(editor_client, story):
    page, _hub, school = story
    page.title = "Un autre titre"
    page.save_revision()

    answer = editor_client.post(
        reverse("proofread", args=[page.pk]), {"revision": "1@x", "partner": school.pk, "action": "link"}, follow=True
    )

    assert "a été enregistrée entre-temps" in answer.content.decode()
    assert RecapPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Un autre titre"


def test_a_link_added_while_a_page_waits_is_part_of_what_is_read(editor_client, editor, story):
    page, _hub, school = story
    page.get_workflow().start(page, editor)

    post(editor_client, page, partner=school.pk, action="link")

    page = RecapPage.objects.get(pk=page.pk)
    assert page.current_workflow_task_state.revision_id == page.latest_revision_id


def test_the_report_lists_names_without_a_link_in_few_queries(editor_client, story):
    page, _hub, _school = story
    address = reverse("unlinked_mentions")
    html = editor_client.get(address).content.decode()
    before = queries(editor_client, address)

    for number in range(5):
        factories.recap(f"Encore {number}", body=[factories.session(("paragraph", "<p>Avec Emmaüs Connect.</p>"))])

    assert reverse("proofread", args=[page.pk]) in html
    assert queries(editor_client, address) <= before


@pytest.mark.django_db
def test_partners_that_look_alike_are_told_with_the_reason(editor_client):
    first = factories.partner("Fédération des centres sociaux", email="contact@centres-sociaux.example")
    second = factories.partner("Federation des centre sociaux", email="bonjour@centres-sociaux.example")
    other = factories.partner("Le Mouton Numérique", email="mouton@gmail.com")
    factories.partner("Part'âges", email="partages@gmail.com")
    PartnerAlias.objects.create(partner=other, name="Mouton")

    pairs = lookalikes(PartnerPage.objects.all())

    assert [({pair.first[0], pair.second[0]}, pair.reasons) for pair in pairs] == [
        ({first.pk, second.pk}, ["même domaine d’adresse e-mail", "noms presque identiques"])
    ]
    assert "noms presque identiques" in editor_client.get(reverse("lookalikes")).content.decode()


@pytest.mark.django_db
def test_an_account_that_edits_nothing_sees_no_report(client):
    from django.contrib.auth.models import Permission

    from core.models import User

    stranger = User.objects.create_user("stagiaire@maillage.example")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert {client.get(reverse(name)).status_code for name in ("lookalikes", "unlinked_mentions")} == {404}
