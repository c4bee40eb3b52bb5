"""What a reader finds on a partner's page."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.models import PartnerAlias, PartnerPage, Project, validate_siret

from . import factories


def read(client, page):
    return client.get(page.url).content.decode()


def test_a_partner_shows_every_page_that_cites_it_with_its_roles(client, db):
    hub = factories.partner("Hub-Lo")
    factories.recap("Orléans", partners=[(hub, "organised"), (hub, "hosted")])
    factories.article("Portrait", partners=[(hub, "mentioned")])
    factories.recap("Sans lui")

    html = read(client, hub)

    assert ">A organisé, a accueilli<" in html
    assert "Portrait</a>" in html
    assert "Sans lui" not in html


def test_a_project_is_shown_with_the_partner_that_carries_it(client, db):
    emmaus = factories.partner("Emmaüs Connect")
    emmaus.projects = [Project(name="La collecte.tech", since=2020)]
    emmaus.save()

    html = read(client, emmaus)

    assert "<h3>La collecte.tech</h3>" in html
    assert "Depuis 2020" in html


@pytest.mark.parametrize(
    ("days", "words"),
    [(10, "Fiche vérifiée par la rédaction le"), (300, "Fiche vérifiée par"), (400, "Fiche à confirmer"), (None, "")],
)
def test_a_profile_says_how_fresh_it_is(client, db, days, words):
    reviewed = timezone.localdate() - timedelta(days=days) if days is not None else None

    html = read(client, factories.partner(reviewed_on=reviewed))

    assert ("badge" in html) == bool(words)
    assert words in html


def test_a_name_it_is_also_known_by_finds_a_partner(client, db):
    fcs = factories.partner("Fédération des centres sociaux Centre-Val de Loire")
    fcs.other_names = [PartnerAlias(name="FCS-CVL")]
    fcs.save()

    assert "centres sociaux" in client.get("/recherche/?q=fcs").content.decode()


def test_the_directory_can_be_read_by_type(client, db):
    factories.partner("Hub-Lo", kind="hub")
    factories.partner("Maison de Bégon", kind="place")

    html = client.get("/partenaires/?type=hub").content.decode()

    assert "Hub-Lo" in html
    assert "Maison de Bégon" not in html
    assert client.get("/partenaires/?type=rien").status_code == 200


def test_the_directory_counts_only_what_anyone_may_read(client, db):
    hub = factories.partner("Hub-Lo")
    factories.recap("Public", partners=[(hub, "spoke")])
    factories.make_private(factories.recap("Privé", partners=[(hub, "spoke")]))
    factories.recap("Brouillon", partners=[(hub, "spoke")], live=False)

    assert "cité dans 1 publication<" in client.get("/partenaires/").content.decode()


@pytest.mark.parametrize("siret", ["73282932000074", "35600000000048", "35600000049837"])
def test_a_true_siret_is_accepted(siret):
    validate_siret(siret)


@pytest.mark.parametrize("siret", ["73282932000075", "7328293200007", "732 829 320 00074", "abcdefghijklmn"])
def test_a_mistyped_siret_is_refused_with_a_sentence(siret):
    with pytest.raises(ValidationError, match="SIRET"):
        validate_siret(siret)


def test_a_name_withdrawn_is_withdrawn_everywhere_and_the_role_stays(client, db):
    louis = factories.person("Louise Mercier")
    body = [
        factories.session(
            factories.quote("On a débattu.", person=louis),
            speakers=[factories.speaker(person=louis, role="responsable plaidoyer")],
        )
    ]
    recap = factories.recap(body=body)
    article = factories.article(body=[factories.quote("Encore.", person=louis)])
    assert "Louise Mercier" in read(client, recap)

    louis.withdrawn_on = timezone.localdate()
    louis.save()

    for page in (recap, article):
        assert "Louise" not in read(client, page)
    assert "Responsable plaidoyer" in read(client, recap)
    assert "Aucune page" in client.get("/recherche/?q=louise+mercier").content.decode()


def test_a_long_name_or_an_odd_one_breaks_nothing(client, db):
    for title in ("M" * 150, "ⵣⵣ", "مركز الحي", "🎉 Fête du numérique", "75", "L'Haÿ-les-Roses"):
        assert client.get(factories.partner(title, slug=f"p-{PartnerPage.objects.count()}").url).status_code == 200
    assert client.get("/partenaires/").status_code == 200


@pytest.mark.parametrize("voice", ["anonymous", "function"])
def test_a_person_behind_an_unnamed_quotation_is_named_nowhere(client, db, voice):
    louis = factories.person("Louise Mercier")
    quote = factories.quote("On a débattu.", person=louis, voice=voice, who="Une habitante")

    page = factories.article(body=[quote])

    assert "Louise" not in read(client, page)
    assert not louis.mentions.exists()
    assert "Aucune page" in client.get("/recherche/?q=louise").content.decode()


def test_a_speaker_who_spoke_for_another_organisation_is_not_linked_to_their_own(client, db):
    hub = factories.partner("Hub-Lo")
    ines = factories.person("Inès Lacroix", organisation=hub)
    speakers = [factories.speaker(person=ines, role="médiatrice", organisation="Une autre structure")]

    html = read(client, factories.recap(body=[factories.session(speakers=speakers)]))

    assert "Médiatrice, Une autre structure</span>" in html
    assert hub.url not in html


def test_a_long_directory_has_pages(client, db, monkeypatch):
    monkeypatch.setattr("partners.models.directory.PARTNERS_PER_PAGE", 2)
    for number in range(3):
        factories.partner(f"Structure {number}")

    assert "Structure 2" not in client.get("/partenaires/").content.decode()
    assert "Structure 2" in client.get("/partenaires/?page=2").content.decode()
    assert client.get("/partenaires/?page=3").status_code == 404


def test_a_reader_calls_a_structure_with_one_touch(client, db):
    hub = factories.partner("Hub-Lo", phone="02 99 00 00 01")

    assert '<a href="tel:0299000001">02 99 00 00 01</a>' in read(client, hub)
