"""The photos of a profile: shown lightly, kept by the partner from its space, and nobody else's."""

import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.models import ReferenceIndex

from core.models import Photo
from core.models.reviewing import Unfinished, mark, what_is_lacking
from partners.models import PartnerPage, PartnerPhoto, Project

from . import factories
from .keeping import fresh, years_old
from .keeping import member as join
from .reviews import account, logged_in, save, task_state
from .test_space import asked, form_of, send, version_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return years_old()


@pytest.fixture
def member(partner):
    return join(partner)


@pytest.fixture
def member_client(member):
    return logged_in(member.user)


def shot(name="facade.jpg", size=(60, 40), **options):
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, "JPEG", **options)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def rows(*photos, initial=0):
    """What a browser posts of photos; each is {field: value}."""
    posted = {"photos-TOTAL_FORMS": len(photos), "photos-INITIAL_FORMS": initial}
    for place, photo in enumerate(photos):
        posted |= {f"photos-{place}-{name}": value for name, value in photo.items()}
    return posted


def drafted(partner):
    return list(fresh(partner).get_latest_revision_as_object().photos.all())


def stored_photo(name="ailleurs", by=None):
    photo = Photo(title=name, uploaded_by_user=by)
    photo.file.save(f"{name}.jpg", shot(), save=True)
    return photo


def with_photos(partner, number=2, **fields):
    page = fresh(partner)
    page.photos = [
        PartnerPhoto(image=stored_photo(f"photo-{place}"), alt=f"Vue {place}", **fields) for place in range(number)
    ]
    page.save_revision().publish()
    return fresh(partner)


def keys_in(html):
    return re.findall(r'name="photos-\d-image" value="(\d+)"', html)


def test_readers_see_two_photos_and_unfold_the_others(client, partner):
    page = with_photos(partner, 4, credit="Ana Exemple")

    html = client.get(page.url).content.decode()

    shown, folded = html.split("<h2>En images</h2>")[1].split("</section>")[0].split("<details>")
    for part, places in ((shown, "01"), (folded, "23")):
        assert re.findall(r'alt="(.*?)"', part) == [f"Vue {place}" for place in places]
        assert part.count('loading="lazy"') == part.count("Ana Exemple") == 2
        assert part.count("image/avif") == 2
    assert "<h2>En images</h2>" not in client.get(factories.partner("Sans photo").url).content.decode()


def test_a_full_profile_keeps_within_twelve_queries(client, partner):
    partner.logo, partner.parent_partner = stored_photo("logo"), factories.partner("Emmaüs Connect")
    partner.projects = [Project(name="La collecte.tech")]
    partner.save()
    page = with_photos(partner, 4)
    client.get(page.url)

    with CaptureQueriesContext(connection) as reading:
        client.get(page.url)

    assert len(asked(reading)) <= 12


def test_the_credit_of_a_picture_of_the_library_is_shown_with_it(client, partner):
    page = with_photos(partner, 1)
    Photo.objects.update(credit="Bea Exemple")

    assert "Bea Exemple" in client.get(page.url).content.decode()


def test_a_photo_that_was_published_is_described_in_the_library_too(partner):
    page = with_photos(partner, 1, credit="Ana Exemple")

    photo = Photo.objects.get(pk=page.photos.get().image_id)

    assert (photo.description, photo.credit) == ("Vue 0", "Ana Exemple")
    page.photos = [PartnerPhoto(image=photo, alt="Autre chose")]
    page.save_revision().publish()
    photo.refresh_from_db()
    assert photo.description == "Vue 0"


