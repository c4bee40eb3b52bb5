"""What an editor meets: French forms, previews with the site's look, drafts that may lack anything."""

import re

import pytest
from django.urls import reverse
from wagtail.images.blocks import ImageBlock
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.blocks import ArticleBody, RecapBody
from blog.commitment_block import Commitments
from blog.models import ArticleIndexPage, ArticlePage, EventIndexPage, KeyFigure, RecapIndexPage, RecapPage
from blog.programme import Programme
from core.models import Photo
from partners.models import PartnerIndexPage, PartnerPage, Person

from . import factories

pytestmark = pytest.mark.django_db


def recap_form(**fields):
    empty = {name: inline_formset([]) for name in ("theme_links", "territory_links", "partner_links", "comments")}
    data = {
        "title": "Un brouillon",
        "slug": "un-brouillon",
        "summary": "",
        "category": "trip",
        "date": "",
        "end_date": "",
        "date_precision": "day",
        "date_as_told": "",
        "event": "",
        "event_title": "",
        "series": "",
        "place": "",
        "venue": "",
        "audience": "",
        "thanks": "",
        "publisher": "",
        "cover": "",
        "licence": "etalab-2.0",
        "correction": "",
        "corrected_on": "",
        "seo_title": "",
        "search_description": "",
        "in_brief": streamfield([]),
        "body": streamfield([]),
        "promised": streamfield([]),
        **empty,
        **fields,
    }
    return nested_form_data(data)


def partner_form(**fields):
    formsets = (
        "theme_links",
        "territory_links",
        "other_names",
        "photos",
        "projects",
        "figures",
        "networks",
        "comments",
    )
    texts = (
        "short_name logo address postal_code city opening_hours accessibility accessibility_url email phone website "
        "siret rna parent_partner members reviewed_on seo_title search_description cover"
    )
    data = {
        "title": "Hub-Lo",
        "slug": "hub-lo",
        "kind": "hub",
        "own_hue": "indigo",
        "presentation": rich_text("<p>x</p>"),
        "reviewed_by": "editors",
        "written_by": "editors",
        **dict.fromkeys(texts.split(), ""),
        **{name: inline_formset([]) for name in formsets},
        **fields,
    }
    return nested_form_data(data)


def add_url():
    return reverse("wagtailadmin_pages:add", args=["blog", "recappage", RecapIndexPage.objects.get().pk])


def test_a_new_recap_is_one_click_from_the_editors_home(editor_client):
    html = editor_client.get("/admin/").content.decode()

    assert f'href="{add_url()}"' in html
    assert "Nouveau retour d’événement" in html


def test_the_editors_home_speaks_of_this_site_and_begins_with_a_text_brought_from_elsewhere(editor_client):
    html = editor_client.get("/admin/").content.decode()

    assert [word for word in ("Fragments", "guide.wagtail.org", "releases.wagtail") if word in html] == []
    assert html.index("Importer un récit</a>") < html.index("Nouveau retour d’événement</a>")


def test_a_draft_may_lack_everything_but_a_title(editor_client):
    response = editor_client.post(add_url(), recap_form(category=""), follow=True)

    assert response.status_code == 200
    assert RecapPage.objects.get().live is False


def test_an_address_left_empty_follows_the_title_until_the_page_is_online(editor_client):
    editor_client.post(add_url(), recap_form(title="Un", slug=""))
    draft = RecapPage.objects.get()
    first = draft.slug
    typed = recap_form(title="Un matin à Tours", slug="", date_as_told="9 avril")

    editor_client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), typed)
    draft.refresh_from_db()
    draft.get_latest_revision().publish()
    refused = editor_client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), typed)

    assert (first, draft.slug) == ("un", "un-matin-a-tours")
    assert refused.context["form"].errors.keys() == {"slug"}


def test_a_profile_may_begin_with_a_name_alone(editor_client):
    url = reverse("wagtailadmin_pages:add", args=["partners", "partnerpage", PartnerIndexPage.objects.get().pk])

    editor_client.post(url, partner_form(title="Hub-Lo", slug="", kind=""))

    assert PartnerPage.objects.get().slug == "hub-lo"


