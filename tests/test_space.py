"""« Mon espace »: a partner keeps its own profile, and nothing else exists for it."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.models import Notice, SignedLink, User
from core.models.reviewing import AlreadyDecided
from partners.invitations import LastManager, change_role, invite, remove
from partners.models import Membership, PartnerNetwork, PartnerPage

from . import factories
from .reviews import logged_in

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EMPTY_ROWS = {
    f"{name}-{key}": value
    for name in ("photos", "projects", "figures", "networks")
    for key, value in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}.items()
}


@pytest.fixture
def partner():
    page = factories.partner("Hub-Lo", kind="hub", summary="Le hub du Centre-Val de Loire.")
    page.save_revision().publish()
    return PartnerPage.objects.get(pk=page.pk)


@pytest.fixture
def member(partner, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return invite(partner, "ana@hub-lo.example", "manager", by=editor, first_name="Ana")


@pytest.fixture
def member_client(client, member):
    client.force_login(member.user, backend=BACKEND)
    Membership.objects.join(member.user)
    return client


def version_in(html):
    return html.split('name="version" value="')[1].split('"')[0]


def form_of(client, partner, **typed):
    html = client.get(reverse("space_profile", args=[partner.pk])).content.decode()
    fields = {"title": partner.title, "kind": partner.kind, "summary": partner.summary, "version": version_in(html)}
    return EMPTY_ROWS | fields | {"action": "keep"} | typed


def send(client, partner, **typed):
    form = form_of(client, partner, **typed)
    return client.post(reverse("space_profile", args=[partner.pk]), form)


def test_the_invitation_arrives_and_says_where_to_go(member, partner):
    assert [message.to for message in mail.outbox] == [["ana@hub-lo.example"]]
    assert reverse("space", args=[partner.pk]) in mail.outbox[0].body


def test_what_is_kept_stays_out_of_sight_until_it_is_read(member_client, partner):
    answer = send(member_client, partner, summary="Le hub, en mieux.", presentation_typed="On aide.\n\n- ici\n- là")

    assert answer.status_code == 302
    partner.refresh_from_db()
    assert partner.summary == "Le hub du Centre-Val de Loire."
    draft = partner.get_latest_revision_as_object()
    assert draft.summary == "Le hub, en mieux."
    assert draft.presentation == "<p>On aide.</p><ul><li>ici</li><li>là</li></ul>"
    assert partner.current_workflow_state is None


def test_what_is_sent_waits_for_an_editor(member_client, partner):
    send(member_client, partner, summary="Le hub, en mieux.", action="send")

    partner = PartnerPage.objects.get(pk=partner.pk)
    assert partner.current_workflow_state.status == "in_progress"
    assert partner.summary == "Le hub du Centre-Val de Loire."


@pytest.mark.parametrize("action", ["keep", "show"])
def test_what_is_kept_during_a_review_is_taken_back_from_it(
    action, member_client, partner, editor, django_capture_on_commit_callbacks
):
    editor.groups.add(Group.objects.get(name="Relecture"))
    send(member_client, partner, summary="Le hub, en mieux.", action="send")
    (asked_to_read,) = Notice.objects.filter(recipient=editor, sent_at=None)
    state = PartnerPage.objects.get(pk=partner.pk).current_workflow_state
    address = reverse("space_profile", args=[partner.pk])
    before = member_client.get(address).content.decode()
    assert "sort la fiche de la relecture" in before
    assert reverse("space_preview", args=[partner.pk]) in before

    answer = send(member_client, partner, summary="Le hub, en", action=action)

    assert answer.url == (reverse("space_preview", args=[partner.pk]) if action == "show" else address)
    after = member_client.get(address).content.decode()
    assert "n’est plus en relecture" in after
    assert "sort la fiche de la relecture" not in after
    page = PartnerPage.objects.get(pk=partner.pk)
    state.refresh_from_db()
    assert (state.status, page.current_workflow_state) == ("cancelled", None)
    assert (page.summary, page.get_latest_revision_as_object().summary) == (partner.summary, "Le hub, en")
    assert not Notice.objects.filter(pk=asked_to_read.pk, sent_at=None).exists()
    task = state.current_task_state.specific
    with pytest.raises(AlreadyDecided):
        task.task.specific.on_action(task, editor, "approve")
    send(member_client, partner, summary="Le hub, en entier.", action="send")
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state.status == "in_progress"


def send_and_see_sent_back(member_client, partner, editor, **typed):
    """Send the profile; the editor asks for a number that is not there."""
    send(member_client, partner, action="send", **typed)
    state = PartnerPage.objects.get(pk=partner.pk).current_workflow_state.current_task_state
    state.specific.task.specific.on_action(state, editor, "reject", comment="Quel est votre numéro ?")


def test_what_was_sent_back_and_kept_since_is_still_to_rework(member_client, partner, editor):
    send_and_see_sent_back(member_client, partner, editor)

    send(member_client, partner, phone="02 38 00 00 00")

    assert "Quel est votre numéro" in member_client.get(reverse("space", args=[partner.pk])).content.decode()


def test_the_second_of_two_people_sees_both_texts(member_client, partner):
    mine = form_of(member_client, partner, summary="Mon texte.")
    send(member_client, partner, summary="Le texte d’une collègue.")

    answer = member_client.post(reverse("space_profile", args=[partner.pk]), mine)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Mon texte." in html
    assert "Le texte d’une collègue." in html
    partner.refresh_from_db()
    assert partner.get_latest_revision_as_object().summary == "Le texte d’une collègue."


def test_what_the_second_did_not_touch_is_as_the_first_left_it(member_client, partner):
    mine = form_of(member_client, partner, summary="Ma mission.", services=["Accès internet et matériel informatique"])
    theirs = {"city": "Blois", "website": "https://hub-lo.example", "networks-TOTAL_FORMS": 1}
    network = {"networks-0-name": "Mastodon", "networks-0-url": "https://social.example/@hublo"}
    send(member_client, partner, **theirs, **network)
    address = reverse("space_profile", args=[partner.pk])

    html = member_client.post(address, mine).content.decode()

    assert 'value="Blois"' in html
    assert 'value="https://social.example/@hublo"' in html
    assert "Ma mission." in html
    assert "Accès internet et matériel informatique" in html.split("Ce que vous avez écrit")[2]
    again = mine | theirs | {"version": version_in(html), "city": "Blois", "action": "keep"}
    assert member_client.post(address, again).status_code == 302
    partner.refresh_from_db()
    draft = partner.get_latest_revision_as_object()
    assert (draft.summary, draft.city) == ("Ma mission.", "Blois")


def test_a_partner_sees_neither_the_admin_nor_another_partner(member_client, partner):
    other = factories.partner("Emmaüs Connect")

    assert member_client.get("/admin/").status_code == 404
    for name in ("space", "space_profile", "space_preview", "space_people"):
        assert member_client.get(reverse(name, args=[other.pk])).status_code == 404
        assert member_client.get(reverse(name, args=[partner.pk])).status_code == 200


def test_somebody_who_was_removed_has_nothing_left(member_client, member, partner, editor):
    Membership.objects.join(invite(partner, "bea@hub-lo.example", "manager", by=editor).user)
    UserSession.objects.create(
        user=member.user, session_key=member_client.session.session_key, user_agent="", ip="192.0.2.7"
    )
    link = SignedLink.make(10, purpose="quiet", page=partner, label="Ana", email=member.user.email)
    address = reverse("space", args=[partner.pk])
    assert member_client.get(address).status_code == 200

    remove(member, member.user)

    assert member_client.get(address).url.startswith("/compte/login/")
    assert SignedLink.objects.opened_by(link.token) is None
    member_client.force_login(member.user, backend=BACKEND)
    assert member_client.get(address).status_code == 404


def test_somebody_always_answers_for_the_partner(member):
    Membership.objects.join(member.user)
    member.refresh_from_db()
    with pytest.raises(LastManager):
        remove(member, member.user)
    with pytest.raises(LastManager):
        change_role(member, "contributor", member.user)


def test_a_post_changes_the_fields_of_the_form_and_nothing_else(member_client, partner, caplog):
    send(member_client, partner, slug="pirate", live="", owner="1", expire_at="2020-01-01", reviewed_by="partner")

    draft = partner.get_latest_revision_as_object()
    assert (draft.slug, draft.live, draft.expire_at) == (partner.slug, True, None)
    assert "expire_at, live, owner, reviewed_by, slug" in caplog.text


@pytest.mark.parametrize("key", ["", "x", "99999999999999999999", "{other}"])
def test_rows_of_another_profile_are_out_of_reach(key, member_client, partner):
    other = factories.partner("Emmaüs Connect")
    network = PartnerNetwork.objects.create(partner=other, name="Mastodon", url="https://social.example/@emmaus")
    rows = {"networks-TOTAL_FORMS": 1, "networks-INITIAL_FORMS": 1, "networks-0-id": key.format(other=network.pk)}

    send(member_client, partner, **rows, **{"networks-0-name": "Volé", "networks-0-url": "https://vol.example/"})

    network.refresh_from_db()
    assert (network.name, network.partner_id) == ("Mastodon", other.pk)
    partner.refresh_from_db()
    (mine,) = partner.get_latest_revision_as_object().networks.all()
    assert (mine.name, mine.pk) == ("Volé", None)


def test_a_row_that_is_kept_again_is_still_one_row(member_client, partner):
    def row(name, initial):
        names = {"networks-0-id": "", "networks-0-name": name, "networks-0-url": "https://social.example/@hublo"}
        return names | {"networks-TOTAL_FORMS": 1, "networks-INITIAL_FORMS": initial}

    send(member_client, partner, **row("Mastodon", 0))
    partner.refresh_from_db()
    send(member_client, partner, **row("Mastodon", 1))
    partner.refresh_from_db()
    assert [one.name for one in partner.get_latest_revision_as_object().networks.all()] == ["Mastodon"]
    send(member_client, partner, **row("PeerTube", 1))
    partner.refresh_from_db()
    assert [one.name for one in partner.get_latest_revision_as_object().networks.all()] == ["PeerTube"]
    send(member_client, partner, **row("PeerTube", 1), **{"networks-0-DELETE": "on"})
    partner.refresh_from_db()
    assert list(partner.get_latest_revision_as_object().networks.all()) == []


def test_an_account_without_a_partner_is_told_so(client):
    user = User.objects.create_user("seule@maillage.example")
    client.force_login(user, backend=BACKEND)

    answer = client.get("/mon-espace/")

    assert answer.status_code == 404
    assert "pas encore de rôle" in answer.content.decode()


def test_the_editor_approves_what_the_partner_sent(member_client, partner, editor):
    send(member_client, partner, summary="Le hub, en mieux.", action="send")
    page = PartnerPage.objects.get(pk=partner.pk)
    assert Group.objects.filter(name="Relecture").exists()
    state = page.current_workflow_state.current_task_state

    state.approve(user=editor)

    page.refresh_from_db()
    assert page.summary == "Le hub, en mieux."
    assert page.live


def test_sent_back_with_a_reason_the_partner_is_led_to_its_own_form(
    member_client, partner, editor, django_capture_on_commit_callbacks
):
    send(member_client, partner, action="send")
    state = PartnerPage.objects.get(pk=partner.pk).current_workflow_state.current_task_state
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        state.specific.task.specific.on_action(state, editor, "reject", comment="Quel est votre numéro ?")

    (message,) = mail.outbox
    assert "Quel est votre numéro" in message.body
    assert reverse("space_profile", args=[partner.pk]) in message.body
    assert "/admin/" not in message.body
    home = member_client.get(reverse("space", args=[partner.pk])).content.decode()
    assert "Quel est votre numéro" in home
    send(member_client, partner, summary="Le hub, au 02 38.", action="send")
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state.status == "in_progress"


def test_a_text_left_alone_in_a_browser_is_nobodys_change(member_client, partner):
    send(member_client, partner, presentation_typed="On aide.\n\nEt on forme.", opening_hours="Lundi\nMardi")
    mine = form_of(member_client, partner, presentation_typed="On aide.\r\n\r\nEt on forme.", phone="02 38 00 00 00")
    send(member_client, partner, presentation_typed="On aide à deux.", opening_hours="Lundi\nMardi", phone="02 38 00")

    both = member_client.post(reverse("space_profile", args=[partner.pk]), mine | {"opening_hours": "Lundi\r\nMardi"})

    assert both.status_code == 409
    assert [other.label for other in both.context["others"]] == ["Téléphone"]
    assert both.context["form"]["presentation_typed"].value() == "On aide à deux."


def test_each_button_about_a_colleague_says_about_whom(member_client, partner, editor):
    invite(partner, "bea@hub-lo.example", "contributor", by=editor, first_name="Béa")

    html = member_client.get(reverse("space_people", args=[partner.pk])).content.decode()

    for name in ("Ana", "bea@hub-lo.example"):
        assert re.search(rf"Retirer( \(c’est vous\))?<span class=\"visually-hidden\">\s*: {name}</span></button>", html)


def test_the_preview_leads_back_to_the_form(member_client, partner):
    send(member_client, partner, summary="Le hub, en mieux.")

    shown = member_client.get(reverse("space_preview", args=[partner.pk])).content.decode()

    assert "Le hub, en mieux." in shown
    assert f'<a href="{reverse("space_profile", args=[partner.pk])}">Revenir au formulaire</a>' in shown
    assert "s’éteint" not in shown


def seen_by_readers(html):
    """What a page says, without what stands around it in a preview."""
    main = BeautifulSoup(html, "html.parser").main
    for only_here in main.select(".notice"):
        only_here.decompose()
    return main.get_text(" ", strip=True)


def test_the_preview_is_the_page_that_readers_will_see(member_client, partner, editor):
    partner.reviewed_on = timezone.localdate() - timedelta(days=500)
    partner.save()
    partner.save_revision().publish()
    preview = reverse("space_preview", args=[partner.pk])
    send(member_client, partner, summary="Le hub, en mieux.", presentation_typed="On aide.")

    kept = seen_by_readers(member_client.get(preview).content.decode())
    stamp = PartnerPage.objects.get(pk=partner.pk).reviewed_on
    send(member_client, partner, summary="Le hub, en mieux.", presentation_typed="On aide.", action="send")
    sent = seen_by_readers(member_client.get(preview).content.decode())
    page = PartnerPage.objects.get(pk=partner.pk)
    page.current_workflow_state.current_task_state.approve(user=editor)

    assert "Notre action On aide." in kept
    assert "Fiche vérifiée par Hub-Lo le" in kept
    assert stamp == partner.reviewed_on
    assert kept == sent == seen_by_readers(member_client.get(page.url).content.decode())


def asked(counted):
    """Queries without the marks of transactions, which do not travel to a database of files."""
    return [query["sql"] for query in counted if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]


@pytest.mark.parametrize("action", ["keep", "send"])
def test_the_form_opens_and_saves_in_few_queries(action, member_client, partner):
    address = reverse("space_profile", args=[partner.pk])
    form = form_of(member_client, partner, summary="Le hub, en mieux.", action=action)
    partner.get_full_url()  # where the site begins is remembered from one request to the next

    with CaptureQueriesContext(connection) as opening:
        member_client.get(address)
    with CaptureQueriesContext(connection) as saving:
        member_client.post(address, form)
    with CaptureQueriesContext(connection) as home:
        member_client.get(reverse("space", args=[partner.pk]))

    assert len(asked(opening)) <= 15
    assert len(asked(saving)) <= 60
    assert len(asked(home)) <= 20


def test_a_file_that_is_no_picture_is_refused_in_a_sentence_and_nothing_typed_is_lost(member_client, partner):
    logo = SimpleUploadedFile("logo.png", b"rien", content_type="image/png")

    html = send(member_client, partner, summary="Le hub, en mieux.", logo_file=logo).content.decode()

    assert "pas une image lisible" in html
    assert "Le hub, en mieux." in html


def test_a_logo_leaves_its_place_and_its_author_behind(member_client, partner):
    taken = Image.new("RGB", (80, 60), "navy")
    marks = taken.getexif()
    marks[0x013B] = "Ana, chez elle"
    out = BytesIO()
    taken.save(out, "JPEG", exif=marks)
    assert b"chez elle" in out.getvalue()

    send(member_client, partner, logo_file=SimpleUploadedFile("logo.jpg", out.getvalue(), content_type="image/jpeg"))

    partner.refresh_from_db()
    logo = partner.get_latest_revision_as_object().logo
    with logo.file.open("rb") as kept:
        assert b"chez elle" not in kept.read()
    assert partner.logo is None


def test_what_an_editor_left_undone_in_the_draft_loses_no_word_of_the_partner(member_client, partner):
    draft = partner.get_latest_revision_as_object()
    draft.slug = "pris"
    draft.save_revision()
    factories.partner("Ailleurs", slug="pris")

    assert send(member_client, partner, summary="Le hub, en mieux.").status_code == 302
    assert PartnerPage.objects.get(pk=partner.pk).get_latest_revision_as_object().summary == "Le hub, en mieux."


def test_the_code_to_paste_holds_whatever_the_name_is(member_client, partner):
    PartnerPage.objects.filter(pk=partner.pk).update(title='Café "Le Lien" <b>')

    html = member_client.get(reverse("space", args=[partner.pk])).content.decode()
    pasted = BeautifulSoup(html, "html.parser").select_one("#embed").get_text()

    assert BeautifulSoup(pasted, "html.parser").iframe["title"].startswith('Café "Le Lien" <b>')


def test_what_is_typed_while_an_editor_holds_the_profile_is_not_lost(member_client, partner, editor):
    mine = form_of(member_client, partner, summary="Mon texte.", action="send")
    PartnerPage.objects.filter(pk=partner.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())

    answer = member_client.post(reverse("space_profile", args=[partner.pk]), mine)

    html = answer.content.decode()
    assert answer.status_code == 423
    assert "Camille travaille sur cette fiche" in html
    assert "Mon texte." in html
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state is None
    assert "Camille travaille" in member_client.get(reverse("space_profile", args=[partner.pk])).content.decode()
    mine["action"] = "confirm"
    assert member_client.post(reverse("space_profile", args=[partner.pk]), mine).status_code == 200


def test_nobody_is_told_that_readers_see_what_is_not_online(member_client, partner):
    partner.unpublish()

    said = member_client.post(reverse("space_confirm", args=[partner.pk]), follow=True).content.decode()

    assert "Merci, c’est noté." in said
    assert "Les lecteurs voient" not in said


def test_whoever_confirms_an_old_screen_reads_what_a_colleague_wrote_first(member_client, partner):
    form = reverse("space_profile", args=[partner.pk])
    mine = form_of(member_client, partner, action="confirm")
    send(member_client, partner, summary="Le texte d’une collègue.")

    html = member_client.post(form, mine, follow=True).content.decode()

    assert "La fiche a changé depuis que vous l’avez ouverte." in html
    assert "Le texte d’une collègue." in html
    assert "Vous avez changé quelque chose" not in html
    assert "Vous avez changé" in member_client.post(form, mine | {"summary": "Le mien."}).content.decode()
    assert PartnerPage.objects.get(pk=partner.pk).reviewed_on is None


def test_a_refused_form_leads_to_what_is_refused(member_client, partner):
    answer = send(member_client, partner, action="send", title="", siret="123", summary="Le hub.")

    page = BeautifulSoup(answer.content, "html.parser")
    summary = page.select_one("[role=alert]")
    assert "Rien n’est encore envoyé" in summary.get_text()
    assert [link.get_text() for link in summary.select("a")] == ["Nom de la structure", "SIRET"]
    assert all(page.select_one(link["href"]) for link in summary.select("a"))
    assert "ne sont pas encore enregistrés" in send(member_client, partner, title="").content.decode()


def test_an_editor_reads_what_changed_and_nothing_that_did_not(member_client, partner, editor):
    partner.publics = ["seniors", "familles", "tous-publics"]
    partner.save()
    partner.save_revision().publish()
    send(member_client, partner, action="send", publics=["tous-publics", "familles", "seniors"], city="Tours")

    html = logged_in(editor).get(f"/admin/pages/{partner.pk}/revisions/compare/live...latest/").content.decode()
    assert "Tours" in html
    assert "Publics" not in html.split("<main")[1]
    send(member_client, partner, action="send", publics=["familles"], city="Tours")
    html = logged_in(editor).get(f"/admin/pages/{partner.pk}/revisions/compare/live...latest/").content.decode()
    assert "Seniors" in html
    assert "[&#x27;" not in html


def from_the_preview(client, partner, version=None):
    """Press « Envoyer » on the preview, as it is on the screen."""
    html = client.get(reverse("space_preview", args=[partner.pk])).content.decode()
    form = BeautifulSoup(html, "html.parser").select_one(".notice form")
    posted = {"version": version or version_in(html), "action": form.button["value"]}
    return client.post(form["action"], posted, follow=True)


def test_a_profile_is_sent_from_its_preview_as_it_was_kept(member_client, partner):
    rows = {"networks-TOTAL_FORMS": 1, "networks-0-name": "Mastodon", "networks-0-url": "https://social.example/@hublo"}
    send(
        member_client, partner, presentation_typed="On aide.\n\n- ici\n- là", publics=["seniors"], city="Blois", **rows
    )
    kept = PartnerPage.objects.get(pk=partner.pk).latest_revision

    answer = from_the_preview(member_client, partner)

    assert "C’est envoyé." in answer.content.decode()
    page = PartnerPage.objects.get(pk=partner.pk)
    assert page.current_workflow_state.status == "in_progress"
    assert page.latest_revision.user_id == kept.user_id
    assert changes(kept, page.latest_revision) == {"reviewed_on", "reviewed_by", "written_by"}
    preview = member_client.get(reverse("space_preview", args=[partner.pk])).content.decode()
    assert "L’équipe éditoriale relit ce texte." in preview
    assert "send-kept" not in preview


def changes(before, after):
    """Return the names of what two revisions say differently."""
    of_storing = {"latest_revision_created_at", "latest_revision", "has_unpublished_changes", "pk"}
    names = {name for name in after.content if before.content.get(name) != after.content[name]}
    return names - of_storing


def test_a_preview_sends_nothing_that_the_form_would_refuse(member_client, partner):
    send(member_client, partner, summary="", website="hub lo")

    refused = from_the_preview(member_client, partner).content.decode()

    links = BeautifulSoup(refused, "html.parser").select("[role=alert] a")
    assert {link.get_text() for link in links} == {"Votre mission en une phrase", "Site web"}
    assert 'value="hub lo"' in refused
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state is None


def test_a_preview_sends_what_was_read_and_no_later_text(member_client, partner, editor):
    send(member_client, partner, summary="Le texte que j’ai lu.")
    read = version_in(member_client.get(reverse("space_preview", args=[partner.pk])).content.decode())
    send(member_client, partner, summary="Le texte d’une collègue.")

    shown = from_the_preview(member_client, partner, version=read).content.decode()

    assert "La fiche a changé depuis cet aperçu" in shown
    assert "Le texte d’une collègue." in shown
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state is None
    PartnerPage.objects.filter(pk=partner.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    held = member_client.get(reverse("space_preview", args=[partner.pk])).content.decode()
    assert "Camille travaille sur cette fiche" in held
    assert "send-kept" not in held


@pytest.mark.parametrize("kept_since", [False, True])
def test_a_text_that_was_sent_back_does_not_leave_again_unchanged_without_a_word(
    kept_since, member_client, partner, editor
):
    send_and_see_sent_back(member_client, partner, editor, presentation_typed="On aide.")
    if kept_since:
        send(member_client, partner, presentation_typed="On aide.")
    same = form_of(member_client, partner, presentation_typed="On aide.\r\n", action="send")

    for told in (
        member_client.post(reverse("space_profile", args=[partner.pk]), same),
        from_the_preview(member_client, partner),
    ):
        page = BeautifulSoup(told.content, "html.parser")
        assert "sans changement" in page.select_one("[role=alert]").get_text()
        assert "Quel est votre numéro" in page.get_text()
        assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state.status == "needs_changes"
    way_on = page.select_one("[role=alert] button")
    assert page.select_one(f"form#{way_on['form']} [name=version]")
    send(member_client, partner, presentation_typed="On aide.", action=way_on["value"])
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state.status == "in_progress"


def test_a_text_that_was_sent_back_and_changed_leaves_at_once(member_client, partner, editor):
    send_and_see_sent_back(member_client, partner, editor)

    send(member_client, partner, phone="02 38 00 00 00")
    answer = send(member_client, partner, phone="02 38 00 00 00", action="send")

    assert answer.status_code == 302
    assert PartnerPage.objects.get(pk=partner.pk).current_workflow_state.status == "in_progress"
