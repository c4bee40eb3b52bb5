"""« Et depuis ? »: what was promised at an event, and what became of it."""

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from blog.following import note
from blog.models import ArticleIndexPage, Commitment, CommitmentNews, RecapPage
from core.models import BasePage, Notice, User
from partners.invitations import invite, remove
from partners.models import Membership, PartnerPage

from . import factories
from .reviews import BACKEND, account, editor_of, logged_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=200)
TEXT = "Ouvrir un second atelier."


@pytest.fixture
def partner():
    page = factories.partner("Hub-Lo", kind="hub", summary="Le hub du Centre-Val de Loire.")
    return PartnerPage.objects.get(pk=page.pk)


@pytest.fixture
def recap(partner):
    return factories.recap(
        "Une journée à Tours",
        date=LONG_AGO,
        promised=[factories.commitment(TEXT, partner=partner, due=TODAY - timedelta(days=3))],
    )


@pytest.fixture
def member(partner, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        membership = invite(partner, "ana@hub-lo.example", "manager", by=editor, first_name="Ana")
    Membership.objects.join(membership.user)
    mail.outbox.clear()
    return membership


@pytest.fixture
def member_client(client, member):
    client.force_login(member.user, backend=BACKEND)
    return client


def only():
    return Commitment.objects.get()


def space_url(commitment, partner):
    return reverse("space_commitment", args=[partner.pk, commitment.page_id, commitment.block_id])


def follow_url(commitment):
    return reverse("follow_commitment", args=[commitment.page_id, commitment.block_id])


def fields_of(client, url):
    """What the hidden fields of the forms on a screen hold."""
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return {field["name"]: field["value"] for field in page.select("main input[type=hidden]") if field.get("value")}


def tell(client, partner, text="Il est ouvert depuis mars.", state="kept", **typed):
    url = space_url(only(), partner)
    version = fields_of(client, url)["version"]
    return client.post(url, {"version": version, "state": state, "text": text} | typed)


def decide(client, action, **typed):
    url = follow_url(only())
    read = {name: value for name, value in fields_of(client, url).items() if name in ("news", "read")}
    return client.post(url, read | {"action": action} | typed)


def text_of(client, url):
    return " ".join(BeautifulSoup(client.get(url).content, "html.parser").main.get_text(" ").split())


def test_a_reader_finds_under_the_recap_what_was_promised_and_that_nothing_was_heard(client, recap):
    html = BeautifulSoup(client.get(recap.url).content, "html.parser")

    section = html.select_one("section[aria-labelledby=et-depuis]")
    assert section.h2.text.startswith("Et depuis")
    assert section.select_one(f"#{only().anchor}")
    assert TEXT in section.text
    assert "Annoncé" in section.text
    assert f"Sans nouvelles depuis le {LONG_AGO.day}" in section.text.replace("1er", "1")
    assert section.select_one("a[href$='/hub-lo/']").text == "Hub-Lo"


@pytest.mark.parametrize(
    ("precision", "due", "label", "last_day"),
    [
        ("day", date(2027, 2, 3), "3 février 2027", date(2027, 2, 3)),
        ("month", date(2028, 2, 3), "février 2028", date(2028, 2, 29)),
        ("year", date(2027, 2, 3), "2027", date(2027, 12, 31)),
    ],
)
def test_the_page_says_no_more_of_the_day_than_what_is_known(client, precision, due, label, last_day):
    recap = factories.recap(promised=[factories.commitment(who="La commune", due=due, precision=precision)])

    assert f"Échéance : {label} " in text_of(client, recap.url).replace("\u00a0", " ") + " "
    assert only().last_day == last_day


def test_a_day_that_nobody_knows_never_passes(client):
    factories.recap(date=LONG_AGO, promised=[factories.commitment(who="La commune", as_told="à la rentrée")])

    html = text_of(client, "/engagements/")

    assert "à la rentrée" in html
    assert "Sans nouvelles" not in html


def test_an_event_of_which_only_the_month_is_known_is_silent_since_that_month(client, partner):
    promised = [factories.commitment(partner=partner, due=date(2025, 1, 1))]
    factories.recap(date=date(2024, 4, 9), date_precision="month", promised=promised)

    assert "Sans nouvelles depuis avril 2024" in text_of(client, "/engagements/")


def test_what_a_partner_tells_waits_and_readers_see_nothing_yet(member_client, partner, recap):
    answer = tell(member_client, partner)

    assert answer.status_code == 302
    assert (only().state, only().since) == ("announced", "")
    assert "Il est ouvert" not in text_of(member_client, recap.url)
    assert "Vos nouvelles sont en relecture" in text_of(member_client, reverse("space", args=[partner.pk]))


def test_an_editor_is_told_once_reads_and_approves_what_was_sent(
    member_client, partner, recap, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tell(member_client, partner)
        tell(member_client, partner, text="Il est ouvert depuis avril.")
    asked = list(mail.outbox)
    desk = logged_in(editor)
    assert "Nouvelles d’engagements à relire (1)" in desk.get("/admin/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        decide(desk, "approve")

    assert [message.to for message in asked] == [[editor.email]]
    assert follow_url(only()) in asked[0].body
    answer = mail.outbox[-1]
    assert (answer.to, len(mail.outbox)) == (["ana@hub-lo.example"], 2)
    assert f"{recap.path_from_home}#{only().anchor}" in answer.body
    html = text_of(member_client, recap.url)
    assert "Tenu" in html
    assert "Il est ouvert depuis avril." in html
    assert "données par la structure" in html
    assert "Sans nouvelles" not in html
    assert "Nouvelles d’engagements à relire" not in desk.get("/admin/").content.decode()


def test_what_changed_while_an_editor_read_it_is_not_published(member_client, partner, recap, editor):
    tell(member_client, partner)
    desk = logged_in(editor)
    read = fields_of(desk, follow_url(only()))
    tell(member_client, partner, text="Il est fermé.", state="dropped")

    desk.post(follow_url(only()), {"news": read["news"], "read": read["read"], "action": "approve"})

    assert (only().state, only().since) == ("announced", "")
    assert CommitmentNews.objects.get().status == "waiting"
    late = {"news": read["news"], "read": read["read"], "action": "send-back", "comment": "Fermé depuis quand ?"}
    assert "Fermé depuis quand" in desk.post(follow_url(only()), late, follow=True).content.decode()


def test_sent_back_with_a_reason_the_partner_finds_its_words_again(
    member_client, partner, recap, editor, django_capture_on_commit_callbacks
):
    tell(member_client, partner, text="C’est fait.")
    desk = logged_in(editor)
    decide(desk, "send-back", comment="")
    assert CommitmentNews.objects.get().status == "waiting"
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        decide(desk, "send-back", comment="Où est-il ?")

    (message,) = mail.outbox
    assert message.to == ["ana@hub-lo.example"]
    assert "Où est-il" in message.body
    assert space_url(only(), partner) in message.body
    assert "Où est-il" in text_of(member_client, reverse("space", args=[partner.pk]))
    form = member_client.get(space_url(only(), partner)).content.decode()
    assert "C’est fait." in form
    tell(member_client, partner, text="C’est fait, rue des Tanneurs.")
    decide(desk, "approve")
    assert only().since == "C’est fait, rue des Tanneurs."


@pytest.mark.parametrize("gone", ["removed", "closed"])
def test_an_answer_goes_to_who_is_still_there(
    member_client, member, partner, recap, editor, django_capture_on_commit_callbacks, gone
):
    tell(member_client, partner)
    with django_capture_on_commit_callbacks(execute=True):
        Membership.objects.join(invite(partner, "bea@hub-lo.example", "manager", by=editor).user)
    if gone == "removed":
        remove(member, member.user)
    else:
        User.objects.filter(pk=member.user_id).update(is_active=False)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        decide(logged_in(editor), "approve")

    assert [message.to for message in mail.outbox] == [["bea@hub-lo.example"]]


def test_nobody_approves_the_news_that_they_wrote(member, partner, recap, editor):
    invite(partner, editor.email, "contributor", by=editor)
    Membership.objects.join(editor)
    desk = logged_in(editor)
    tell(desk, partner)
    news = CommitmentNews.objects.get()
    assert not Notice.objects.filter(recipient=editor, subject__startswith="À relire").exists()

    desk.post(follow_url(only()), {"news": news.pk, "read": news.mark, "action": "approve"})

    assert only().state == "announced"
    assert "Nouvelles d’engagements" not in desk.get("/admin/").content.decode()


def test_who_may_not_publish_decides_nothing(member_client, partner, recap):
    tell(member_client, partner)
    writer = logged_in(account("Inès", "Rédaction"))

    assert writer.get(follow_url(only())).status_code == 404
    news = CommitmentNews.objects.get()
    writer.post(follow_url(only()), {"news": news.pk, "read": news.mark, "action": "approve"})
    assert only().state == "announced"
    assert member_client.get(follow_url(only())).status_code == 404


def test_an_editor_of_other_pages_neither_sees_nor_decides_anything(member_client, partner, recap):
    tell(member_client, partner)
    desk = logged_in(editor_of(ArticleIndexPage.objects.get()))

    assert TEXT not in desk.get(reverse("commitments_report")).content.decode()
    assert "Nouvelles d’engagements" not in desk.get("/admin/").content.decode()
    assert "Engagements sans nouvelles" not in desk.get("/admin/").content.decode()
    news = CommitmentNews.objects.get()
    for action in ("approve", "send-back", "note"):
        typed = {
            "news": news.pk,
            "read": news.mark,
            "action": action,
            "comment": "Non.",
            "state": "kept",
            "text": "Oui.",
        }
        desk.post(follow_url(only()), typed | {"action": action})
    news.refresh_from_db()
    assert (news.status, only().state) == ("waiting", "announced")


def test_news_of_another_commitment_are_not_decided_here(member_client, partner, recap, editor):
    tell(member_client, partner)
    news, mine = CommitmentNews.objects.get(), only()
    other = factories.recap("Ailleurs", promised=[factories.commitment("Autre chose.", partner=partner)])

    url = follow_url(Commitment.objects.get(page=other.pk))
    typed = {"news": news.pk, "read": news.mark, "action": "approve"}
    assert logged_in(editor).post(url, typed).status_code == 404

    mine.refresh_from_db()
    assert mine.state == "announced"


def test_the_second_of_two_people_sees_both_texts(member_client, partner, recap):
    mine = fields_of(member_client, space_url(only(), partner))["version"]
    tell(member_client, partner, text="Le texte d’une collègue.")

    answer = member_client.post(
        space_url(only(), partner), {"version": mine, "state": "kept", "text": "Mon texte à moi."}
    )

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Le texte d’une collègue." in html
    assert "Mon texte à moi." in html
    assert CommitmentNews.objects.get().text == "Le texte d’une collègue."


def test_nothing_typed_is_lost_when_something_is_missing(member_client, partner, recap):
    answer = member_client.post(space_url(only(), partner), {"version": "0", "text": "Il est ouvert."})

    html = answer.content.decode()
    assert "Choisissez où l’on en est." in html
    assert "Il est ouvert." in html
    assert not CommitmentNews.objects.exists()


def test_the_commitments_of_others_do_not_exist(member_client, partner, recap):
    other = factories.partner("Emmaüs Connect")
    factories.recap("Ailleurs", promised=[factories.commitment("Autre chose.", partner=other)])
    theirs = Commitment.objects.get(partner=other)

    assert member_client.get(space_url(theirs, partner)).status_code == 404
    assert member_client.get(space_url(theirs, other)).status_code == 404
    assert member_client.post(space_url(theirs, partner), {"state": "kept", "text": "Oui."}).status_code == 404
    assert "Autre chose" not in text_of(member_client, reverse("space", args=[partner.pk]))


def test_correcting_the_recap_never_takes_the_news_back(recap, editor):
    note(only(), editor, "kept", "Il est ouvert.")
    page = RecapPage.objects.get(pk=recap.pk)
    page.promised[0].value["text"] = "Ouvrir un deuxième atelier."
    page.save_revision(user=editor).publish()
    assert (only().text, only().state, only().since) == ("Ouvrir un deuxième atelier.", "kept", "Il est ouvert.")

    page = RecapPage.objects.get(pk=recap.pk)
    page.unpublish()
    assert not Commitment.objects.exists()
    RecapPage.objects.get(pk=recap.pk).save_revision(user=editor).publish()

    assert (only().state, only().since) == ("kept", "Il est ouvert.")


def test_news_from_before_the_day_do_not_break_the_silence_that_follows_it(client, recap, editor):
    note(only(), editor, "under-way", "Le local est choisi.")
    Commitment.objects.update(news_date=TODAY - timedelta(days=10))
    silent = "/engagements/?etat=silent"
    assert "Sans nouvelles depuis" in text_of(client, silent)
    assert "Engagements sans nouvelles (1)" in logged_in(editor).get("/admin/").content.decode()

    note(only(), editor, "under-way", "Les travaux durent.")

    assert "Sans nouvelles depuis" not in text_of(client, silent)
    assert "Engagements sans nouvelles" not in logged_in(editor).get("/admin/").content.decode()


def test_an_editor_says_what_became_of_a_commitment_that_nobody_else_can_tell(client, editor):
    recap = factories.recap(promised=[factories.commitment(who="La commune", due=LONG_AGO)])
    desk = logged_in(editor)
    assert "Engagements sans nouvelles (1)" in desk.get("/admin/").content.decode()
    assert TEXT in desk.get(reverse("commitments_report")).content.decode()

    desk.post(follow_url(only()), {"action": "note", "state": "dropped", "text": "Le local a été vendu."})

    html = text_of(client, recap.url)
    assert "Abandonné" in html
    assert "données par la rédaction" in html
    assert "Engagements sans nouvelles" not in desk.get("/admin/").content.decode()


def take_out(recap, **changes):
    """Publish the recap without its commitment, or with `changes` to it."""
    page = RecapPage.objects.get(pk=recap.pk)
    if changes:
        page.promised[0].value.update(changes)
    else:
        page.promised = []
    page.save_revision().publish()


@pytest.mark.parametrize("lost", ["taken out", "given to another", "unpublished"])
def test_news_of_a_commitment_that_the_recap_lost_are_answered(
    member_client, partner, recap, editor, django_capture_on_commit_callbacks, lost
):
    tell(member_client, partner)
    url, news = follow_url(only()), CommitmentNews.objects.get()
    if lost == "unpublished":
        RecapPage.objects.get(pk=recap.pk).unpublish()
    else:
        take_out(recap, **({"partner": factories.partner("Autre")} if lost == "given to another" else {}))
    desk, space = logged_in(editor), reverse("space", args=[partner.pk])
    assert f"l’engagement n’est plus dans le récit « {recap.title} »" in text_of(desk, "/admin/")
    assert "Il est ouvert depuis mars." in text_of(desk, url)
    assert "l’équipe éditoriale vous répondra" in text_of(member_client, space)

    desk.post(url, {"news": news.pk, "read": news.mark, "action": "approve"})
    assert not Commitment.objects.filter(state="kept").exists()
    typed = {"news": news.pk, "read": news.mark, "action": "send-back"}
    assert "la structure attend une réponse" in desk.post(url, typed).content.decode()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(url, typed | {"comment": "La promesse n’était pas de vous."})

    assert answer.status_code == 302
    (message,) = mail.outbox
    assert message.to == ["ana@hub-lo.example"]
    assert "La promesse n’était pas de vous." in message.body
    assert TEXT in message.body
    assert member_client.get(re.search(r"(/mon-espace/\S*)", message.body)[1]).status_code == 200
    assert "La promesse n’était pas de vous." in text_of(member_client, space)
    CommitmentNews.objects.update(decided_at=timezone.now() - timedelta(days=61))
    assert "La promesse n’était pas de vous." not in text_of(member_client, space)
    assert "Nouvelles d’engagements" not in desk.get("/admin/").content.decode()


def test_what_one_partner_told_is_not_shown_to_the_one_that_the_commitment_is_given_to(
    member_client, partner, recap, editor
):
    tell(member_client, partner)
    other = factories.partner("Emmaüs Connect")
    invited = invite(other, "max@emmaus.example", "manager", by=editor)
    Membership.objects.join(invited.user)

    take_out(recap, partner=other)

    theirs = logged_in(invited.user)
    assert TEXT in text_of(theirs, reverse("space", args=[other.pk]))
    for address in (reverse("space", args=[other.pk]), space_url(only(), other)):
        html = theirs.get(address).content.decode()
        assert "Vos nouvelles sont" not in html
        assert "Il est ouvert depuis mars." not in html


def test_a_mail_that_waits_is_withdrawn_once_somebody_decided_and_the_form_begins_anew(
    member_client, partner, recap, editor
):
    tell(member_client, partner)
    assert Notice.objects.filter(recipient=editor, sent_at=None, subject__startswith="À relire").exists()

    decide(logged_in(editor), "approve")

    assert not Notice.objects.filter(subject__startswith="À relire").exists()
    form = BeautifulSoup(member_client.get(space_url(only(), partner)).content, "html.parser").main.form
    assert form.textarea.text.strip() == ""
    assert not form.select("[checked]")


def test_news_told_before_those_of_an_editor_do_not_come_back_over_them(
    member_client, partner, recap, editor, django_capture_on_commit_callbacks
):
    tell(member_client, partner, text="Les travaux commencent.", state="under-way")
    note(only(), editor, "kept", "Il est ouvert.")
    desk = logged_in(editor)
    assert "Des nouvelles plus récentes sont déjà en ligne" in text_of(desk, follow_url(only()))
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        decide(desk, "approve")
    RecapPage.objects.get(pk=recap.pk).save_revision().publish()

    assert CommitmentNews.objects.filter(status="approved").count() == 2
    assert (only().state, only().since) == ("kept", "Il est ouvert.")
    assert "Il est ouvert." in text_of(member_client, recap.url)
    assert "ce sont elles que voient les lecteurs" in mail.outbox[0].body
    tell(member_client, partner, text="Il a fermé.", state="dropped")
    assert "Des nouvelles plus récentes" not in text_of(desk, follow_url(only()))
    decide(desk, "approve")
    assert only().since == "Il a fermé."


def test_a_reader_narrows_the_list_down(client, partner, recap):
    other = factories.partner("Emmaüs Connect")
    factories.recap(
        "Ailleurs", promised=[factories.commitment("Plus tard.", partner=other, due=TODAY + timedelta(days=9))]
    )

    assert "2 résultats" in text_of(client, "/engagements/")
    silent = text_of(client, "/engagements/?etat=silent")
    assert TEXT in silent
    assert "Plus tard." not in silent
    theirs = text_of(client, f"/engagements/?structure={other.slug}")
    assert "Plus tard." in theirs
    assert TEXT not in theirs
    assert TEXT not in text_of(client, "/engagements/?etat=kept")


def test_a_reader_finds_what_was_promised_by_somebody_without_a_profile(client, partner, recap):
    hidden = factories.partner("Structure cachée")
    factories.make_private(hidden)
    long = "Communauté de communes " + "des Trois-Vallées, " * 5 + "et de Brume"
    factories.recap(
        "Ailleurs",
        promised=[
            factories.commitment("Ouvrir le samedi.", partner=None, who="hub-lo"),
            factories.commitment("Prêter la salle.", partner=None, who=long),
            factories.commitment("Se taire.", partner=hidden),
        ],
    )

    page = BeautifulSoup(client.get("/engagements/").content, "html.parser")
    names = {box.parent.get_text("|"): box["value"] for box in page.select("input[name=structure]")}

    assert set(names.values()) == {"hub-lo", "nom:hub-lo", f"nom:{long}", "nom:"}
    assert "Structure cachée" not in str(page)
    for value, texts in (
        ("hub-lo", {TEXT}),
        ("nom:hub-lo", {"Ouvrir le samedi."}),
        (f"nom:{long}", {"Prêter la salle."}),
        ("nom:", {"Se taire."}),
    ):
        html = client.get("/engagements/", {"structure": value}).content.decode()
        assert {text for text in (TEXT, "Ouvrir le samedi.", "Prêter la salle.", "Se taire.") if text in html} == texts


@pytest.mark.parametrize("hide", ["private", "draft", "partner"])
def test_what_is_not_public_shows_nowhere(client, partner, recap, hide):
    if hide == "private":
        factories.make_private(recap)
    elif hide == "draft":
        RecapPage.objects.get(pk=recap.pk).unpublish()
    else:
        factories.make_private(partner)

    for address in ("/engagements/", "/engagements.ics", "/partenaires/hub-lo/", "/engagements/?structure=hub-lo"):
        answer = client.get(address)
        said = answer.content.decode() if answer.status_code == 200 else ""
        assert ("Hub-Lo" if hide == "partner" else TEXT) not in said, address
    if hide == "partner":
        assert "Hub-Lo" not in text_of(client, recap.url)
        assert TEXT in text_of(client, "/engagements/")


def test_the_profile_of_a_partner_says_what_it_committed_to(client, partner, recap):
    html = text_of(client, partner.url)

    assert "Ses engagements" in html
    assert TEXT in html
    assert recap.title in html


def events_of(client, address="/engagements.ics"):
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(client.get(address).content).events}


def test_the_days_by_which_can_be_followed_in_another_agenda(client, partner, recap, editor, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://maillage.example"
    month = factories.commitment("Plus tard.", who="La commune", due=date(2099, 2, 3), precision="month")
    factories.recap("Ailleurs", promised=[month, factories.commitment("Un jour.", who="Nous", as_told="bientôt")])
    RecapPage.objects.get(pk=recap.pk).save_revision().publish()
    hour_ago = timezone.now() - timedelta(hours=1)
    BasePage.objects.update(first_published_at=hour_ago, last_published_at=hour_ago)
    before = events_of(client)
    note(Commitment.objects.get(text=TEXT), editor, "dropped", "Le local a été vendu.")
    after = events_of(client)

    summary = f"Échéance : Hub-Lo, {TEXT}"
    assert list(before) == [summary, "Échéance : La commune, Plus tard."]
    assert before["Échéance : La commune, Plus tard."]["DTSTART"].dt == date(2099, 2, 28)
    assert before[summary]["UID"] == after[summary]["UID"]
    assert after[summary]["UID"].endswith(f"-{recap.pk}@maillage.example")
    assert after[summary]["STATUS"] == "CANCELLED"
    assert after[summary]["DTSTAMP"].dt > before[summary]["DTSTAMP"].dt
    assert after[summary]["SEQUENCE"] > before[summary]["SEQUENCE"]
    assert list(events_of(client, "/engagements.ics?etat=announced")) == ["Échéance : La commune, Plus tard."]


def test_the_form_of_the_recap_asks_who_commits_before_it_is_published(editor_client):
    from .screens import Screen, edit_url

    page = factories.recap(promised=[factories.commitment(who="")])
    screen = Screen(editor_client, page)
    screen.save()

    answer = editor_client.post(edit_url(page), screen.held | {"action-publish": "1"})

    assert list(answer.context["form"].errors) == ["promised"]


def many(number, partners):
    page = BasePage.objects.get(title="Une journée à Tours")
    Commitment.objects.bulk_create(
        Commitment(
            page=page,
            position=place + 1,
            text=f"Promesse {place}.",
            partner=partners[place % len(partners)],
            last_day=TODAY + timedelta(days=place % 50 - 25),
        )
        for place in range(number)
    )


def test_lists_cost_no_more_with_a_thousand(member_client, partner, recap, editor, django_assert_max_num_queries):
    partners = [partner, *[factories.partner(f"Structure {number}") for number in range(40)]]
    many(1000, partners)
    member_client.get("/engagements/")
    desk = logged_in(editor)
    desk.get("/admin/")

    with django_assert_max_num_queries(12):
        html = member_client.get("/engagements/").content.decode()
    assert "Page 1 sur 84" in html
    with django_assert_max_num_queries(12):
        member_client.get("/engagements/?etat=silent&structure=hub-lo&page=1")
    with django_assert_max_num_queries(12):
        member_client.get("/engagements.ics")
    with django_assert_max_num_queries(18):
        member_client.get(reverse("space", args=[partner.pk]))
    with django_assert_max_num_queries(15):
        member_client.get(space_url(Commitment.objects.filter(partner=partner).last(), partner))
    with django_assert_max_num_queries(20):
        desk.get(reverse("commitments_report"))


def test_every_page_of_the_list_is_there_once(client, partner, recap):
    many(40, [partner])

    seen = [
        item.b.text
        for number in range(1, 5)
        for item in BeautifulSoup(client.get(f"/engagements/?page={number}").content, "html.parser").select(
            ".commitment"
        )
    ]

    assert len(seen) == len(set(seen)) == 41