def test_a_name_that_a_partner_withdraws_from_a_photo_is_shown_by_nothing(member_client, partner, client):
    page = with_photos(partner, 2, credit="Ana Exemple")
    mine, library = page.photos.all()
    assert Photo.objects.get(pk=mine.image_id).credit == "Ana Exemple"
    Photo.objects.filter(pk=library.image_id).update(credit="Bea Exemple")
    row = {"alt": "Vue", "credit": ""}
    known = [row | {"id": one.pk, "image": one.image_id} for one in (mine, library)]

    send(member_client, partner, action="send", **rows(*known, initial=2))
    preview = member_client.get(reverse("space_preview", args=[partner.pk])).content.decode()
    task_state(partner).approve(user=account("Nora"))

    for html in (preview, client.get(page.url).content.decode()):
        assert "Ana Exemple" not in html
        assert "Bea Exemple" in html
    assert [Photo.objects.get(pk=one.image_id).credit for one in (mine, library)] == ["", "Bea Exemple"]
    form = member_client.get(reverse("space_profile", args=[partner.pk])).content.decode()
    assert "Ana Exemple" not in form
    assert "Bea Exemple" in form


def test_a_partner_adds_photos_half_described_and_finds_them_again(
    member_client, partner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(
            member_client,
            partner,
            **rows({"file": shot("facade.jpg"), "alt": "La façade", "credit": "Ana"}, {"file": shot("salle.jpg")}),
        )

    assert answer.status_code == 302
    assert [(row.alt, row.credit) for row in drafted(partner)] == [("La façade", "Ana"), ("", "")]
    assert not fresh(partner).photos.exists()
    html = member_client.get(reverse("space_profile", args=[partner.pk])).content.decode()
    assert len(keys_in(html)) == 2
    assert html.count("max-320x240") == 2
    assert "facade" not in BeautifulSoup(html, "html.parser").get_text()
    assert {photo.title for photo in Photo.objects.all()} == {"Photo de Hub-Lo : La façade", "Photo de Hub-Lo"}
    assert Photo.objects.search("façade").count() == 1
    assert ReferenceIndex.get_references_for_object(Photo.objects.first()).exists()
    assert "La façade" in member_client.get(reverse("space_preview", args=[partner.pk])).content.decode()


def test_photos_leave_place_and_author_behind(member_client, partner):
    marks = Image.Exif()
    marks[0x013B] = "Ana, chez elle"
    assert b"chez elle" in shot(exif=marks).read()

    send(member_client, partner, **rows({"file": shot(exif=marks), "alt": "La façade"}))

    (row,) = drafted(partner)
    with row.image.file.open("rb") as kept:
        assert b"chez elle" not in kept.read()


def test_photos_are_described_put_first_replaced_and_removed(member_client, partner):
    page = with_photos(partner, 3)
    first, second, third = page.photos.all()

    send(
        member_client,
        partner,
        **rows(
            {"id": first.pk, "image": first.image_id, "alt": "Vue 0", "DELETE": "on"},
            {"id": second.pk, "image": second.image_id, "alt": "Vue 1", "file": shot("neuve.jpg")},
            {"id": third.pk, "image": third.image_id, "alt": "La salle, pleine", "first": "on"},
            initial=3,
        ),
    )

    now = drafted(partner)
    assert [row.pk for row in now] == [third.pk, second.pk]
    assert [row.alt for row in now] == ["La salle, pleine", "Vue 1"]
    assert now[0].image_id == third.image_id
    assert now[1].image_id not in (first.image_id, second.image_id, third.image_id)
    assert [row.alt for row in fresh(partner).photos.all()] == ["Vue 0", "Vue 1", "Vue 2"]


def test_a_photo_that_was_never_published_is_kept_again_as_one(member_client, partner):
    send(member_client, partner, **rows({"file": shot(), "alt": "La façade"}))
    (row,) = drafted(partner)

    send(member_client, partner, **rows({"image": row.image_id, "alt": "La façade, de nuit"}, initial=1))

    (again,) = drafted(partner)
    assert (again.image_id, again.alt) == (row.image_id, "La façade, de nuit")


def test_sending_asks_what_each_photo_shows_and_loses_no_file(member_client, partner):
    logo = shot("logo.jpg")
    form = rows({"file": shot("facade.jpg")}, {"file": SimpleUploadedFile("x.png", b"rien"), "alt": "La salle"})

    html = send(member_client, partner, action="send", logo_file=logo, **form).content.decode()

    assert "Dites ce que l’on voit sur la photo" in html
    assert "pas une image lisible" in html
    assert "Logo reçu. Inutile de le choisir de nouveau" in html
    assert 'value="La salle"' in html
    assert fresh(partner).current_workflow_state is None
    (key,) = keys_in(html)
    held = re.search(r'name="logo_held" value="(\d+)"', html)[1]
    send(member_client, partner, action="send", logo_held=held, **rows({"image": key, "alt": "La façade"}))
    draft = fresh(partner).get_latest_revision_as_object()
    assert draft.logo.title == "Logo de Hub-Lo"
    assert [(row.alt, str(row.image_id)) for row in draft.photos.all()] == [("La façade", key)]
    assert fresh(partner).current_workflow_state.status == "in_progress"


@pytest.mark.parametrize("key", ["{other}", "x", "0", "99999999999999999999"])
def test_pictures_of_others_are_out_of_reach_and_the_try_is_noted(key, member_client, partner, caplog):
    secret = stored_photo("secret", by=account("Bea"))
    other = factories.partner("Emmaüs Connect", logo=secret)
    other.photos = [PartnerPhoto(image=secret, alt="Rien à voir")]
    other.save_revision()
    key = key.format(other=secret.pk)

    html = send(member_client, partner, logo_held=key, **rows({"image": key, "alt": "À moi"})).content.decode()

    assert "Choisissez le fichier" in html
    assert "secret" not in html
    assert "logo_held, photos-0-image" in caplog.text
    send(member_client, partner, logo_held=key)
    draft = fresh(partner).get_latest_revision_as_object()
    assert (draft.logo, list(draft.photos.all())) == (None, [])


def test_a_colleague_reaches_what_a_version_of_the_profile_held(member_client, partner, caplog):
    """Somebody removes a photo while a colleague describes it: the second sees both texts and may keep it."""
    removed = stored_photo("retiree", by=account("Bea"))
    page = fresh(partner)
    page.photos = [PartnerPhoto(image=removed, alt="La façade")]
    page.save_revision()
    row = {"image": removed.pk, "alt": "La façade, de nuit"}
    mine = form_of(member_client, partner, **rows(row, initial=1))
    send(member_client, partner)
    address = reverse("space_profile", args=[partner.pk])

    both = member_client.post(address, mine)

    assert both.status_code == 409
    (photos,) = both.context["others"]
    assert (photos.label, photos.kept) == ("Photos", "")
    assert photos.typed == f"image n° {removed.pk}, La façade, de nuit"
    again = mine | {"version": version_in(both.content.decode())}
    assert member_client.post(address, again).status_code == 302
    assert [one.image_id for one in drafted(partner)] == [removed.pk]
    assert "photos-0-image" not in caplog.text


def test_two_people_at_once_lose_no_file_and_what_one_left_alone_is_as_the_other_kept_it(member_client, partner):
    with_photos(partner, 1)
    (row,) = fresh(partner).photos.all()
    same = {"id": row.pk, "image": row.image_id, "alt": row.alt}
    mine = form_of(member_client, partner, logo_file=shot("logo.jpg"), **rows(same, initial=1))
    send(member_client, partner, **rows(same | {"alt": "La façade, de nuit"}, initial=1))

    both = member_client.post(reverse("space_profile", args=[partner.pk]), mine)

    assert both.status_code == 409
    logo = Photo.objects.get(title="Logo de Hub-Lo")
    assert [(one.label, one.typed) for one in both.context["others"]] == [("Logo", f"image n° {logo.pk}")]
    html = both.content.decode()
    assert 'value="La façade, de nuit"' in html
    assert re.search(r'name="logo_held" value="\d+"', html)


def test_a_fifth_photo_is_one_too_many(member_client, partner):
    html = send(member_client, partner, **rows(*[{"file": shot(f"{i}.jpg"), "alt": "Vue"} for i in range(5)]))

    assert "Quatre photos au plus" in html.content.decode()
    assert len(keys_in(html.content.decode())) == 5


def test_confirming_with_a_file_chosen_says_that_nothing_is_kept_yet(member_client, partner):
    html = send(member_client, partner, action="confirm", **rows({"file": shot(), "alt": ""})).content.decode()

    assert "Vous avez changé quelque chose" in html
    assert keys_in(html)


def test_photos_cost_few_queries(member_client, partner):
    address = reverse("space_profile", args=[partner.pk])
    partner.get_full_url()
    files = rows(*[{"file": shot(f"{place}.jpg"), "alt": "Vue"} for place in range(4)])
    form = form_of(member_client, partner, action="send", logo_file=shot("logo.jpg"), **files)

    with CaptureQueriesContext(connection) as sending_all_at_once:
        answer = member_client.post(address, form)
    member_client.get(address)
    with CaptureQueriesContext(connection) as opening_the_draft:
        member_client.get(address)
    task_state(partner).approve(user=account("Nora"))
    member_client.get(address)
    with CaptureQueriesContext(connection) as opening:
        member_client.get(address)

    assert answer.status_code == 302
    assert len(asked(sending_all_at_once)) <= 60
    assert len(asked(opening_the_draft)) <= 15
    assert fresh(partner).photos.count() == 4
    assert len(asked(opening)) <= 15


def test_what_is_missing_from_a_profile_counts_its_photos(member_client, partner):
    home = reverse("space", args=[partner.pk])
    assert "une photo" in member_client.get(home).content.decode()

    with_photos(partner, 1)

    assert "une photo" not in member_client.get(home).content.decode()


def test_the_editor_sees_what_changed_and_approves_no_photo_left_undescribed(member_client, partner, editor):
    page = with_photos(partner, 1)
    row = page.photos.get()
    known = {"id": row.pk, "image": row.image_id}
    send(member_client, partner, action="send", **rows(known | {"alt": "La façade, de nuit"}, initial=1))
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[partner.pk, "live", "latest"])

    html = logged_in(editor).get(compare).content.decode()

    assert "La façade, de nuit" in html
    half = fresh(partner).get_latest_revision_as_object()
    half.photos = [PartnerPhoto(image=row.image, alt="")]
    save(partner, account("Bea"), photos=list(half.photos.all()))
    assert what_is_lacking(fresh(partner).get_latest_revision_as_object()) == [
        "Dans « ce que montre la photo », quelque chose manque ou ne va pas."
    ]
    state = task_state(partner)
    with pytest.raises(Unfinished):
        state.task.specific.on_action(
            state.specific, editor, "approve", reviewed=mark(fresh(partner).get_latest_revision())
        )
    assert [one.alt for one in fresh(partner).photos.all()] == ["Vue 0"]


