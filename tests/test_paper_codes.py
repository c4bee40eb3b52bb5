"""A code on paper: once, for a week, and no way to somebody else's account."""

import io
import json
import re
import zipfile
from hashlib import sha256

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Notice, SignedLink, User
from core.personal.erasing import erase_again, erase_those_due
from partners.invitations import invite
from partners.models import JoinRequest, Membership, PaperCode

from . import factories
from .reviews import account, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]

DOOR = "/mon-espace/code/"
ANA = {"first_name": "Ana", "last_name": "N’Diaye", "email": "ana@hub-lo.example"}


@pytest.fixture
def partner():
    return factories.partner("Hub-Lo")


@pytest.fixture
def paper(partner, editor):
    return PaperCode.make(partner=partner, label="Ana", role="contributor", made_by=editor)


def space(partner):
    return reverse("space", args=[partner.pk])


def text(response):
    return response.content.decode().replace("\u202f", " ")


def test_the_code_opens_the_space_without_a_mail(client, paper, partner):
    answer = client.post(DOOR, ANA | {"code": paper.code}, follow=True)

    assert answer.redirect_chain[-1][0] == space(partner)
    assert answer.status_code == 200
    membership = Membership.objects.get()
    assert (membership.user.email, membership.role, membership.partner) == (ANA["email"], "contributor", partner)
    assert membership.joined_at
    assert mail.outbox == []
    assert client.get("/admin/").status_code == 404


@pytest.mark.parametrize("dash", ["-", "", " ", "–"])
def test_dashes_and_capitals_do_not_count(client, paper, dash):
    client.post(DOOR, ANA | {"code": paper.code.lower().replace("-", dash)})

    assert Membership.objects.exists()


def test_the_same_sentence_for_a_wrong_a_used_an_expired_and_a_withdrawn_code(partner, editor):
    def make(by=editor):
        return PaperCode.make(partner=partner, label="Ana", role="manager", made_by=by)

    expired, used, fired = make(), make(), make(account("Nadia", "Rédaction"))
    PaperCode.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    used.use()
    User.objects.filter(first_name="Nadia").update(is_active=False)
    demoted = make(account("Ines", "Rédaction"))
    User.objects.get(first_name="Ines").groups.clear()

    said = set()
    for code in (expired.code, used.code, fired.code, demoted.code, "CCCC-CCCC-CCCC-CCCC", "é"):
        soup = BeautifulSoup(Client().post(DOOR, ANA | {"code": code}).content, "html.parser")
        said.add(soup.select_one("#id_code_error").text)

    assert len(said) == 1
    assert not User.objects.filter(email=ANA["email"]).exists()


def test_a_code_serves_once(client, paper):
    client.post(DOOR, ANA | {"code": paper.code})

    Client().post(DOOR, ANA | {"email": "bea@hub-lo.example", "code": paper.code})

    assert Membership.objects.count() == 1
    assert [paper.use(), paper.use()] == [False, False]


def test_an_address_that_has_an_account_is_sent_to_the_door_first(client, paper, partner, editor):
    answer = client.post(DOOR, ANA | {"email": editor.email.upper(), "code": paper.code})

    assert "Cette adresse a déjà un compte" in text(answer)
    assert "/compte/login/?next=/mon-espace/code/" in text(answer)
    assert client.get(space(partner)).status_code == 302
    assert not Membership.objects.exists()

    inside = logged_in(editor)
    assert inside.post(DOOR, {"code": paper.code}).url == space(partner)
    assert Membership.objects.get().user == editor


def test_a_wrong_code_never_says_whether_an_address_has_an_account(editor):
    known, unknown = (
        Client().post(DOOR, ANA | {"email": email, "code": "CCCC-CCCC-CCCC-CCCC"}).content.decode()
        for email in (editor.email, "inconnue@maillage.example")
    )

    without = [re.sub(r'value="[^"]*"', "", html) for html in (known, unknown)]
    assert without[0] == without[1]


def test_a_member_keeps_the_paper_for_somebody_else(paper, partner, editor):
    user = invite(partner, "ana@hub-lo.example", "manager", by=editor).user
    Membership.objects.join(user)

    answer = logged_in(user).post(DOOR, {"code": paper.code}, follow=True)

    assert "Vous avez déjà accès" in text(answer)
    assert Membership.objects.get().role == "manager"
    assert PaperCode.objects.open().exists()


