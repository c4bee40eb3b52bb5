"""Pictures that a partner's form held and that nothing shows any more are deleted, and no other."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from core.models import BasePage, Photo
from partners.models import PartnerPhoto

from . import factories
from .keeping import fresh, member, years_old
from .reviews import account, logged_in, propose, save
from .test_profile_photos import rows, shot, stored_photo
from .test_space import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return years_old()


@pytest.fixture
def ana(partner):
    return member(partner).user


@pytest.fixture
def photo(ana):
    """What a form held two years ago."""
    return stored_photo("Photo de Hub-Lo : façade", by=ana)


@pytest.fixture
def purge(commits):
    def run():
        Photo.objects.update(created_at=timezone.now() - timedelta(days=800))
        with commits():
            call_command("purge_photos")

    return run


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def years_pass():
    Revision.objects.update(created_at=timezone.now() - timedelta(days=700))


def with_photo(partner, photo):
    draft = fresh(partner).get_latest_revision_as_object()
    draft.photos = [PartnerPhoto(image=photo, alt="La façade")]
    return draft


def test_a_picture_of_a_form_that_was_never_kept_is_deleted_with_its_file(partner, ana, purge, commits):
    with commits():
        send(logged_in(ana), partner, title="", logo_file=shot("l.jpg"), **rows({"file": shot(), "alt": "La façade"}))
    files = [photo.file.name for photo in Photo.objects.all()]
    assert len(files) == 2

    call_command("purge_photos")
    assert Photo.objects.count() == 2
    purge()

    assert not Photo.objects.exists()
    assert not any(default_storage.exists(name) for name in files)


def test_a_picture_that_was_replaced_is_deleted_a_year_later_and_its_version_still_opens(partner, photo, purge):
    with_photo(partner, photo).save_revision().publish()
    former = fresh(partner).latest_revision
    page = fresh(partner)
    page.photos = []
    page.save_revision().publish()

    purge()
    assert Photo.objects.filter(pk=photo.pk).exists()
    years_pass()
    purge()

    assert not Photo.objects.filter(pk=photo.pk).exists()
    assert list(former.as_object().photos.all()) == []


def online(partner, photo):
    with_photo(partner, photo).save_revision().publish()


def kept_as_a_draft(partner, photo):
    with_photo(partner, photo).save_revision()


def kept_as_a_logo(partner, photo):
    save(partner, None, logo=photo)


def read_and_then_kept_anew(partner, photo):
    propose(partner, None, logo=photo)
    save(partner, None, logo=None)


def waiting_for_its_hour(partner, photo):
    draft = with_photo(partner, photo)
    draft.go_live_at = timezone.now() + timedelta(days=3)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    save(partner, None, photos=[])


def in_a_draft_elsewhere(partner, photo):
    save(factories.recap("Une journée à Tours"), None, cover=photo)


def in_a_text_elsewhere(partner, photo):
    embed = f'<embed alt="" embedtype="image" format="fullwidth" id="{photo.pk}"/>'
    save(factories.partner("Emmaüs Connect"), None, presentation=f"<p>Voici.</p>{embed}")


def in_the_story_of_a_draft_elsewhere(partner, photo):
    photo.contextual_alt_text, photo.decorative = "La façade", False
    told = factories.recap("Modèle", body=[factories.session(("picture", {"image": photo, "caption": ""}))]).body
    save(factories.recap("Une journée à Blois"), None, body=told)
    BasePage.objects.get(title="Modèle").delete()


def tagged(partner, photo):
    photo.tags.add("façades")


def changed_in_the_library(partner, photo):
    log(photo, "wagtail.edit")


def sent_by_an_editor(partner, photo):
    Photo.objects.update(uploaded_by_user=account("Bea", "Rédaction"))


def named_otherwise(partner, photo):
    Photo.objects.update(title="Façade de Hub-Lo")


@pytest.mark.parametrize(
    "hold",
    [
        online,
        kept_as_a_draft,
        kept_as_a_logo,
        read_and_then_kept_anew,
        waiting_for_its_hour,
        in_a_draft_elsewhere,
        in_a_text_elsewhere,
        in_the_story_of_a_draft_elsewhere,
        tagged,
        changed_in_the_library,
        sent_by_an_editor,
        named_otherwise,
    ],
)
def test_what_is_held_is_kept_however_old(hold, partner, photo, purge):
    hold(partner, photo)
    years_pass()

    purge()

    assert Photo.objects.filter(pk=photo.pk).exists()
