"""The demo content: complete, honest, and removable without a trace."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from blog.models import ArticlePage, AudienceQuestion, EventPage, EventSeries, KeyFigure, RecapPage
from core.models import BasePage, Document, Photo, Theme, User
from home.demo.keeping import is_loaded, wipe
from home.demo.loader import DemoLoader
from home.demo.members import PARTNER_EMAIL
from home.models import DemoItem
from partners.models import Membership, PartnerPage, Person

from . import factories

pytestmark = pytest.mark.django_db

TABLES = [BasePage, Theme, EventSeries, KeyFigure, Person, Photo, Document, User]
REAL = {"hub-lo", "emmaus-connect", "le-mouton-numerique", "dinum", "le-partages", "maison-de-begon", "le-conseil"}


def test_wiping_removes_the_demo_and_nothing_else(capsys):
    mine = factories.article("Mon article")
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in TABLES}

    call_command("demo")
    assert RecapPage.objects.live().count() == 8
    call_command("demo", "--wipe")

    assert {model: set(model.objects.values_list("pk", flat=True)) for model in TABLES} == before
    assert ArticlePage.objects.get() == mine
    assert not AudienceQuestion.objects.exists()
    assert not is_loaded()


def test_wiping_keeps_what_our_own_pages_have_begun_to_use(demo):
    mine = factories.recap(
        "Mon récit",
        partners=[(PartnerPage.objects.get(slug="hub-lo"), "organised")],
        body=[
            factories.session(
                ("key_figure", KeyFigure.objects.first()), speakers=[factories.speaker(person=Person.objects.first())]
            )
        ],
    )

    kept = wipe()

    assert "Hub-Lo" in kept
    assert {PartnerPage.objects.count(), KeyFigure.objects.count(), Person.objects.count()} <= {1, 2}
    assert RecapPage.objects.get() == mine


@pytest.fixture
def demo(db):
    DemoLoader().load()


def test_the_demo_tells_the_day_at_orleans_in_full(demo, client):
    recap = RecapPage.objects.get(slug="nec-centre-val-de-loire")

    html = client.get(recap.url).content.decode()

    assert recap.date.isoformat() == "2024-04-09"
    assert [child.block_type for child in recap.body] == ["session"] * 4
    assert AudienceQuestion.objects.filter(page=recap).count() == 7
    assert recap.figurementions.count() == 3
    assert "Organisé par <a" in html
    for name in ("Yaël Benayoun", "Christelle Gilabert", "Ulrich Tan", "Louis Magnes"):
        assert f"<b>{name}</b>" in html


def test_real_organisations_carry_nothing_that_was_not_told(demo):
    real = PartnerPage.objects.filter(fictional=False)

    assert real.count() == 8
    assert set(real.values_list("slug", flat=True)) >= REAL
    for partner in real:
        told = (
            partner.siret,
            partner.rna,
            partner.address,
            partner.email,
            partner.phone,
            partner.website,
            partner.logo,
        )
        assert not any(told), partner
        assert partner.reviewed_on is None
    assert not BasePage.objects.filter(search_text__icontains="conseil national du numérique").exists()


def test_what_is_invented_says_so(demo, client):
    for page in [*PartnerPage.objects.filter(fictional=True), *RecapPage.objects.live().filter(fictional=True)]:
        assert "Contenu de démonstration" in client.get(page.url).content.decode()
    assert all("(exemple)" in partner.title for partner in PartnerPage.objects.filter(fictional=True))
    assert RecapPage.objects.live().filter(fictional=False).count() == 1


def test_the_demo_never_looks_dead(demo):
    newest = BasePage.objects.visible().publications().newest_first().first()

    assert (timezone.localdate() - newest.date).days < 30
    assert BasePage.objects.filter(go_live_at__gt=timezone.now()).exists()


def test_something_waits_for_a_second_reading_and_nobody_was_mailed(demo):
    from django.core import mail
    from wagtail.models import WorkflowState

    waiting = {state.content_object.slug for state in WorkflowState.objects.filter(status="in_progress")}

    assert waiting == {"preter-un-ordinateur-comme-un-livre", "fablab-de-brume-sur-loire"}
    assert mail.outbox == []
    assert "vacances d'hiver" not in PartnerPage.objects.get(slug="fablab-de-brume-sur-loire").opening_hours


def test_a_partner_of_the_demo_finds_a_profile_to_keep_and_leaves_with_it(demo, client):
    client.force_login(
        User.objects.get(email=PARTNER_EMAIL), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    home = client.get("/mon-espace/", follow=True).content.decode()

    assert "Médiathèque de Port-Imaginaire" in home
    assert "Aucune publication ne vous cite" not in home
    assert "Inviter ou retirer quelqu’un" in home
    assert wipe() == []
    assert not Membership.objects.exists()
    assert client.get("/mon-espace/").status_code == 302


def test_loading_twice_changes_nothing(demo, capsys):
    before = DemoItem.objects.count()

    call_command("demo")

    assert DemoItem.objects.count() == before
    assert "déjà là" in capsys.readouterr().out


def test_an_interrupted_load_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(DemoLoader, "_accounts", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        DemoLoader().load()

    assert not is_loaded()
    assert not Theme.objects.exists()
    assert connection.in_atomic_block


def test_a_demo_theme_that_serves_elsewhere_is_kept(demo):
    theme = Theme.objects.first()
    factories.article("Le mien", themes=[theme])

    assert wipe() == [theme.name]
    assert Theme.objects.get() == theme


def test_the_first_texts_fill_empty_pages_once_and_leave_the_editors_words_alone(client):
    from home.models import PlainPage
    from home.starter import fill_empty_pages

    mine = PlainPage.objects.get(slug="a-propos")
    mine.body = [("paragraph", "<p>Nos mots à nous.</p>")]
    mine.save_revision().publish()

    filled = fill_empty_pages()

    assert len(filled) == 4
    assert fill_empty_pages() == []
    assert "Nos mots à nous" in client.get("/a-propos/").content.decode()
    assert "Défenseur des droits" in client.get("/accessibilite/").content.decode()


def test_the_demo_agenda_holds_what_comes_what_is_today_and_what_waits_to_be_told(demo, client):
    today = timezone.localdate()

    assert EventPage.objects.visible().ahead().count() == 4
    assert EventPage.objects.filter(date=today).count() == 1
    assert [event.slug for event in EventPage.objects.awaiting_recap()] == ["grand-tri-des-trois-vallees"]
    assert RecapPage.objects.get(event__slug="nec-saint-imaginaire").slug == "nec-saint-imaginaire"
    assert all("(exemple)" in event.title and event.fictional for event in EventPage.objects.all())
