"""Questions, figures and people are found across pages as soon as a page goes live, and no sooner."""

import pytest
from django.urls import reverse

from blog.models import AudienceQuestion, FigureMention, KeyFigure, PersonMention, RecapPage

from . import factories

pytestmark = pytest.mark.django_db


def test_questions_are_listed_when_the_page_is_published():
    factories.recap(body=[factories.session(factories.questions("Qui décide ?", "Et après ?"), heading="Débat")])

    rows = AudienceQuestion.objects.values_list("text", "session", "position")
    assert list(rows) == [("Qui décide ?", "Débat", 0), ("Et après ?", "Débat", 1)]


def test_a_draft_lists_nothing_until_it_is_published():
    recap = factories.recap(live=False, body=[factories.session(factories.questions("Qui décide ?"))])
    assert not AudienceQuestion.objects.exists()

    recap.save_revision().publish()

    assert AudienceQuestion.objects.get().text == "Qui décide ?"


def test_a_draft_of_a_live_page_changes_nothing_in_the_lists():
    recap = factories.recap(body=[factories.session(factories.questions("Qui décide ?"))])

    recap.body = [factories.session(factories.questions("Une question encore secrète ?"))]
    recap.save_revision()

    assert AudienceQuestion.objects.get().text == "Qui décide ?"


def test_a_reworded_question_keeps_its_row():
    recap = factories.recap(body=[factories.session(factories.questions("Qui décide ?", "Et après ?"))])
    before = dict(AudienceQuestion.objects.values_list("position", "pk"))

    recap = RecapPage.objects.get(pk=recap.pk)
    recap.body[0].value["body"][0].value["questions"].bound_blocks[0].value = "Qui décide vraiment ?"
    recap.save_revision().publish()

    assert dict(AudienceQuestion.objects.values_list("position", "pk")) == before
    assert AudienceQuestion.objects.get(position=0).text == "Qui décide vraiment ?"


def test_unpublishing_empties_the_lists():
    person, figure = factories.person(), factories.figure()
    speakers = [factories.speaker(person=person)]
    recap = factories.recap(
        body=[factories.session(factories.questions("Qui ?"), ("key_figure", figure), speakers=speakers)]
    )
    assert (AudienceQuestion.objects.count(), FigureMention.objects.count(), PersonMention.objects.count()) == (1, 1, 1)

    recap.unpublish()

    assert (AudienceQuestion.objects.count(), FigureMention.objects.count(), PersonMention.objects.count()) == (0, 0, 0)


def test_a_publication_that_fails_leaves_the_page_and_its_lists_as_they_were(monkeypatch):
    recap = factories.recap("Avant", body=[factories.session(factories.questions("Qui décide ?"))])
    recap.title, recap.body = "Après", [factories.session(factories.questions("Autre ?"))]
    revision = recap.save_revision()
    monkeypatch.setattr("blog.models.publication.replace_rows", _fail)

    with pytest.raises(ZeroDivisionError):
        revision.publish()

    assert RecapPage.objects.get(pk=recap.pk).title == "Avant"
    assert AudienceQuestion.objects.get().text == "Qui décide ?"


def test_a_figure_corrected_once_is_corrected_on_every_page(client):
    figure = factories.figure("8 millions")
    pages = [
        factories.recap("Un", body=[factories.session(("key_figure", figure))]),
        factories.article("Deux", body=[("key_figure", figure)]),
    ]

    figure.value = "9 millions"
    figure.save()

    assert all("<b>9\u00a0millions</b>" in client.get(page.url).content.decode() for page in pages)


def test_a_figure_keeps_the_history_of_what_it_was(editor):
    figure = factories.figure("8 millions")
    figure.save_revision(user=editor)
    figure.value = "9 millions"
    figure.save()
    figure.save_revision(user=editor)

    assert [revision.as_object().value for revision in figure.revisions.order_by("pk")] == ["8 millions", "9 millions"]


def test_figures_heard_come_only_from_pages_that_anyone_may_read():
    shown, hidden, unheard = factories.figure("1"), factories.figure("2"), factories.figure("3")
    factories.recap("Public", body=[factories.session(("key_figure", shown))])
    factories.make_private(factories.recap("Privé", body=[factories.session(("key_figure", hidden))]))

    assert list(KeyFigure.objects.heard()) == [shown]
    assert unheard not in KeyFigure.objects.heard()


def _fail(*args):
    raise ZeroDivisionError


@pytest.mark.parametrize("name", ["figure", "person"])
def test_a_record_that_a_page_names_is_not_deleted_and_the_editor_is_told_what_to_do(editor_client, name):
    figure, person = factories.figure("638 000"), factories.person("Inès Lacroix")
    said = factories.quote("Bien dit", person=person)
    page = factories.recap(body=[factories.session(("key_figure", figure), said)])
    record = {"figure": figure, "person": person}[name]
    url = reverse(record.snippet_viewset.get_url_name("delete"), args=[record.pk])

    html = editor_client.post(url, follow=True).content.decode()
    kept = type(record).objects.filter(pk=record.pk).exists()
    page.delete()
    editor_client.post(url)

    assert kept
    assert {"figure": "Retirez-le d’abord de cette page", "person": "cochez « nom retiré »"}[name] in html
    assert not type(record).objects.filter(pk=record.pk).exists()
