"""Who let whom in, and who left: told in the history of the profile and in the site's log, without an address."""

import logging
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from core.models import Erasure, User
from partners.handovers import accept as accept_handover
from partners.handovers import ask_to_hand_over
from partners.handovers import refuse as refuse_handover
from partners.invitations import take_up
from partners.joining import accept, confirm, refuse
from partners.models import Handover, JoinRequest, PaperCode

from . import factories
from .reviews import account, logged_in, proved

pytestmark = pytest.mark.django_db

ANA = "ana@hub-lo.example"


@pytest.fixture
def partner():
    return factories.partner("Hub-Lo")


@pytest.fixture
def press(editor_client, partner):
    """Press a button of « Personnes »."""

    def run(action, **data):
        return editor_client.post(reverse("partner_people", args=[partner.pk]), {"action": action} | data)

    return run


@pytest.fixture
def ana(press):
    press("invite", email=ANA, role="manager", first_name="Ana", last_name="N’Diaye")
    return User.objects.get(email=ANA)


@pytest.fixture
def history(partner, editor_client):
    """What an editor reads in the history of the profile, the latest first."""

    def read():
        html = editor_client.get(reverse("wagtailadmin_pages:history", args=[partner.pk])).content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))

    return read


def told(partner):
    entries = PageLogEntry.objects.filter(page=partner.pk).order_by("pk").select_related("user")
    return [
        (entry.action.partition(".")[2], entry.user.first_name if entry.user else None, entry.message)
        for entry in entries
        if not entry.action.startswith("wagtail.")
    ]


def test_an_invitation_is_told_from_its_making_to_its_end(press, ana, partner):
    member = ana.memberships.get()
    press("again", member=member.pk)
    press("remove", member=member.pk)
    press("invite", email=ANA, role="contributor")
    take_up(ana)
    member = ana.memberships.get()
    press("manager", member=member.pk)
    press("manager", member=member.pk)
    press("invite", email=ANA, role="manager")
    press("remove", member=member.pk)

    assert told(partner) == [
        ("invite", "Camille", "Invitation : Ana N’Diaye, responsable"),
        ("invite_again", "Camille", "Invitation renvoyée : Ana N’Diaye, responsable"),
        ("invite_withdraw", "Camille", "Invitation retirée : Ana N’Diaye"),
        ("invite", "Camille", "Invitation : Ana N’Diaye, contributeur·ice"),
        ("join", "Ana", "Invitation acceptée : Ana N’Diaye, contributeur·ice"),
        ("role", "Camille", "Nouveau rôle : Ana N’Diaye, responsable"),
        ("remove", "Camille", "Accès retiré : Ana N’Diaye"),
    ]


@pytest.mark.usefixtures("fresh_cache")
def test_a_paper_code_is_told_without_the_name_on_it(press, partner, editor):
    code = re.search(r"(?:\w{4}-){3}\w{4}", press("paper", label="Bea", role="contributor").content.decode()).group()
    Client().post("/mon-espace/code/", {"code": code, "first_name": "Ana", "last_name": "Roy", "email": ANA})
    second = PaperCode.make(partner=partner, label="Bea", role="manager", made_by=editor)
    press("withdraw", code=second.pk)

    first = PaperCode.objects.get().pk
    assert told(partner) == [
        ("paper_make", "Camille", f"Code papier n° {first} fait : contributeur·ice"),
        ("paper_use", "Ana", f"Code papier n° {first} utilisé : Ana Roy, contributeur·ice"),
        ("paper_withdraw", "Camille", f"Code papier n° {second.pk} retiré"),
    ]