def test_two_pages_may_bear_one_title(editor_client):
    for _page in range(2):
        editor_client.post(add_url(), recap_form(title="Café IA", slug="cafe-ia"))
    second = RecapPage.objects.latest("pk")
    editor_client.post(
        reverse("wagtailadmin_pages:edit", args=[second.pk]), recap_form(title="Café IA", slug="cafe-ia")
    )

    assert sorted(RecapPage.objects.values_list("slug", flat=True)) == ["cafe-ia", "cafe-ia-2"]


def test_a_title_without_a_letter_asks_for_an_address(editor_client):
    refused = editor_client.post(add_url(), recap_form(title="???", slug=""))

    assert refused.context["form"].errors.keys() == {"slug"}


def test_an_address_chosen_by_hand_is_not_changed_behind_ones_back(editor_client):
    editor_client.post(add_url(), recap_form(title="Café IA", slug="cafe"))
    refused = editor_client.post(add_url(), recap_form(title="Un autre café", slug="cafe"))

    assert refused.context["form"].errors.keys() == {"slug"}


def test_publishing_without_any_date_is_refused_with_a_sentence_and_keeps_what_was_typed(editor_client):
    response = editor_client.post(add_url(), recap_form(summary="Un chapô déjà écrit") | {"action-publish": "1"})

    html = response.content.decode()
    assert "Donnez la date, ou à défaut ce que l’on en sait" in html
    assert "Un chapô déjà écrit" in html
    assert not RecapPage.objects.filter(live=True).exists()


def test_a_recap_of_an_unknown_year_can_be_published(editor_client, client):
    editor_client.post(add_url(), recap_form(date_as_told="9 avril") | {"action-publish": "1"})

    recap = RecapPage.objects.get()
    assert recap.live
    assert recap.date is None
    assert "<b>9\u00a0avril</b>" in client.get(recap.url).content.decode()


def test_an_event_cannot_end_before_it_begins(editor_client):
    dates = {"date": "2026-04-09", "end_date": "2026-04-08"}

    html = editor_client.post(add_url(), recap_form(**dates) | {"action-publish": "1"}).content.decode()

    assert "L’événement finirait avant de commencer" in html


def test_a_quotation_without_its_voice_stops_publication_but_not_the_draft(editor_client):
    quote = {"text": "Bien dit", "voice": "named", "person": "", "who": "", "context": ""}
    session = {
        "heading": "Le matin",
        "format": "",
        "moment": "",
        "speakers": {"count": 0},
        "body": streamfield([("quote", quote)]),
    }
    form = recap_form(date_as_told="9 avril", body=streamfield([("session", session)]))

    refused = editor_client.post(add_url(), form | {"action-publish": "1"}).content.decode()
    editor_client.post(add_url(), form)

    assert "Dites qui parle" in refused
    assert RecapPage.objects.get().body[0].value["body"][0].value["text"] == "Bien dit"


@pytest.mark.parametrize(
    ("app", "model", "index"),
    [
        ("blog", "recappage", RecapIndexPage),
        ("blog", "articlepage", ArticleIndexPage),
        ("blog", "eventpage", EventIndexPage),
        ("partners", "partnerpage", PartnerIndexPage),
    ],
)
def test_every_field_speaks_french(editor_client, app, model, index):
    html = editor_client.get(
        reverse("wagtailadmin_pages:add", args=[app, model, index.objects.get().pk])
    ).content.decode()

    labels = re.findall(r'<label class="w-field__label"[^>]*>\s*([^<]+?)\s*<', html)
    assert labels
    english = re.compile(r"\b(the|title tag|search|name|date of|body|page|cover|themes?|kind|place)\b", re.IGNORECASE)
    assert [label for label in labels if english.fullmatch(label)] == []


@pytest.mark.parametrize("make", [factories.recap, factories.article, factories.event, factories.partner])
def test_a_page_is_edited_and_previewed_with_the_look_of_the_site(editor_client, make):
    page = make()
    page.save_revision()

    edit = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    draft = editor_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert edit.status_code == 200
    assert "css/site.css" in draft.content.decode()


