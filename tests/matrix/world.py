"""A site with a partner, another one, and secrets in all that the first has no right to read."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)

from blog.models import RecapImport
from core.models import BasePage, Document, Notice, Photo
from partners.models import (
    Asking,
    ErrorReport,
    FreshnessLink,
    Handover,
    JoinRequest,
    Membership,
    PaperCode,
    PartnerIndexPage,
    PartnerPage,
    PartnerPhoto,
)

from .. import factories
from ..reviews import account, propose, superuser, task_state

SECRET = "Zéphyrin Kestrel"
"""In every title, text and name that belongs to others and is not public."""
OWN_DOCUMENT = "Mode d’emploi"
ROLE_OF = {"contributor": "contributor", "invited": "contributor", "responsable": "manager"}


def build():
    """Return ({role: account or None}, {about: {name: value}})."""
    # Each test has a folder of its own for pictures; what was found in another's is not there.
    caches["renditions"].clear()
    people = _people()
    own, other, draft = _partner("Hub-Lo"), _partner("Emmaüs Connect"), _draft()
    for role, membership in ROLE_OF.items():
        joined = None if role == "invited" else timezone.now()
        Membership.objects.create(partner=own, user=people[role], role=membership, joined_at=joined)
    stranger = account("Zoe", last_name=SECRET)
    Membership.objects.create(partner=other, user=stranger, role="manager", joined_at=timezone.now())
    _talk_about(other, stranger, people["editor"])
    propose(own, people["contributor"], summary="Le hub, bientôt.")
    propose(other, stranger, summary=SECRET, email="zephyrin@kestrel.example")
    world = {
        "own": _shared(people) | _things(own, people["contributor"], _document(OWN_DOCUMENT)),
        "other": _things(other, stranger, _document("Horaires")),
        "draft": _things(draft, stranger, None),
        "private": _private(people["editor"]),
    }
    # A page that cites another partner is nothing to point out an error in.
    world["crossed"] = world["own"] | {name: world["other"][name] for name in ("page_pk", "revision_id")}
    for about in ("other", "draft", "private"):
        world[about] = world["own"] | world[about]
    return people, world


def _people():
    return {
        "anonymous": None,
        "invited": account("Iris"),
        "contributor": account("Come"),
        "responsable": account("Rita"),
        "editor": account("Nora", "Rédaction"),
        "reviewer": account("Leo", "Relecture"),
        "superuser": superuser(),
    }


def _partner(title):
    page = factories.partner(title, kind="hub", summary=f"{title}, ouvert à tous.", logo=_photo(f"Logo de {title}"))
    page.save_revision().publish()
    return PartnerPage.objects.get(pk=page.pk)


def _draft():
    page = factories.partner(f"Fiche {SECRET}", kind="hub", summary=SECRET, live=False)
    page.photos = [PartnerPhoto(image=_photo(SECRET), alt=SECRET)]
    page.save_revision()
    return page


def _photo(title):
    return factories.picture(title.lower().replace(" ", "-"), alt=title)["image"]


def _document(title, **fields):
    return Document.objects.create(title=title, file=ContentFile(title.encode(), name="texte.txt"), **fields)


def _things(partner, member, document):
    cited = factories.recap(
        f"Une journée avec {partner.kind}",
        partners=[(partner, "spoke")],
        promised=[factories.commitment(partner=partner)],
        live=partner.live,
    )
    asking = Asking.objects.create(partner=partner, user=member, period=timezone.localdate())
    link = FreshnessLink.make(
        30, purpose=FreshnessLink.PURPOSE, page_id=partner.pk, asking=asking, label="x", email=member.email
    )
    if document is None or document.title != OWN_DOCUMENT:
        # Whoever holds an open link is let in by it: of others' links, there are closed ones to try.
        link.revoke()
    return {
        "partner_pk": partner.pk,
        "partner_slug": partner.slug,
        "page_id": partner.pk,
        "parent_page_id": partner.pk,
        "page_to_move_id": partner.pk,
        "object_id": partner.pk,
        "page_path": partner.url_path.removeprefix("/").partition("/")[2],
        "page_pk": cited.pk,
        "block_id": cited.promised[0].id,
        "revision_id": partner.get_latest_revision().pk,
        "image_id": partner.logo_id or partner.get_latest_revision_as_object().photos.first().image_id,
        "token": link.token,
        "user_id": member.pk,
        **(_review(partner) if partner.live else {}),
        **_uploads(member, partner),
        **({"document_id": document.pk, "document_name": document.filename} if document else {}),
    }


def _review(partner):
    state = task_state(partner)
    return {"task_state_id": state.pk, "workflow_state_id": state.workflow_state_id, "task_id": state.task_id}


def _uploads(member, partner):
    made = {}
    for name, model in (("uploaded_image_id", Photo), ("uploaded_document_id", Document)):
        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(SECRET.encode(), name=f"{SECRET}.txt"),
            uploaded_by_user=member,
        )
        made[name] = upload.pk
    session = EditingSession.objects.create(user=member, content_object=partner, last_seen_at=timezone.now())
    return made | {"session_id": session.pk}


def _private(editor):
    """A page for some people alone, and a document of a collection that one group reads."""
    page = factories.recap(f"Réunion {SECRET}", summary=SECRET)
    restriction = PageViewRestriction.objects.create(
        page=BasePage.objects.get(pk=page.pk), restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.set(Group.objects.filter(name="Rédaction"))
    collection = Collection.get_first_root_node().add_child(name=f"Dossier {SECRET}")
    closed = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    closed.groups.set(Group.objects.filter(name="Rédaction"))
    document = _document(f"Budget {SECRET}", collection=collection)
    page.save_revision(user=editor)
    return {
        "page_id": page.pk,
        "page_path": page.url_path.removeprefix("/").partition("/")[2],
        "document_id": document.pk,
        "document_name": document.filename,
        "collection_id": collection.pk,
        "page_view_restriction_id": restriction.pk,
        "collection_restriction_id": closed.pk,
    }


def _talk_about(partner, stranger, editor):
    """What is said between the editors and another partner, and among editors."""
    cited = factories.recap("Une soirée", partners=[(partner, "spoke")])
    ErrorReport.objects.create(page=cited, partner=partner, sent_by=stranger, text=SECRET)
    Handover.objects.create(partner=partner, user=stranger, successor_name=SECRET, successor_email="z@kestrel.example")
    JoinRequest.objects.create(
        partner=partner, first_name="Zéphyrin", last_name=SECRET, email="z@kestrel.example", position=SECRET,
        message=SECRET, confirmed_at=timezone.now(),
    )  # fmt: skip
    PaperCode.make(partner=partner, label=SECRET, made_by=editor)
    for person in (stranger, editor):
        Notice.objects.create(recipient=person, key=SECRET, subject_key=SECRET, subject=SECRET, body=SECRET)


def _shared(people):
    """What belongs to nobody in particular."""
    theme = factories.theme("Inclusion", slug="inclusion")
    figure = factories.figure()
    event = factories.event("Rencontre", slug="rencontre")
    workflow = Workflow.objects.first()
    collection = Collection.get_first_root_node().add_child(name="Photos")
    block = {"kind": "paragraph", "text": SECRET, "items": [], "picture": None}
    document = {"blocks": [block], "explicit": False, "meta": {}, "warnings": []}
    recap_import = RecapImport.objects.create(user=people["editor"], text=SECRET, document=document)
    return {
        "index_id": PartnerIndexPage.objects.get().pk,
        "destination_id": PartnerIndexPage.objects.get().pk,
        "theme_slug": theme.slug,
        "territory_slug": "loiret",
        "theme_id": theme.pk,
        "territory_id": factories.territory("departement:45").pk,
        "person_id": factories.person().pk,
        "keyfigure_id": figure.pk,
        "figure_revision_id": figure.save_revision().pk,
        "eventseries_id": factories.series().pk,
        "event_slug": event.slug,
        "event_id": event.pk,
        "import_id": recap_import.pk,
        "number": 0,
        "collection_id": collection.pk,
        "workflow_pk": workflow.pk,
        "task_id": Task.objects.first().pk,
        "site_id": Site.objects.get().pk,
        "group_id": Group.objects.first().pk,
        "redirect_id": Redirect.add_redirect("/ancienne/", redirect_to="/").pk,
        "page_view_restriction_id": 0,
        "collection_restriction_id": 0,
        "filter_spec": "width-80",
        "action_name": "approve",
        "app_label": "partners",
        "model_name": "partnerpage",
        "app_name": "core",
        "content_type_app_name": "partners",
        "content_type_model_name": "partnerpage",
        "uidb64": "MQ",
        "rest": "1/",
        "path": PartnerPage.objects.first().logo.get_rendition("width-80").file.name.removeprefix("images/"),
    }
