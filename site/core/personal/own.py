"""What the ground floor itself keeps about an account."""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry, Revision, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from core.models import BasePage, Document, Notice, Photo, SignedLink
from core.models.erasure import NOWHERE

from .naming import address_of, full_name_of, put_in_place
from .registry import keeps


def register():
    """Say what is kept, once all models are there."""
    keeps("compte", _account, _forget_account)
    keeps("sessions", _sessions, _end_sessions)
    keeps("messages", _notices, _forget_notices)
    keeps("liens", _links, _forget_links)
    keeps("textes", _texts, _keep_texts)
    keeps("images et documents", _uploads, _keep_texts)


def _account(user):
    return {
        "adresse": user.email,
        "prénom": user.first_name,
        "nom": user.last_name,
        "inscription": user.joined_at,
        "dernière connexion": user.last_login,
        "rythme des mails": user.get_mail_pace_display(),
        "rôles": [group.name for group in user.groups.all()],
    }


def _forget_account(user, alias):
    EmailAddress.objects.filter(user=user).delete()
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
        profile.delete()
    user.groups.clear()
    user.user_permissions.clear()
    # The row stays, since histories point to it; nothing in it is the person's any more.
    type(user).objects.filter(pk=user.pk).update(
        email=f"ancien-{user.pk}{NOWHERE}",
        first_name=alias,
        last_name="",
        is_active=False,
        is_superuser=False,
        last_login=None,
        mail_pace="none",
    )
    # The history of an account changed by editors keeps the name it had each time.
    ModelLogEntry.objects.for_instance(user).update(label=alias)


def _sessions(user):
    return [{"ouverte": one.created_at, "appareil": one.user_agent} for one in user.open_sessions()]


def _end_sessions(user, alias):
    for session in UserSession.objects.filter(user=user):
        session.end()


def _notices(user):
    return [
        {"objet": notice.subject, "texte": notice.body, "écrit": notice.created_at, "envoyé": notice.sent_at}
        for notice in _notices_of(user)
    ]


def _notices_of(user):
    mine = Q(recipient=user)
    if user.has_proven_address:
        mine |= Q(address__iexact=user.email)
    return Notice.objects.filter(mine)


def _forget_notices(user, alias):
    _notices_of(user).delete()
    name = full_name_of(user.get_full_name())
    patterns = [name] if name else []
    if user.has_proven_address:
        patterns.append(address_of(user.email))
    for field in ("subject", "body"):
        for pk, said in list(Notice.objects.exclude(**{field: ""}).values_list("pk", field)):
            renamed = put_in_place(said, patterns, alias)
            if renamed != said:
                # What was sent meanwhile has lost its words, and does not get them back.
                Notice.objects.filter(pk=pk, **{field: said}).update(**{field: renamed})


def _links(user):
    return [{"pour": link.label, "page": str(link.page), "jusqu’au": link.expires_at} for link in _links_of(user)]


def _forget_links(user, alias):
    _links_of(user).delete()
    # One that was closed has lost its address, by which it would be found, and still bears a name.
    SignedLink.objects.closed().delete()


def _links_of(user):
    mine = Q(made_by=user)
    if user.has_proven_address:
        mine |= Q(email__iexact=user.email)
    return SignedLink.objects.filter(mine)


def _texts(user):
    revisions = Revision.objects.filter(user=user).order_by("created_at")
    entries = PageLogEntry.objects.filter(user=user).order_by("timestamp").values_list("label", "action", "timestamp")
    pages = BasePage.objects.filter(owner=user).order_by("pk")
    return {
        "pages": [{"titre": page.title, "adresse": page.url_path} for page in pages],
        "versions": [{"page": str(title), "le": at} for title, at in revisions.values_list("object_str", "created_at")],
        "gestes": [{"page": label, "geste": action, "le": at} for label, action, at in entries],
        "gestes qui vous concernent": [
            {"page": label, "geste": action, "le": at}
            for model in (PageLogEntry, ModelLogEntry)
            for label, action, at in model.objects.filter(data__about=user.pk)
            .order_by("timestamp")
            .values_list("label", "action", "timestamp")
        ],
        "commentaires": [
            {"texte": text, "le": at}
            for model in (Comment, CommentReply)
            for text, at in model.objects.filter(user=user).values_list("text", "created_at")
        ],
        "relectures": [
            {"mot": comment, "le": at}
            for comment, at in TaskState.objects.filter(finished_by=user).values_list("comment", "finished_at")
        ],
        "demandes de relecture": list(
            WorkflowState.objects.filter(requested_by=user).values_list("created_at", flat=True)
        ),
    }


def _keep_texts(user, alias):
    """What was written belongs to the site and to its partners: it stays, signed by the alias."""


def _uploads(user):
    uploads = [*Photo.objects.filter(uploaded_by_user=user), *Document.objects.filter(uploaded_by_user=user)]
    return [{"titre": one.title, "fichier": one.file.name, "le": one.created_at} for one in uploads]
