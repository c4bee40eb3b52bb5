"""People, pages in review and the clicks of a review, for the tests that need them."""

import re
import time

from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.models import User
from core.models.reviewing import mark
from core.reviewing import amend

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def account(name, *groups, **fields):
    """`groups` are « Rédaction », « Relecture »."""
    user = User.objects.create_user(f"{name.lower()}@maillage.example", first_name=name, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def editor_of(section, name="Malik"):
    """Return somebody who changes and publishes the pages of one section (a page) and no others."""
    group = Group.objects.create(name=f"Section de {name}")
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    for codename in ("change_basepage", "publish_basepage"):
        GroupPagePermission.objects.create(
            group=group, page_id=section.pk, permission=Permission.objects.get(codename=codename)
        )
    user = account(name)
    user.groups.set([group])
    return user


def superuser(name="Dominique"):
    return User.objects.create_superuser(f"{name.lower()}@maillage.example", first_name=name)


def come_in(user):
    """Log in with a real code: the session is one that the site knows, and can end."""
    client = Client()
    client.post("/compte/login/", {"login": user.email})
    code = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body).group()
    client.post("/compte/login/code/confirm/", {"code": code})
    return client


def logged_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def proved(client, minutes_ago=0):
    """Have the session of `client` say that a code opened it."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 60 * minutes_ago}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def propose(page, by, **changes):
    """Have `by` change `page` and send it to review; return it as it then is."""
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    amend(draft, by)
    return type(page).objects.get(pk=page.pk)


def save(page, by, **changes):
    """Have code save a revision without a word to the review."""
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision(user=by)


def task_state(page):
    return TaskState.objects.get(workflow_state__object_id=str(page.pk), status="in_progress")


def latest(page):
    return type(page).objects.get(pk=page.pk).latest_revision


def live_title(page):
    """Return the title that readers see, or None when the page is not live."""
    page = type(page).objects.get(pk=page.pk)
    return page.title if page.live else None


def decide(client, page, action="approve", state=None, **data):
    """Press a button; `state` is the task state that the screen knew."""
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, (state or task_state(page)).pk])
    return client.post(url, data)


def approve(client, page, revision=None, **data):
    """Approve `revision`, by default the latest, from the screen that compares."""
    return decide(client, page, reviewed=mark(revision or latest(page)), **data)


def compare_url(page, before="live", after="latest"):
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before, after])


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def plain_form(page, revision, **fields):
    """Return what the editor's form of a plain page holds once `revision` is loaded in it."""
    loaded = revision.as_object()
    data = {
        "title": loaded.title,
        "slug": loaded.slug,
        "summary": loaded.summary,
        "body": streamfield([]),
        "seo_title": "",
        "search_description": "",
        "theme_links": inline_formset([]),
        "territory_links": inline_formset([]),
        "comments": inline_formset([]),
        "cover": "",
        "licence": loaded.licence,
        "loaded_revision_id": str(revision.pk),
        "loaded_revision_created_at": revision.created_at.isoformat(),
    }
    return nested_form_data(data | fields)