def test_requests_and_handovers_are_told(ana, partner, editor):
    asked = {"first_name": "Bea", "last_name": "Roy", "position": "élue", "role": "contributor"}
    first, second = (
        JoinRequest.objects.create(partner=partner, email=f"{name}@hub-lo.example", **asked) for name in "bc"
    )
    for one in (first, second):
        confirm(one)
    accept(first, "manager", editor)
    refuse(second, "Rappelez-nous.", editor)
    take_up(User.objects.get(email="b@hub-lo.example"))
    ask_to_hand_over(partner, ana, "Zoé", "zoe@hub-lo.example")
    refuse_handover(Handover.objects.get(), editor, "Pas encore.")
    ask_to_hand_over(partner, ana)
    accept_handover(Handover.objects.latest("pk"), editor)

    assert [what for what in told(partner) if what[0].startswith(("request", "handover"))] == [
        ("request_accept", "Camille", f"Demande n° {first.pk} acceptée : Bea Roy, responsable"),
        ("request_refuse", "Camille", f"Demande n° {second.pk} refusée"),
        ("handover_ask", "Ana", "Passage de relais demandé : Ana N’Diaye"),
        ("handover_refuse", "Camille", "Passage de relais refusé : Ana N’Diaye"),
        ("handover_ask", "Ana", "Passage de relais demandé : Ana N’Diaye"),
        ("handover_accept", "Camille", "Passage de relais accepté : Ana N’Diaye"),
    ]


def test_what_was_refused_to_a_new_structure_is_told_in_the_history_of_the_directory(editor):
    typed = {"name": "Café", "first_name": "Bea", "last_name": "Roy", "position": "élue", "email": ANA}
    asked = JoinRequest.objects.create(**typed)
    confirm(asked)

    refuse(asked, "Rappelez-nous.", editor)

    entry = PageLogEntry.objects.get(action="partners.request_refuse")
    assert (entry.page.slug, entry.message) == ("partenaires", f"Demande n° {asked.pk} refusée")


def test_who_leaves_is_told_where_they_kept_something_and_named_no_more_once_erased(
    ana, partner, history, editor_client
):
    inside = proved(logged_in(ana))
    for action in ("ask", "give-up", "ask"):
        inside.post(reverse("space_erase"), {"action": action})
    inside.post(reverse("space_disconnect"))
    assert "Effacement du compte demandé : Ana N’Diaye" in history().replace("\u202f", " ")
    Erasure.objects.update(due_at=timezone.now())

    call_command("erase_accounts")

    assert [what for what, _who, _message in told(partner)][-5:] == [
        "erasure_ask",
        "erasure_give_up",
        "erasure_ask",
        "disconnect",
        "erasure_done",
    ]
    alias = f"Ancien contributeur n° {ana.pk}"
    report = editor_client.get("/admin/reports/site-history/").content.decode()
    for screen in (history(), report):
        assert f"Compte effacé : {alias}" in screen.replace("\u202f", " ")
        assert "N’Diaye" not in screen
        assert ANA not in screen


def test_an_account_that_keeps_nothing_has_its_own_history(editor):
    nadia = account("Nadia")
    ModelLogEntry.objects.log_action(nadia, "wagtail.create", user=editor)

    proved(logged_in(nadia)).post(reverse("space_erase"), {"action": "ask"})
    Erasure.objects.update(due_at=timezone.now())
    call_command("erase_accounts")

    entries = ModelLogEntry.objects.for_instance(nadia).filter(action__startswith="core.")
    assert {entry.action for entry in entries} == {"core.erasure_ask", "core.erasure_done"}
    assert {entry.label for entry in ModelLogEntry.objects.for_instance(nadia)} == {
        f"Ancien contributeur n° {nadia.pk}"
    }


def test_the_log_tells_numbers_once_it_is_done(press, partner, editor, caplog, django_capture_on_commit_callbacks):
    with caplog.at_level(logging.INFO, "maillage.audit"), django_capture_on_commit_callbacks(execute=True):
        press("invite", email=ANA, role="manager", first_name="Ana")
        assert not caplog.messages

    ana = User.objects.get(email=ANA)
    (line,) = caplog.messages
    assert line == f"partners.invite by={editor.pk} pages=[{partner.pk}] role=responsable about={ana.pk}"


def test_whoever_has_no_name_is_a_number(press, partner):
    press("invite", email=ANA, role="manager")

    number = User.objects.get(email=ANA).pk
    assert told(partner) == [("invite", "Camille", f"Invitation : compte n° {number}, responsable")]


def test_the_archive_tells_what_was_done_about_somebody(ana, editor):
    from core.personal.registry import keepers

    texts = next(one for one in keepers() if one.name == "textes").tell(ana)

    assert [(one["page"], one["geste"]) for one in texts["gestes qui vous concernent"]] == [
        ("Hub-Lo", "partners.invite")
    ]