def test_somebody_who_let_their_invitation_lapse_comes_in_with_the_paper(paper, partner, editor):
    late = invite(partner, "ana@hub-lo.example", "contributor", by=editor)
    Membership.objects.update(invited_at="2026-01-01T00:00Z")

    assert logged_in(late.user).post(DOOR, {"code": paper.code}).url == space(partner)

    assert Membership.objects.in_force().get().joined_at
    assert not PaperCode.objects.open().exists()


def test_tries_are_counted_by_network_and_no_address_is_kept(paper, settings, keys_in_the_cache):
    settings.ACCOUNT_RATE_LIMITS = {"paper_code": "2/h/key"}

    answers = [Client().post(DOOR, ANA | {"code": code}) for code in ("A", "B", paper.code)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert not Membership.objects.exists()
    keys = keys_in_the_cache()
    assert any("paper_code" in key for key in keys)
    guesses = {"127.0.0", *(sha256(text.encode()).hexdigest() for text in ("127.0.0.1", "127.0.0.0/24"))}
    assert not [key for key in keys for guess in guesses if guess in key]


def test_only_a_digest_is_stored(paper):
    stored = str(PaperCode.objects.values().get())

    assert len(paper.code) == 19
    assert re.fullmatch(r"(?:[CDFGHJKMNPQRTVWXY34679]{4}-){3}[CDFGHJKMNPQRTVWXY34679]{4}", paper.code)
    assert paper.code not in stored
    assert paper.code.replace("-", "") not in stored


def test_whoever_types_somebody_elses_address_gains_nothing_from_it(client, paper, partner, editor):
    client.post(DOOR, ANA | {"code": paper.code})
    assert client.get(space(partner)).status_code == 200
    assert not EmailAddress.objects.get(email=ANA["email"]).verified

    other = factories.partner("Emmaüs Connect")
    invite(other, ANA["email"], "manager", by=editor)

    assert client.get(space(other)).status_code == 302
    assert EmailAddress.objects.get(email=ANA["email"]).verified


def test_the_owner_of_the_address_comes_in_with_one_code_and_ends_other_sessions(client, paper, partner):
    client.post(DOOR, ANA | {"code": paper.code})
    owner = Client()

    owner.post("/compte/login/", {"login": ANA["email"]}, follow=True)
    code = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()
    owner.post("/compte/login/code/confirm/", {"code": code})

    assert owner.get(space(partner)).status_code == 200
    assert client.get(space(partner)).status_code == 302


def test_a_role_is_given_to_the_owner_of_the_address_and_not_to_a_session_on_paper(client, paper, partner):
    client.post(DOOR, ANA | {"code": paper.code})

    User.objects.get(email=ANA["email"]).groups.add(Group.objects.get(name="Relecture"))

    assert client.get("/admin/").status_code == 302
    assert client.get(space(partner)).status_code == 302


def test_changing_ones_name_proves_no_address(client, paper, partner):
    client.post(DOOR, ANA | {"code": paper.code})

    client.post(reverse("space_account"), {"first_name": "Anaïs", "last_name": "N’Diaye", "mail_pace": "each"})

    assert client.get(space(partner)).status_code == 200
    assert User.objects.get(email=ANA["email"]).first_name == "Anaïs"
    assert not EmailAddress.objects.get(email=ANA["email"]).verified


def test_an_address_that_nobody_checked_gives_nothing_of_its_owner_and_forgets_nothing(client, paper, editor):
    asked = JoinRequest.objects.create(email=ANA["email"].upper(), name="Hub", message="Je suis du hub.")
    SignedLink.make(10, purpose="quiet", page=factories.partner("Ailleurs"), label="Pour Ana", email=ANA["email"])
    Notice.objects.create(recipient=editor, key="k", subject_key="k", subject="x", body=f"De {ANA['email']}.")
    client.post(DOOR, ANA | {"code": paper.code})
    user = User.objects.get(email=ANA["email"])

    told = archived(client)
    assert (told["demandes"], told["liens"]) == ([], [])
    user.vouch_for_address()
    told = archived(logged_in(user))
    assert (told["demandes"][0]["message"], told["liens"][0]["pour"]) == ("Je suis du hub.", "Pour Ana")

    user.await_proof_of_address()
    erase_again([user.pk])
    erase_those_due()

    assert JoinRequest.objects.get() == asked
    assert SignedLink.objects.get().label == "Pour Ana"
    assert Notice.objects.get(key="k").body == f"De {ANA['email']}."


def archived(client):
    packed = zipfile.ZipFile(io.BytesIO(client.post(reverse("space_export")).content))
    return json.loads(packed.read("donnees.json"))