@pytest.mark.parametrize(
    ("app", "model", "index", "form"),
    [
        ("blog", "recappage", RecapIndexPage, lambda: recap_form(summary="Aperçu du chapô")),
        ("partners", "partnerpage", PartnerIndexPage, lambda: partner_form(summary="Aperçu du chapô")),
    ],
)
def test_an_unsaved_draft_can_be_previewed(editor_client, app, model, index, form):
    url = reverse("wagtailadmin_pages:preview_on_add", args=[app, model, index.objects.get().pk])

    posted = editor_client.post(url, form())
    html = editor_client.get(url + "?mode=").content.decode()

    assert posted.json()["is_valid"]
    assert "Aperçu du chapô" in html


def test_a_figure_is_created_from_the_block_that_shows_it(editor_client):
    url = reverse(KeyFigure.snippet_viewset.chooser_viewset.get_url_name("create"))
    fields = {"value": "120", "unit": "personnes", "subject": "aidées", "modality": "measure"}

    response = editor_client.post(url, {f"key-figure-{name}": value for name, value in fields.items()} | fields)

    assert response.status_code == 200
    assert [revision.as_object().value for revision in KeyFigure.objects.get().revisions] == ["120"]


@pytest.mark.parametrize("model", [KeyFigure, Person])
def test_records_are_listed_for_editors(editor_client, model):
    assert editor_client.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200


def test_a_title_that_comes_back_gets_an_address_of_its_own(editor_client):
    published = factories.recap("Café IA", slug="cafe-ia")
    form = recap_form(title="Café IA", slug="cafe-ia", date_as_told="en mai") | {"action-publish": "1"}

    editor_client.post(add_url(), form)
    editor_client.post(add_url(), form)

    slugs = list(RecapPage.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["cafe-ia", "cafe-ia-2", "cafe-ia-3"]
    assert RecapPage.objects.filter(live=True).count() == 3
    assert RecapPage.objects.get(pk=published.pk).slug == "cafe-ia"


@pytest.mark.parametrize("slug", ["recherche", ""])
def test_a_page_cannot_take_an_address_of_the_site(editor_client, slug):
    from home.models import HomePage, PlainPage

    home = HomePage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=["home", "plainpage", home.pk])
    data = nested_form_data(
        {
            "title": "Recherche",
            "slug": slug,
            "summary": "",
            "body": streamfield([("paragraph", rich_text("<p>x</p>"))]),
            "seo_title": "",
            "search_description": "",
            "comments": inline_formset([]),
        }
    )

    html = editor_client.post(url, data | {"action-publish": "1"}).content.decode()

    assert "déjà celle d’une page du site" in html
    assert not PlainPage.objects.filter(slug="recherche").exists()


