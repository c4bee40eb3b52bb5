"""People quoted read their own passages, and only those, before everybody else; their answer reaches the editor."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset

from blog.models import PassageAnswer, PassageLink, PassageReview, RecapPage
from blog.passages import people_named
from core.models import SignedLink
from partners.models import Person

from . import factories
from .test_editing import recap_form
from .test_links import writes

pytestmark = pytest.mark.django_db


PARAGRAPHS = "<p data-block-key='abc'>Le matin, Yaël Benayoun interroge le public.</p><p>Il fait beau.</p>"


@pytest.fixture
def people():
    house = factories.partner("Le Part'âges")
    return (
        factories.person("Yaël Benayoun", organisation=house),
        factories.person("Ulrich Tan"),
        factories.person("Inès Lacroix"),
    )


@pytest.fixture
def page(people):
    yael, ulrich, _ines = people
    recap = factories.recap(
        "NEC à L'Haÿ",
        live=False,
        summary="Une journée à débattre.",
        body=[
            factories.session(
                ("paragraph", PARAGRAPHS),
                factories.quote("On choisit ses outils.", person=yael, context="en ouverture"),
                factories.quote("Albert aide, il ne décide pas.", person=ulrich),
                factories.quote("Je reste pour les gens.", voice="function", who="Un habitant"),
                speakers=[
                    factories.speaker(person=yael, role="sociologue"),
                    factories.speaker(free_name="Nadia Ferhat", role="médiatrice"),
                ],
            ),
            factories.session(("paragraph", "<p>M. Tan répond à Inès Lacroix.</p>"), heading="L'après-midi"),
        ],
    )
    recap.save_revision()
    return recap


def screen(page):
    return reverse("passage_reviews", args=[page.pk])


def key_of(page, name):
    return next(one.key for one in people_named(page.get_latest_revision_as_object()) if one.name == name)


def link_for(client, page, name):
    """Make a link as an editor would; return its path."""
    html = client.post(screen(page), {"key": key_of(page, name), "action": "copy"}).content.decode()
    return "/lien/" + re.search(r'value="http[^"]+/lien/([^"]+)"', html).group(1)


def answer(path, choice, text="", seen=None, **fields):
    reader = Client(enforce_csrf_checks=True)
    seen = seen or re.search(r'name="seen" value="(\w+)"', reader.get(path).content.decode()).group(1)
    return reader.post(path, {"answer": choice, "text": text, "seen": seen} | fields, headers={"Origin": "null"})


def read(client, path):
    return client.get(path).content.decode().replace("\u202f", " ")


def test_everybody_named_is_found_with_what_is_said_of_them(page):
    found = {one.name: one.words for one in people_named(page)}

    assert found == {
        "Yaël Benayoun": [
            "Yaël Benayoun, sociologue, Le Part'âges",
            "Le matin, Yaël Benayoun interroge le public.",
            "On choisit ses outils. — Yaël Benayoun, en ouverture",
        ],
        "Nadia Ferhat": ["Nadia Ferhat, médiatrice"],
        "Ulrich Tan": ["Albert aide, il ne décide pas. — Ulrich Tan", "M. Tan répond à Inès Lacroix."],
        "Inès Lacroix": ["M. Tan répond à Inès Lacroix."],
    }


def test_somebody_named_in_another_s_words_reads_the_words_and_not_whose_they_are(people):
    _yael, ulrich, _ines = people
    quote = factories.quote("Yaël Benayoun a raison.", person=ulrich, context="au café")
    recap = factories.recap(body=[factories.session(quote)])

    found = {one.name: one.words for one in people_named(recap)}

    assert found["Yaël Benayoun"] == ["Yaël Benayoun a raison."]
    assert found["Ulrich Tan"] == ["Yaël Benayoun a raison. — Ulrich Tan, au café"]


def test_a_name_withdrawn_from_the_site_is_found_only_where_it_was_written_by_hand(page, people):
    people[0].withdrawn_on = timezone.localdate()
    people[0].save()

    found = {one.name: one.words for one in people_named(RecapPage.objects.get(pk=page.pk))}

    assert found["Yaël Benayoun"] == ["Le matin, Yaël Benayoun interroge le public."]


def test_a_name_written_by_hand_joins_the_record_of_the_same_name(people):
    recap = factories.recap(
        body=[
            factories.session(
                factories.quote("Bien.", who="Ines LACROIX"),
                speakers=[factories.speaker(person=people[2], role="médiatrice")],
            )
        ]
    )

    assert [(one.name, len(one.passages)) for one in people_named(recap)] == [("Inès Lacroix", 2)]


def test_the_link_shows_the_persons_own_passages_and_nobody_elses(editor_client, client, page):
    html = read(Client(), link_for(editor_client, page, "Yaël Benayoun"))

    assert "On choisit ses outils." in html
    assert "Le matin, Yaël Benayoun interroge le public." in html
    assert "NEC à L’Haÿ" in html
    for secret in ("Albert aide", "Ulrich", "Nadia", "Il fait beau", "Une journée à débattre", "habitant"):
        assert secret not in html


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_answers_nothing_and_writes_nothing(editor_client, page, method):
    path = link_for(editor_client, page, "Yaël Benayoun")
    Client().get(path)

    with CaptureQueriesContext(connection) as captured:
        response = getattr(Client(headers={"User-Agent": "MailScanner", "Purpose": "prefetch"}), method)(path)

    assert response.status_code == 200
    assert not response.cookies
    assert writes(captured) == []
    assert not PassageAnswer.objects.exists()


@pytest.mark.parametrize(
    ("choice", "text", "said"),
    [
        ("agree", "", "D’accord."),
        ("correct", "Plutôt « nos outils ».", "Je propose une correction. Plutôt « nos outils »."),
        ("withdraw-sure", "", "Retirez mon nom."),
    ],
)
def test_the_answer_arrives_as_a_comment_and_a_mail(
    editor_client, editor, page, choice, text, said, django_capture_on_commit_callbacks
):
    path = link_for(editor_client, page, "Yaël Benayoun")

    with django_capture_on_commit_callbacks(execute=True):
        response = answer(path, choice, text)

    comment = Comment.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, path)
    assert comment.user == editor
    assert comment.text.replace("\u202f", " ").strip() == f"Yaël Benayoun, par son lien de relecture : {said}"
    assert comment.has_valid_contentpath(page)
    assert comment.contentpath.endswith(".text")
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert screen(page) in mail.outbox[0].body
    assert "votre réponse est bien arrivée" in read(Client(), path)


def test_the_comment_stands_beside_the_paragraph_when_there_is_no_quotation(editor_client, page):
    yael = Person.objects.get(name="Yaël Benayoun")
    page.body[0].value["body"][1].value["person"] = Person.objects.get(name="Ulrich Tan")
    page.save_revision()

    answer(link_for(editor_client, page, yael.name), "agree")

    comment = Comment.objects.get()
    draft = page.get_latest_revision_as_object()
    paragraph = draft.body[0].value["body"][0]
    assert comment.contentpath == f"body.{draft.body[0].id}.body.{paragraph.id}"
    assert '"key": "abc"' in comment.position


def test_an_answer_survives_the_editor_who_saves_a_form_opened_before(editor_client, page):
    path = link_for(editor_client, page, "Yaël Benayoun")
    form = recap_form(title="NEC à L'Haÿ", slug=page.slug, date_as_told="9 avril", comments=inline_formset([]))

    answer(path, "agree")
    editor_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    assert Comment.objects.filter(resolved_at=None).count() == 1


def test_a_correction_without_words_is_asked_again(editor_client, page):
    html = answer(link_for(editor_client, page, "Yaël Benayoun"), "correct").content.decode()

    assert "Écrivez d’abord ce qui ne va pas" in html
    assert not PassageAnswer.objects.exists()


def test_taking_a_name_out_is_confirmed_first_and_keeps_what_was_typed(editor_client, page):
    path = link_for(editor_client, page, "Yaël Benayoun")

    asked = answer(path, "withdraw", "Je préfère rester discrète.").content.decode()
    back = answer(path, "back", "Je préfère rester discrète.").content.decode()

    assert "Oui, retirez mon nom" in asked
    assert "Je préfère rester discrète." in asked
    assert "Je préfère rester discrète." in back
    assert not PassageAnswer.objects.exists()


def test_the_last_answer_counts_and_the_others_are_kept(editor_client, page):
    path = link_for(editor_client, page, "Yaël Benayoun")

    answer(path, "agree")
    answer(path, "correct", "Finalement, non.")

    assert [kept.choice for kept in PassageAnswer.objects.all()] == ["agree", "correct"]
    assert "propose une correction" in editor_client.get(screen(page)).content.decode()


def test_nobody_agrees_to_words_they_have_not_seen(editor_client, page):
    path = link_for(editor_client, page, "Yaël Benayoun")
    seen = re.search(r'name="seen" value="(\w+)"', Client().get(path).content.decode()).group(1)
    page.body[0].value["body"][1].value["text"] = "On subit ses outils."
    page.save_revision()

    html = answer(path, "correct", "Attention.", seen=seen).content.decode()

    assert "Le texte a changé pendant que vous le lisiez" in html
    assert "On subit ses outils." in html
    assert "Attention." in html
    assert not PassageAnswer.objects.exists()


def test_the_editor_sees_that_the_words_changed_since_the_agreement(editor_client, page):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "agree")
    before = editor_client.get(screen(page)).content.decode()
    page.body[0].value["body"][1].value["text"] = "On subit ses outils."
    page.save_revision()

    after = editor_client.get(screen(page)).content.decode()

    assert "a changé depuis son accord" not in before
    assert "a changé depuis son accord" in after


def test_somebody_else_moving_their_passage_changes_nothing_for_me(editor_client, page):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "agree")
    page.body[0].value["body"][2].value["text"] = "Albert décide."
    page.save_revision()

    assert "a changé depuis son accord" not in editor_client.get(screen(page)).content.decode()


def test_the_mail_says_what_why_until_when_and_the_address_is_forgotten(editor_client, page):
    editor_client.post(
        screen(page), {"key": key_of(page, "Yaël Benayoun"), "action": "send", "email": "yael@mouton.example"}
    )

    message, link = mail.outbox[0], PassageLink.objects.get()
    path = re.search(r"/lien/\S+", message.body).group()
    assert message.to == ["yael@mouton.example"]
    assert "seulement les vôtres" in message.body
    assert link.expires_at - link.made_at > timedelta(days=9)
    assert Client().get(path).status_code == 200
    assert "envoyé le" in editor_client.get(screen(page)).content.decode()

    editor_client.post(screen(page), {"revoke": link.pk})
    assert Client().get(path).status_code == 404
    assert not SignedLink.objects.exclude(email="").exists()
    assert PassageReview.objects.get().asked_at


def send(client, page, name="Yaël Benayoun", email="yael@mouton.example"):
    return client.post(screen(page), {"key": key_of(page, name), "action": "send", "email": email}, follow=True)


def test_nobody_waits_to_write_until_the_mail_has_left(editor_client, page, open_while_sending):
    said = send(editor_client, page).content.decode()

    assert "Le message est parti pour Yaël Benayoun." in said
    assert open_while_sending == [[]]


def test_when_the_mail_does_not_leave_the_editor_knows_and_nobody_was_asked(editor_client, page, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    said = send(editor_client, page).content.decode()

    assert "Le message n’est pas parti" in said
    assert 'value="yael@mouton.example"' in said
    assert "pas encore envoyé" in said
    assert not PassageLink.objects.exists()
    assert not PassageReview.objects.exists()


def test_a_mail_that_does_not_leave_takes_nothing_from_what_was_answered_before(editor_client, page, settings):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "agree")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    send(editor_client, page)

    assert PassageAnswer.objects.get().choice == "agree"
    assert PassageLink.objects.count() == 1


def test_an_answer_given_while_the_mail_server_is_away_is_mailed_later(
    editor_client, editor, page, settings, django_capture_on_commit_callbacks
):
    path, backend = link_for(editor_client, page, "Yaël Benayoun"), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with django_capture_on_commit_callbacks(execute=True):
        answer(path, "correct", "J'étais là l'après-midi.", about="1")
    settings.EMAIL_BACKEND = backend
    call_command("send_digest")

    [message] = mail.outbox
    assert message.to == [editor.email]
    assert "J’étais là l’après-midi." in message.body
    assert "« Le matin, Yaël Benayoun interroge le public. »" in message.body.replace("\u202f", " ")


def test_a_name_that_cannot_be_taken_out_everywhere_stays_as_it_was(editor_client, page, monkeypatch):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "withdraw-sure")
    monkeypatch.setattr("blog.passage_admin.PassageReviewsView._settle", lambda self, named: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        editor_client.post(screen(page), {"key": key_of(page, "Yaël Benayoun"), "action": "withdraw-everywhere"})

    assert Person.objects.get(name="Yaël Benayoun").withdrawn_on is None


def answered(number):
    """Have the only person asked answer `number` times."""
    review = PassageReview.objects.get()
    PassageAnswer.objects.bulk_create(
        PassageAnswer(review=review, choice="correct", text=f"Version {n}") for n in range(number)
    )


def test_a_link_takes_twenty_answers_and_says_so(editor_client, page):
    path = link_for(editor_client, page, "Yaël Benayoun")
    answered(19)
    assert "changer d’avis ici même" in read(Client(), path)
    seen = re.search(r'name="seen" value="(\w+)"', read(Client(), path)).group(1)

    answer(path, "correct", "Version 19")
    answer(path, "correct", "Version de trop", seen=seen)

    shown = read(Client(), path)
    assert (PassageAnswer.objects.count(), Comment.objects.count()) == (20, 1)
    assert "Version 19" in shown
    assert "Ce lien a déjà reçu 20 réponses : il n’en prend plus, et la dernière compte." in shown
    assert "<form class" not in shown.split("<main")[1]
    assert "changer d’avis ici même" not in shown


def test_another_link_lets_somebody_answer_again(editor_client, page):
    link_for(editor_client, page, "Yaël Benayoun")
    answered(20)

    another = link_for(editor_client, page, "Yaël Benayoun")
    answer(another, "agree")

    assert PassageReview.objects.get().answer.choice == "agree"


def test_a_wrong_address_stays_in_its_field_with_a_sentence(editor_client, page):
    key = key_of(page, "Yaël Benayoun")

    wrong = editor_client.post(screen(page), {"key": key, "action": "send", "email": "yael chez mouton"})
    empty = editor_client.post(screen(page), {"key": key, "action": "send", "email": ""})

    assert 'value="yael chez mouton"' in wrong.content.decode()
    assert "Écrivez son adresse" in empty.content.decode()
    assert not PassageLink.objects.exists()
    assert mail.outbox == []


def test_a_name_taken_out_of_the_draft_leaves_the_function_and_the_words(editor_client, page):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "withdraw-sure")
    assert "demande que son nom soit retiré" in editor_client.get(screen(page)).content.decode()

    response = editor_client.post(
        screen(page), {"key": key_of(page, "Yaël Benayoun"), "action": "withdraw-here"}, follow=True
    )

    draft = RecapPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    session = draft.body[0].value
    quote = session["body"][1].value
    assert (quote["voice"], quote["who"], quote["text"]) == ("function", "Sociologue", "On choisit ses outils.")
    assert quote.speaker == "Sociologue"
    assert session["speakers"][0].name == "Sociologue"
    assert session["speakers"][0]["organisation"] == "Le Part'âges"
    assert "à reprendre à la main" in response.content.decode()
    assert not PassageReview.objects.get().wants_out
    assert Person.objects.get(name="Yaël Benayoun").withdrawn_on is None


def test_a_name_can_be_taken_out_of_the_whole_site(editor_client, client, page):
    page.get_latest_revision().publish()
    answer(link_for(editor_client, page, "Yaël Benayoun"), "withdraw-sure")

    editor_client.post(screen(page), {"key": key_of(page, "Yaël Benayoun"), "action": "withdraw-everywhere"})

    assert Person.objects.get(name="Yaël Benayoun").withdrawn_on == timezone.localdate()
    assert "en ouverture" in Client().get(page.url).content.decode()
    assert "<b>Yaël Benayoun</b>" not in Client().get(page.url).content.decode()
    assert list(PassageReview.objects.wanting_out()) == []


def test_a_name_taken_out_during_a_review_is_taken_out_of_what_is_reviewed(editor_client, page):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "withdraw-sure")
    page = RecapPage.objects.get(pk=page.pk)
    page.get_workflow().start(page, None)

    editor_client.post(screen(page), {"key": key_of(page, "Yaël Benayoun"), "action": "withdraw-here"})

    page = RecapPage.objects.get(pk=page.pk)
    assert page.current_workflow_task_state.revision == page.latest_revision
    assert "Yaël Benayoun" not in str(page.latest_revision.as_object().body[0].value["speakers"])


def test_a_name_is_not_taken_out_of_a_draft_that_somebody_locked(editor_client, page):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "withdraw-sure")
    RecapPage.objects.filter(pk=page.pk).update(locked=True)

    said = editor_client.post(
        screen(page), {"key": key_of(page, "Yaël Benayoun"), "action": "withdraw-here"}, follow=True
    )

    assert "La page est en relecture ou verrouillée" in said.content.decode()
    assert people_named(RecapPage.objects.get(pk=page.pk).get_latest_revision_as_object())[0].name == "Yaël Benayoun"
    assert PassageReview.objects.get().wants_out


def test_taking_a_name_out_of_the_whole_site_is_for_those_who_keep_the_people(editor_client, editor, page):
    answer(link_for(editor_client, page, "Yaël Benayoun"), "withdraw-sure")
    for group in editor.groups.all():
        group.permissions.remove(*Permission.objects.filter(codename="change_person"))

    offered = editor_client.get(screen(page)).content.decode()
    editor_client.post(screen(page), {"key": key_of(page, "Yaël Benayoun"), "action": "withdraw-everywhere"})

    assert "Retirer ce nom de tout le site" not in offered
    assert Person.objects.get(name="Yaël Benayoun").withdrawn_on is None


def test_somebody_without_a_known_function_becomes_anonymous_not_nameless(editor_client, page):
    answer(link_for(editor_client, page, "Ulrich Tan"), "withdraw-sure")

    editor_client.post(screen(page), {"key": key_of(page, "Ulrich Tan"), "action": "withdraw-here"})

    quote = RecapPage.objects.get(pk=page.pk).get_latest_revision_as_object().body[0].value["body"][2].value
    assert (quote["voice"], quote["person"], quote["who"]) == ("anonymous", None, "")


def test_a_link_is_withdrawn_on_the_screen_of_its_own_page(editor_client, page, people):
    link_for(editor_client, page, "Ulrich Tan")
    other = factories.recap(
        "Une autre", live=False, body=[factories.session(factories.quote("Oui.", person=people[1]))]
    )

    editor_client.post(screen(other), {"revoke": PassageLink.objects.get().pk})

    assert PassageLink.objects.open().count() == 1


def test_a_second_request_waits_again_after_the_first_was_settled(editor_client, page):
    path = link_for(editor_client, page, "Ulrich Tan")
    answer(path, "withdraw-sure")
    editor_client.post(screen(page), {"key": key_of(page, "Ulrich Tan"), "action": "settled"})
    assert list(PassageReview.objects.wanting_out()) == []

    answer(path, "withdraw-sure", "Mon nom est toujours là.")

    assert [review.name for review in PassageReview.objects.wanting_out()] == ["Ulrich Tan"]


def test_a_request_that_waits_is_found_until_it_is_settled_or_taken_back(editor_client, page):
    path = link_for(editor_client, page, "Ulrich Tan")
    answer(path, "withdraw-sure")
    assert [review.name for review in PassageReview.objects.wanting_out()] == ["Ulrich Tan"]

    answer(path, "agree")

    assert list(PassageReview.objects.wanting_out()) == []


def test_somebody_no_longer_named_has_nothing_to_answer(editor_client, page):
    path = link_for(editor_client, page, "Nadia Ferhat")
    page.body[0].value["speakers"] = []
    page.save_revision()

    html = read(Client(), path)

    assert "Ce texte ne vous nomme plus" in html
    assert "<form class" not in html.split("<main")[1]


def test_the_screen_is_for_those_who_may_edit_the_page_and_for_stories_alone(editor_client, editor, page, people):
    assert editor_client.get(screen(people[0].organisation)).status_code == 404

    editor.groups.first().page_permissions.all().delete()
    editor.groups.set(editor.groups.all()[:1])
    refused = editor_client.post(screen(page), {"key": key_of(page, "Ulrich Tan"), "action": "copy"})

    assert refused.status_code == 404
    assert not SignedLink.objects.exists()


def test_the_screen_opens_in_few_queries_however_many_people(editor_client, page, django_assert_max_num_queries):
    for number in range(30):
        factories.person(f"Personne Numéro{number}")

    with django_assert_max_num_queries(40):
        editor_client.get(screen(page))


def test_a_correction_about_one_passage_stands_beside_it(editor_client, page):
    path = link_for(editor_client, page, "Yaël Benayoun")

    answer(path, "correct", "J'étais là l'après-midi.", about="1")

    draft = page.get_latest_revision_as_object()
    assert Comment.objects.get().contentpath == f"body.{draft.body[0].id}.body.{draft.body[0].value['body'][0].id}"


def test_whoever_publishes_is_reminded_of_a_request_that_waits(editor_client, page):
    answer(link_for(editor_client, page, "Ulrich Tan"), "withdraw-sure")
    form = recap_form(title="NEC à L'Haÿ", slug=page.slug, date_as_told="9 avril")

    html = editor_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form | {"action-publish": "1"}, follow=True
    ).content.decode()

    assert "demande de retrait de Ulrich Tan" in html


@pytest.mark.parametrize(
    "junk",
    [{"about": "99"}, {"about": "x"}, {"answer": "tout"}, {"seen": "autre"}, {"text": "a" * 5000}, {"text": "\0"}],
)
def test_a_form_that_was_tampered_with_answers_nothing(editor_client, page, junk):
    path = link_for(editor_client, page, "Yaël Benayoun")

    response = answer(path, **({"choice": "correct", "text": "x"} | {"answer": "correct"} | junk))

    assert response.status_code in (200, 302)
    assert not PassageAnswer.objects.exists()


def test_a_button_pressed_twice_answers_once(editor_client, page):
    path = link_for(editor_client, page, "Yaël Benayoun")

    answer(path, "correct", "Plutôt « nos outils ».")
    answer(path, "correct", "Plutôt « nos outils ».")

    assert PassageAnswer.objects.count() == 1
    assert Comment.objects.count() == 1
