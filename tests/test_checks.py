"""What a second reader says of a draft, and what alone stops a publication."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from blog.checks import MOST_BYTES, advice, sentences
from core.models import Theme
from partners.models import PartnerAlias

from . import factories, screens

pytestmark = pytest.mark.django_db

LONG = "Nous avons parlé " + "de tout et de rien " * 5 + "avec les habitants du quartier."


def rules(page):
    return [item.rule for item in advice(page)]


def told(*body, **fields):
    """A recap to which nothing but its body could be reproached."""
    defaults = {
        "summary": "Une journée à Tours.",
        "themes": [factories.theme(f"Thème {Theme.objects.count()}")],
        "territories": ["departement:37"],
        "ai_help": ["none"],
    }
    return factories.recap(body=[factories.session(*body)], **defaults | fields)


def test_a_good_recap_gets_no_advice():
    assert advice(told(("paragraph", "<p>On collecte, on répare. On transmet.</p>"))) == []


def test_what_a_page_lacks_is_said():
    assert rules(factories.recap(summary=" "))[:4] == ["summary", "theme", "territory", "ai-help"]


@pytest.mark.parametrize(
    ("picture", "rule"),
    [
        ({"alt": ""}, "alt-missing"),
        ({"alt": "IMG_2041.jpg"}, "alt-file"),
        ({"alt": "DSC 0042"}, "alt-file"),
        ({"alt": "L’atelier du matin", "caption": "L'atelier du matin"}, "alt-caption"),
        ({"alt": "Des habitants autour d’une table"}, None),
        ({"alt": "", "decorative": True}, None),
    ],
)
def test_a_picture_says_what_it_shows(picture, rule):
    page = told(("picture", factories.picture(**picture)))

    assert rules(page) == ([rule] if rule else [])


def test_pictures_are_looked_at_wherever_they_are():
    without = factories.picture(alt="")
    gallery = ("gallery", {"pictures": [factories.picture(), without]})
    video = (
        "video",
        {"url": "https://example.org/v", "title": "Le débat", "duration": "", "picture": without["image"]},
    )

    assert [rules(told(block)) for block in (gallery, video)] == [["alt-missing"], ["alt-missing"]]


def test_a_figure_says_who_gives_it_and_is_the_same_everywhere():
    factories.figure("640 000", source="Insee")
    page = told(("key_figure", factories.figure("638 000")))

    found = {item.rule: item.sentence for item in advice(page)}

    assert "640 000" in found["figure-values"]
    assert "638 000" in found["figure-source"]


@pytest.mark.parametrize("field", ["subject", "unit", "scope", "as_of"])
def test_a_figure_about_something_else_is_another_figure(field):
    factories.figure("640 000", source="Insee", **{field: "autre"})

    assert rules(told(("key_figure", factories.figure("638 000", source="Insee")))) == []


def test_a_quotation_has_a_voice_or_at_least_an_occasion():
    without = told(factories.quote("Bien dit."))
    nobody = told(factories.quote("Bien dit.", voice="anonymous"))
    somewhere = told(factories.quote("Bien dit.", voice="anonymous", context="pendant le débat"))

    assert [rules(page) for page in (without, nobody, somewhere)] == [["quote-voice"], ["quote-context"], []]


def test_a_long_sentence_is_shown_with_its_count():
    (item,) = advice(told(("paragraph", f"<p>{LONG} Merci.</p>")))

    assert item.rule == "long-sentence"
    assert item.sentence.startswith("33 mots : « Nous avons parlé")
    assert item.where.fragment.startswith("b-")


def test_twenty_five_words_are_not_too_many():
    words = "Nous parlons " + "de tout et de rien " * 4 + "avec vous"

    assert rules(told(("paragraph", f"<p>{words} ici.</p>"))) == []
    assert [item.count for item in advice(told(("paragraph", f"<p>{words} ici même.</p>")))] == [26]


def test_only_what_the_author_can_reword_is_counted():
    said = [factories.quote(LONG, voice="anonymous", context="au débat"), factories.questions(LONG)]
    points = ("paragraph", "<ul>" + "<li>Un premier point assez long pour peser</li>" * 5 + "</ul>")
    own = told(*said, points, summary=LONG, thanks=LONG, in_brief=[("sentence", LONG)])

    assert [item.where.path.split(".")[0] for item in advice(own)] == ["summary", "in_brief", "thanks"]


def test_sentences_end_where_a_reader_stops():
    text = "Il a dit « Oui ! » et il est parti. « Vraiment ? » Elle répond… Puis 12,5 % d’entre eux."

    assert len(sentences(text)) == 4


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("La DITP a parlé.", True),
        ("La Direction interministérielle de la transformation publique (DITP) a parlé. La DITP a répondu.", False),
        ("La DITP (Direction interministérielle de la transformation publique) a parlé.", False),
        ("Le RGPD et un PDF.", False),
        ("Le NEC, la MEDNUM et la XANCT.", False),
        ("ATTENTION TRAVAUX", False),
    ],
)
def test_an_acronym_is_explained_once_unless_it_is_known(text, unknown):
    series = factories.series()
    series.acronym = "NEC"
    series.save()
    partner = factories.partner("La Coopérative", short_name="MEDNUM")
    partner.other_names = [PartnerAlias(name="XANCT")]
    partner.save()

    assert rules(told(("paragraph", f"<p>{text}</p>"))) == (["acronym"] if unknown else [])


def test_a_heavy_page_is_said_to_be_heavy():
    from core.models import Rendition

    page = told(("picture", factories.picture()))
    photo = page.body[0].value["body"][0].value["image"]
    rendition = photo.get_rendition("width-800|format-avif")
    with rendition.file.open("wb") as file:
        file.write(b"0" * MOST_BYTES)

    assert Rendition.objects.get(pk=rendition.pk).file.size == MOST_BYTES
    assert rules(page) == ["weight"]


def configuration(html):
    """The rules that the checker runs on a page or from an editor: ({name: selector}, {name: what it says})."""
    found = re.search(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', html, re.DOTALL)
    loaded = json.loads(found[1])
    selectors = {rule["id"]: rule["selector"] for rule in loaded["spec"]["rules"]}
    assert set(loaded["options"]["runOnly"]) >= {name for name in selectors if name.startswith("advice-")}
    return selectors, {name: text["help_text"] for name, text in loaded["messages"].items()}


def test_the_preview_carries_each_piece_of_advice_on_its_block(editor_client):
    page = told(("paragraph", f"<p>{LONG}</p>"))
    page.save_revision()

    html = screens.Screen(editor_client, page).preview().content.decode()

    selectors, messages = configuration(html)
    block = page.body[0].value["body"][0].id[:8]
    assert f'id="b-{block}"' in html
    assert selectors["advice-long-sentence-33"] == f"#b-{block}"
    assert "33 mots" in messages["advice-long-sentence-33"]


def test_the_editor_knows_every_rule_that_a_preview_may_fail(editor_client):
    page = told(("paragraph", f"<p>{LONG}</p>"))
    page.save_revision()

    editor = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    preview = screens.Screen(editor_client, page).preview().content.decode()

    assert configuration(editor)[0].keys() == configuration(preview)[0].keys()
    assert configuration(editor)[1] == configuration(preview)[1]


def test_long_sentences_are_folded_behind_the_rest_and_each_leads_to_its_place(editor_client):
    page = told(("paragraph", f"<p>{LONG} {LONG}</p>"), summary="")
    page.save_revision()
    block = page.body[0].value["body"][0].id

    soup = BeautifulSoup(editor_client.get(reverse("proofread", args=[page.pk])).content, "html.parser")

    (folded,) = soup.select("main details")
    assert folded.summary.text == "2 phrases longues"
    assert [a["href"].partition("#")[2] for a in folded.select("a")] == [f":w:contentpath=body.{block}"] * 2
    assert [row.th.text for row in soup.select("main tbody tr")] == ["Chapô"]
    assert soup.h1.text.strip() == f"Relire avant de publier\u00a0: {page.title}"


def test_readers_get_no_checker(client):
    page = told(("paragraph", f"<p>{LONG}</p>"))

    assert "js/checks.js" not in client.get(page.url).content.decode()


def test_only_people_who_may_edit_a_page_read_what_is_said_of_it(client, editor_client):
    from django.contrib.auth.models import Permission

    from core.models import User

    page = told(("paragraph", f"<p>{LONG}</p>"))
    stranger = User.objects.create_user("stagiaire@maillage.example")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))

    html = editor_client.get(reverse("proofread", args=[page.pk])).content.decode()
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert "33 mots" in html
    for name in ("proofread", "unlinked_count"):
        assert client.get(reverse(name, args=[page.pk])).status_code in (302, 403, 404)


def test_a_picture_without_words_stops_publication_but_not_the_draft(editor_client):
    page = told(("picture", factories.picture(alt="")), live=False)
    page.save_revision()
    screen = screens.Screen(editor_client, page)

    refused = editor_client.post(screen.url, screen.held | {"action-publish": "1"})
    screen.save()
    page.refresh_from_db()

    assert refused.status_code == 200
    assert not page.live


def test_nothing_else_that_is_advised_stops_a_publication(editor_client):
    page = told(("paragraph", f"<p>{LONG} La ZKWQ.</p>"), ("key_figure", factories.figure()), summary="", live=False)
    page.theme_links, page.territory_links = [], []
    page.save_revision()
    screen = screens.Screen(editor_client, page)

    screen.save(**{"action-publish": "1"})
    page.refresh_from_db()

    assert {"summary", "theme", "territory", "figure-source", "long-sentence", "acronym"} <= set(rules(page))
    assert page.live
