"""On the editors' home: pages to write, to finish, planned and grown old."""

from django.db.models import CharField, DateField, F, Q
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from blog.models import ArticlePage, EventPage
from blog.telling import may_tell
from core.dates import said, said_at
from core.models import BasePage
from partners.models import PartnerPage
from partners.models.profiles import STALE_AFTER

from .models import PlainPage
from .scheduler import complaint
from .waiting import SHOWN, Line, section
from .waiting_pages import (
    content_type_of,
    day_of,
    edit_url,
    editable,
    first_rows,
    page_line,
    page_pk,
    page_states,
    total_of,
)


def recaps_to_write(user):
    """Events that are over and that nobody has begun to tell, the latest first."""
    events = first_rows(EventPage.objects.awaiting_recap()) if may_tell(user) else []
    lines = [
        Line(
            event.title,
            edit_url(event),
            ", ".join(filter(None, [event.date_said, event.locality])),
            _("Écrire le récit"),
            reverse("write_recap", args=[event.pk]),
            writes=True,
        )
        for event in events
    ]
    return section("recaps", _("Récits à écrire"), "edit", lines, total_of(events))


def to_finish(user):
    """Drafts that `user` wrote last and neither proposed nor planned, the latest first."""
    busy = page_states().active().annotate(page_pk=page_pk("object_id")).values("page_pk")
    planned = _scheduled_revisions().annotate(page_pk=page_pk("object_id")).values("page_pk")
    pages = (
        editable(user)
        .filter(has_unpublished_changes=True, latest_revision__user=user)
        .filter(Q(last_published_at=None) | Q(latest_revision_created_at__gt=F("last_published_at")))
        .exclude(pk__in=busy)
        .exclude(pk__in=planned)
        .order_by("-latest_revision_created_at", "-pk")
    )
    pages = first_rows(pages)
    lines = [
        page_line(
            page,
            (_("en ligne, avec des changements du %s") if page.live else _("brouillon du %s"))
            % day_of(page.latest_revision_created_at),
            _("Continuer"),
            edit_url(page),
        )
        for page in pages
    ]
    return section("to-finish", _("À finir"), "edit", lines, total_of(pages))


def scheduled(user):
    """Pages that `user` may edit and that will appear or disappear by themselves, the nearest first."""
    pages = editable(user)
    revisions = first_rows(
        _scheduled_revisions()
        .filter(object_id__in=pages.annotate(key=Cast("pk", CharField())).values("key"))
        .defer("content")
        .order_by("approved_go_live_at", "pk")
    )
    leaving = first_rows(pages.live().exclude(expire_at=None).order_by("expire_at", "pk"))
    events = [(revision.approved_go_live_at, revision.object_str, revision.object_id, False) for revision in revisions]
    events += [(page.expire_at, page.title, page.pk, True) for page in leaving]
    events.sort(key=lambda event: event[0])
    lines = []
    for at, title, key, leaves in events[:SHOWN]:
        url = reverse("wagtailadmin_pages:edit", args=[key])
        verb = _("sera retirée le %s (heure de Paris)") if leaves else _("paraîtra le %s (heure de Paris)")
        lines.append(Line(title, url, verb % said_at(at), _("Ouvrir"), url))
    return section(
        "scheduled",
        _("Publications programmées"),
        "calendar",
        lines,
        total_of(revisions) + total_of(leaving),
        warning=complaint(events[0][0], events[0][1]) if events else "",
    )


def to_refresh(user):
    """Profiles that nobody confirmed for a year and pages that nobody touched, the oldest first.

    A recap tells a day that is over: it does not age.
    """
    before = timezone.now() - STALE_AFTER
    profile = content_type_of(PartnerPage)
    long_lived = [content_type_of(ArticlePage), content_type_of(PlainPage)]
    pages = editable(user).live()
    pages = pages.filter(
        Q(partnerpage__reviewed_on__lt=timezone.localdate() - STALE_AFTER)
        | Q(content_type=profile, partnerpage__reviewed_on=None, first_published_at__lt=before)
        | Q(content_type__in=long_lived, last_published_at__lt=before)
    ).annotate(
        reviewed_on=F("partnerpage__reviewed_on"),
        kept_on=Coalesce("partnerpage__reviewed_on", Cast("last_published_at", DateField())),
    )
    pages = first_rows(pages.order_by("kept_on", "pk"))
    lines = [
        page_line(
            page,
            (_("vérifiée le %s") if page.reviewed_on else _("publiée le %s")) % said(page.kept_on),
            _("Rafraîchir"),
            edit_url(page),
        )
        for page in pages
    ]
    return section(
        "to-refresh",
        _("À rafraîchir"),
        "rotate",
        lines,
        total_of(pages),
        more_label=_("Voir toutes les pages par ancienneté"),
        more_url=reverse("wagtailadmin_reports:aging_pages"),
    )


def _scheduled_revisions():
    return Revision.objects.filter(base_content_type=content_type_of(BasePage)).exclude(approved_go_live_at=None)
