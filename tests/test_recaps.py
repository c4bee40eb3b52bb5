"""What a reader finds in a recap."""

from datetime import date

import pytest

from blog.models import RecapPage

from . import factories

pytestmark = pytest.mark.django_db


def read(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_recap_shows_its_sessions_in_order_with_a_contents_list_that_leads_to_them(client):
    recap = factories.recap(
        body=[factories.session(heading="Choisir ensemble"), factories.session(heading="L’après-midi, l’IA")]
    )

    html = read(client, recap)

    first, second = (child.id[:8] for child in recap.body)
    assert html.index(f'<h2 id="b-{first}">Choisir ensemble') < html.index(f'<h2 id="b-{second}">L’après-midi')
    assert f'<a href="#b-{first}">Choisir ensemble</a>' in html


def test_the_address_of_a_session_outlives_a_change_of_its_title(client):
    recap = factories.recap(body=[factories.session(heading="Avant"), factories.session(heading="Suite")])
    anchor = f"b-{recap.body[0].id[:8]}"

    recap.body[0].value["heading"] = "Après"
    recap.save_revision().publish()

    assert f'id="{anchor}">Après' in read(client, recap)


def test_a_speaker_is_shown_with_the_role_of_that_day_and_a_link_to_their_organisation(client):
    hub = factories.partner("Hub des Deux Rives", kind="hub")
    ines = factories.person("Inès Lacroix", organisation=hub)
    speakers = [factories.speaker(person=ines, role="médiatrice"), factories.speaker(free_name="Zoé Renard")]

    html = read(client, factories.recap(body=[factories.session(speakers=speakers)]))

    assert "<b>Inès Lacroix</b><br>\nMédiatrice, " in html
    assert f'<a href="{hub.url}">Hub des Deux Rives</a>' in html
    assert "<b>Zoé Renard</b>" in html


def test_questions_of_the_audience_each_have_their_own_address(client):
    recap = factories.recap(
        body=[factories.session(factories.questions("Quelle gouvernance ?", "Et si Albert se trompe ?"))]
    )

    html = read(client, recap)

    question = recap.body[0].value["body"][0].value["questions"].bound_blocks[0]
    assert f'<li id="b-{question.id[:8]}">Quelle gouvernance\u202f?</li>' in html


def test_a_figure_says_what_it_is_and_where_it_comes_from(client):
    unsourced = factories.figure("638 000", modality="estimate", source="")

    html = read(client, factories.recap(body=[factories.session(("key_figure", unsourced))]))

    assert "<b>638\u00a0000</b>" in html
    assert "Estimation, source non précisée" in html


def test_partners_are_shown_with_all_their_roles(client):
    hub = factories.partner("Hub-Lo", kind="hub")

    html = read(client, factories.recap(partners=[(hub, "organised"), (hub, "thanked")]))

    assert "a organisé, a été remercié·e" in html
    assert html.count("Organisé par") == 1


def test_a_partner_that_is_not_online_is_not_shown(client):
    hidden = factories.partner("Association en préparation", live=False)

    html = read(client, factories.recap(partners=[(hidden, "organised")]))

    assert "Association en préparation" not in html


def test_a_video_is_a_link_that_loads_nothing(client):
    video = (
        "video",
        {"url": "https://video.example/w/1", "title": "Le débat", "duration": "12 minutes", "picture": None},
    )

    html = read(client, factories.recap(body=[factories.session(video)]))

    assert '<a href="https://video.example/w/1"' in html
    assert "<iframe" not in html
    assert "<video" not in html


def test_a_correction_is_told_at_the_top(client):
    recap = factories.recap(correction="Le chiffre donné était celui de la région.", corrected_on=date(2026, 5, 1))

    assert "<b>Mis à jour le 1er\u00a0mai 2026\u202f:</b> Le chiffre donné" in read(client, recap)


def test_related_pages_share_a_theme_a_territory_or_a_partner_and_say_so(client):
    ia = factories.theme("Intelligence artificielle")
    hub = factories.partner("Hub-Lo")
    here = factories.recap("Ici", themes=[ia], territories=["departement:45"], partners=[(hub, "spoke")])
    factories.article("Même thème", themes=[ia])
    factories.article("Même endroit", territories=["departement:45"])
    factories.article("Même partenaire", partners=[(hub, "mentioned")])
    factories.article("Rien à voir")

    html = read(client, here)

    tail = html[html.index("À lire ensuite") :]
    assert {"Même thème", "Même endroit", "Même partenaire"} <= set(tail.replace("<", ">").split(">"))
    assert "Sur le même thème" in tail
    assert "Dans le même territoire" in tail
    assert "Avec le même partenaire" in tail
    assert "Rien à voir" not in tail


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"date": date(2024, 4, 9)}, "9 avril 2024"),
        ({"date": date(2024, 5, 1)}, "1er mai 2024"),
        ({"date": date(2024, 4, 9), "end_date": date(2024, 4, 11)}, "du 9 au 11 avril 2024"),
        ({"date": date(2024, 4, 30), "end_date": date(2024, 5, 2)}, "du 30 avril au 2 mai 2024"),
        ({"date": date(2024, 12, 31), "end_date": date(2025, 1, 1)}, "du 31 décembre 2024 au 1er janvier 2025"),
        ({"date": date(2024, 4, 1), "date_precision": "month"}, "avril 2024"),
        ({"date": date(2024, 1, 1), "date_precision": "year"}, "2024"),
        ({"date": None, "date_as_told": "9 avril"}, "9 avril"),
    ],
)
def test_the_date_is_told_as_precisely_as_it_is_known(fields, words):
    assert RecapPage(**fields).date_label == words


def test_no_event_is_claimed_to_search_engines_when_its_day_is_unknown(rf):
    recap = factories.recap(date=date(2024, 1, 1), date_precision="year")

    assert "about" not in recap.json_ld(rf.get("/"))


def test_a_title_cannot_break_out_of_the_data_for_search_engines(client):
    html = read(client, factories.recap("</script><script>alert('Part\\'âges')"))

    assert "<script>alert" not in html
    assert "\\u003C/script\\u003E" in html


def test_cards_tell_no_more_of_a_date_than_is_known(client):
    factories.recap("Au mois", date=date(2024, 4, 3), date_precision="month")
    factories.recap("Sans année", date=None, date_as_told="un 9 avril")
    factories.recap("Deux jours", date=date(2024, 4, 9), end_date=date(2024, 4, 10))

    html = client.get("/retours/").content.decode()

    assert "<span>avril 2024</span>" in html
    assert "3\u00a0avril" not in html
    assert "<span>un 9\u00a0avril</span>" in html
    assert "du 9 au 10\u00a0avril 2024" in html


def test_a_session_of_another_kind_says_nothing_of_its_kind(client):
    page = factories.recap(body=[factories.session(format="other", moment="morning")])

    html = read(client, page)

    assert '<p class="meta"><span>Le matin</span></p>' in html
    assert "Autre" not in html