def test_only_editors_come_in(client, db):
    from core.models import User

    client.force_login(
        User.objects.create_user("visiteur@maillage.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    for address in ("/admin/", "/admin/pages/"):
        response = client.get(address)
        assert response.status_code == 404


def test_an_editor_may_add_pictures(editor_client):
    assert editor_client.get("/admin/images/add/").status_code == 200
    assert Photo._meta.verbose_name == "image"


def test_pages_stay_where_they_belong():
    assert RecapPage.clean_parent_page_models() == [RecapIndexPage]
    assert ArticlePage.clean_parent_page_models() == [ArticleIndexPage]
    assert PartnerPage.clean_subpage_models() == []


HELPLESS = {"title", "slug", "seo_title", "search_description", "in_brief", "go_live_at", "expire_at"}
"""Fields that Wagtail explains, or whose own rows do."""


def fields_without_help(form_class):
    named = [name for name, field in form_class.base_fields.items() if not field.help_text]
    for formset in form_class.formsets.values():
        named += [
            f"{formset.__name__}.{name}"
            for name, field in formset.form.base_fields.items()
            if not field.help_text and name not in ("id", "ORDER", "DELETE") and not name.endswith("_ptr")
        ]
    return [name for name in named if name not in HELPLESS and "comment" not in name.lower()]


@pytest.mark.parametrize("model", [RecapPage, ArticlePage, PartnerPage])
def test_every_field_of_a_page_says_what_it_is_for(model):
    assert fields_without_help(model.get_edit_handler().get_form_class()) == []


@pytest.mark.parametrize("block", [RecapBody(), ArticleBody(), Programme(), Commitments()])
def test_every_field_of_a_block_says_what_it_is_for(block):
    def silent(block, path=""):
        for name, child in getattr(block, "child_blocks", {}).items():
            own = child.meta.help_text if hasattr(child.meta, "help_text") else ""
            shown = (
                own or getattr(getattr(child, "field", None), "help_text", "") or getattr(child.meta, "description", "")
            )
            if not shown:
                yield f"{path}/{name}"
            if not isinstance(child, ImageBlock):
                yield from silent(child, f"{path}/{name}")
        if getattr(block, "child_block", None):
            yield from silent(block.child_block, f"{path}[]")

    assert list(silent(block)) == []


def test_a_preview_may_be_shown_beside_the_form(editor_client):
    page = factories.recap()
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    editor_client.post(url, {})

    response = editor_client.get(url)

    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_territories_are_found_by_name_in_their_chooser(editor_client):
    from core.models import Territory

    url = reverse(Territory.snippet_viewset.chooser_viewset.get_url_name("choose_results"))

    assert "Loiret" in editor_client.get(url, {"q": "loir"}).content.decode()


def test_themes_merged_into_another_are_not_offered(editor_client):
    from core.models import Theme

    new = factories.theme("IA", slug="ia")
    factories.theme("Robots", slug="robots", merged_into=new)
    url = reverse(Theme.snippet_viewset.chooser_viewset.get_url_name("choose"))

    html = editor_client.get(url).json()["html"]

    assert "IA" in html
    assert "Robots" not in html


def test_several_pictures_dropped_at_once_are_cleaned_and_can_be_described(editor_client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from .test_uploads import with_place_and_author

    file = SimpleUploadedFile("photo.jpg", with_place_and_author(), "image/jpeg")
    answer = editor_client.post(
        reverse("wagtailimages:add_multiple"), {"title": "Photo", "files[]": file, "collection": 1}
    ).json()
    photo = Photo.objects.get()

    described = editor_client.post(
        reverse("wagtailimages:edit_multiple", args=[photo.pk]),
        {
            f"image-{photo.pk}-{name}": value
            for name, value in {
                "title": "La rue", "description": "Une rue pavée", "licence": "cc-by-4.0", "consent": "nobody",
                "tags": "", "credit": "", "collection": 1,
            }.items()
        },
    ).json()  # fmt: skip

    assert answer["success"]
    assert described["success"]
    photo.refresh_from_db()
    assert (photo.description, photo.consent) == ("Une rue pavée", "nobody")
    with photo.file.open() as stored:
        assert b"Camille" not in stored.read()


def test_quotation_marks_typed_around_a_quotation_are_taken_off():
    from blog.blocks import QuoteBlock

    typed = {"text": "« Bien dit »", "voice": "anonymous", "person": None, "who": "", "context": ""}

    assert QuoteBlock().clean(QuoteBlock().to_python(typed))["text"] == "Bien dit"


def test_publishing_while_the_autosave_is_on_its_way_keeps_each_row_once(editor_client):
    theme, hub = factories.theme("Données"), factories.partner("Le Part'âges")
    page = factories.recap("Journée", slug="journee", live=False, date=None, date_as_told="9 avril", body=[])
    page.save_revision()
    new_rows = {
        "theme_links": inline_formset([{"theme": theme.pk}]),
        "partner_links": inline_formset([{"partner": hub.pk, "role": "organised"}]),
    }
    form = recap_form(title="Journée", slug="journee", date_as_told="9 avril", **new_rows)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    saved = editor_client.post(url, form, headers={"accept": "application/json"})
    # The answer has not come back: the form does not know the numbers of its rows.
    editor_client.post(url, form | {"action-publish": "1"})

    page = RecapPage.objects.get(pk=page.pk)
    assert saved.status_code == 200
    assert page.live
    assert [link.theme for link in page.theme_links.all()] == [theme]
    assert [(link.partner.title, link.role) for link in page.partner_links.all()] == [("Le Part'âges", "organised")]
    assert len(page.get_latest_revision_as_object().theme_links.all()) == 1


def test_the_editors_side_bears_the_name_and_the_mark_of_the_site(editor_client):
    html = editor_client.get("/admin/").content.decode()

    assert re.search(r"<title>[^<]+ - Maillage</title>", html)
    assert html.count("/static/img/icon.svg") == 2