def test_a_picture_deleted_from_the_library_leaves_the_profile_whole(member_client, partner, client):
    page = with_photos(partner, 2)
    send(member_client, partner, **rows({"id": page.photos.first().pk, "alt": "Autre vue"}, initial=1))

    page.photos.first().image.delete()

    assert member_client.get(reverse("space_profile", args=[partner.pk])).status_code == 200
    assert [row.alt for row in fresh(partner).photos.all()] == ["Vue 1"]
    assert client.get(page.url).status_code == 200


def test_photos_are_in_the_archive_of_who_sent_them_and_stay_when_they_go(member_client, partner, member):
    import zipfile

    send(member_client, partner, **rows({"file": shot("facade.jpg"), "alt": "La façade"}))

    packed = zipfile.ZipFile(BytesIO(member_client.post(reverse("space_export")).content))

    (name,) = [name for name in packed.namelist() if name.startswith("fichiers/")]
    assert "facade" in name
    member.user.delete()
    (row,) = drafted(partner)
    assert Photo.objects.get(pk=row.image_id).uploaded_by_user is None
    assert PartnerPage.objects.filter(pk=partner.pk).exists()


def test_a_photo_of_a_draft_is_shown_to_nobody_else(member_client, partner, client):
    send(member_client, partner, **rows({"file": shot("secrete.jpg"), "alt": "Vue secrète"}))
    (row,) = drafted(partner)
    stranger = logged_in(account("Zoe"))

    for who in (stranger, type(client)()):
        assert "secrete" not in who.get(partner.url).content.decode()
        assert who.get(f"/media/{row.image.file.name}").status_code == 404
        for name in ("space_profile", "space_preview"):
            assert who.get(reverse(name, args=[partner.pk])).status_code in (302, 404)
