"""What waits for somebody on the editors' home: a few lines a subject, one action a line, nothing that is empty.

Each subject costs one or two queries, whatever the number of pages, and shows only what the person may see.
"""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Count, DateField, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from blog.models import ArticlePage, EventPage
from blog.telling import may_tell
from core.dates import said, said_at
from core.models import BasePage
from core.review_views import comparison_url
from core.text import of
from partners.models import Handover, PartnerPage
from partners.models.profiles import STALE_AFTER

from .dashboard_commitments import news_to_read, silent_commitments
from .models import PlainPage
from .partner_requests import partner_requests
from .scheduler import complaint
from .waiting import SHOWN, Line, section


@dataclass
class Waiting:
    """All that waits for one person, in the order in which it is shown."""

    user: object
    sections: list = field(default_factory=list)

    def __post_init__(self):
        """Ask each subject, and keep those that have something to say."""
        found = (
            to_review(self.user),
            profiles_to_review(self.user),
            partner_requests(self.user),
            handovers(self.user),
            news_to_read(self.user),
            to_rework(self.user),
            recaps_to_write(self.user),
            to_finish(self.user),
            with_others(self.user),
            scheduled(self.user),
            to_refresh(self.user),
            silent_commitments(self.user),
        )
        self.sections = [one for one in found if one]


def to_review(user):
    """Pages that `user` may review and did not write last, the oldest request first."""
    pages = _reviewable(user).exclude(content_type=_content_type(PartnerPage))
    return _reviews("to-review", _("À relire"), "glasses", pages)


def profiles_to_review(user):
    """The same for partner profiles."""
    pages = _reviewable(user).filter(content_type=_content_type(PartnerPage))
    return _reviews("profiles", _("Fiches partenaires en attente"), "group", pages)


def handovers(user):
    """People who no longer keep a profile that `user` may edit, the oldest request first."""
    asked = Handover.objects.waiting().filter(partner__in=_editable(user).order_by().values("pk"))
    asked = _first(asked.select_related("partner", "user"))
    note = _("%(who)s, depuis le %(day)s")
    lines = [
        Line(one.partner.title, url, note % {"who": one.user, "day": _day(one.asked_at)}, _("Décider"), url)
        for one in asked
        for url in [f"{reverse('handovers')}#relais-{one.pk}"]
    ]
    return section("handovers", _("Passages de relais"), "group", lines, _total(asked))


def to_rework(user):
    """Pages that were sent back to `user`, with the reason, the latest first."""
    states = _page_states().filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    states = states.filter(object_id__in=_editable(user).annotate(key=Cast("pk", CharField())).values("key"))
    states = _first(
        states.select_related("current_task_state__finished_by").order_by("-current_task_state__finished_at", "-pk")
    )
    pages = BasePage.objects.in_bulk([int(state.object_id) for state in states])
    lines = []
    for state in states:
        page, task_state = pages.get(int(state.object_id)), state.current_task_state
        if page and task_state:
            by = _("par %s") % task_state.finished_by if task_state.finished_by else ""
            note = " ".join(filter(None, [_("relue"), by, _("le %s") % _day(task_state.finished_at)]))
            lines.append(_line(page, note, _("Reprendre"), _edit_url(page), quote=task_state.comment))
    return section("to-rework", _("À reprendre"), "resubmit", lines, _total(states))


def recaps_to_write(user):
    """Events that are over and that nobody has begun to tell, the latest first."""
    events = _first(EventPage.objects.awaiting_recap()) if may_tell(user) else []
    lines = [
        Line(
            event.title,
            _edit_url(event),
            ", ".join(filter(None, [event.date_said, event.locality])),
            _("Écrire le récit"),
            reverse("write_recap", args=[event.pk]),
            writes=True,
        )
        for event in events
    ]
    return section("recaps", _("Récits à écrire"), "edit", lines, _total(events))


def to_finish(user):
    """Drafts that `user` wrote last and neither proposed nor planned, the latest first."""
    busy = _page_states().active().annotate(page_pk=_page_pk("object_id")).values("page_pk")
    planned = _scheduled_revisions().annotate(page_pk=_page_pk("object_id")).values("page_pk")
    pages = (
        _editable(user)
        .filter(has_unpublished_changes=True, latest_revision__user=user)
        .filter(Q(last_published_at=None) | Q(latest_revision_created_at__gt=F("last_published_at")))
        .exclude(pk__in=busy)
        .exclude(pk__in=planned)
        .order_by("-latest_revision_created_at", "-pk")
    )
    pages = _first(pages)
    lines = [
        _line(
            page,
            (_("en ligne, avec des changements du %s") if page.live else _("brouillon du %s"))
            % _day(page.latest_revision_created_at),
            _("Continuer"),
            _edit_url(page),
        )
        for page in pages
    ]
    return section("to-finish", _("À finir"), "edit", lines, _total(pages))


def with_others(user):
    """Pages of `user` that wait for somebody else's reading."""
    states = _page_states().filter(status=WorkflowState.STATUS_IN_PROGRESS)
    proposed = states.filter(requested_by=user).annotate(page_pk=_page_pk("object_id")).values("page_pk")
    waiting = states.annotate(page_pk=_page_pk("object_id")).values("page_pk")
    mine = Q(pk__in=proposed) | Q(latest_revision__user=user)
    pages = _with_review(_editable(user).filter(mine, pk__in=waiting).exclude(pk__in=_reviewable(user).values("pk")))
    pages = _first(pages.order_by("since", "pk"))
    lines = [_line(page, _("depuis le %s") % _day(page.since), _("Ouvrir"), _edit_url(page)) for page in pages]
    help_text = _("Quelqu’un d’autre doit les relire : personne n’approuve ce qu’il vient d’écrire.")
    return section("with-others", _("En attente d’une autre personne"), "time", lines, _total(pages), help=help_text)


def scheduled(user):
    """Pages that `user` may edit and that will appear or disappear by themselves, the nearest first."""
    editable = _editable(user)
    revisions = _first(
        _scheduled_revisions()
        .filter(object_id__in=editable.annotate(key=Cast("pk", CharField())).values("key"))
        .defer("content")
        .order_by("approved_go_live_at", "pk")
    )
    leaving = _first(editable.live().exclude(expire_at=None).order_by("expire_at", "pk"))
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
        _total(revisions) + _total(leaving),
        warning=complaint(events[0][0], events[0][1]) if events else "",
    )


def to_refresh(user):
    """Profiles that nobody confirmed for a year and pages that nobody touched, the oldest first.

    A recap tells a day that is over: it does not age.
    """
    before = timezone.now() - STALE_AFTER
    profile = _content_type(PartnerPage)
    long_lived = [_content_type(ArticlePage), _content_type(PlainPage)]
    pages = _editable(user).live()
    pages = pages.filter(
        Q(partnerpage__reviewed_on__lt=timezone.localdate() - STALE_AFTER)
        | Q(content_type=profile, partnerpage__reviewed_on=None, first_published_at__lt=before)
        | Q(content_type__in=long_lived, last_published_at__lt=before)
    ).annotate(
        reviewed_on=F("partnerpage__reviewed_on"),
        kept_on=Coalesce("partnerpage__reviewed_on", Cast("last_published_at", DateField())),
    )
    pages = _first(pages.order_by("kept_on", "pk"))
    lines = [
        _line(
            page,
            (_("vérifiée le %s") if page.reviewed_on else _("publiée le %s")) % said(page.kept_on),
            _("Rafraîchir"),
            _edit_url(page),
        )
        for page in pages
    ]
    return section(
        "to-refresh",
        _("À rafraîchir"),
        "rotate",
        lines,
        _total(pages),
        more_label=_("Voir toutes les pages par ancienneté"),
        more_url=reverse("wagtailadmin_reports:aging_pages"),
    )


def _reviews(key, heading, icon, pages):
    pages = _first(pages.select_related("latest_revision__user").defer("latest_revision__content"))
    lines = []
    for page in pages:
        by = page.latest_revision and page.latest_revision.user
        note = _("%(who)s, depuis le %(day)s") if by else _("depuis le %(day)s")
        action = _("Comparer") if page.live else _("Relire")
        lines.append(
            _line(page, note % {"who": by and of(str(by)), "day": _day(page.since)}, action, comparison_url(page))
        )
    more = reverse("wagtailadmin_reports:workflow_tasks") + "?reviewable=true&status=in_progress"
    return section(
        key, heading, icon, lines, _total(pages), more_label=_("Voir tout ce qui attend une relecture"), more_url=more
    )


def _reviewable(user):
    """Pages in review on which `user` may decide, since somebody else wrote their last edit."""
    states = TaskState.objects.reviewable_by(user).filter(
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=_content_type(BasePage),
    )
    waiting = states.annotate(page_pk=_page_pk("workflow_state__object_id")).values("page_pk")
    not_mine = ~Q(latest_revision__user=user) | Q(latest_revision__user=None)
    return _with_review(BasePage.objects.filter(not_mine, pk__in=waiting)).order_by("since", "pk")


def _with_review(pages):
    """Add `since`, when the review under way was asked for."""
    asked = _page_states().filter(status=WorkflowState.STATUS_IN_PROGRESS, object_id=Cast(OuterRef("pk"), CharField()))
    return pages.annotate(since=Subquery(asked.values("created_at")[:1]))


def _editable(user):
    policy = policy_registry.get_by_type(BasePage)
    pages = policy.instances_user_has_permission_for(user, "change")
    return BasePage.objects.filter(pk__in=pages.values("pk"))


def _page_states():
    return WorkflowState.objects.filter(base_content_type=_content_type(BasePage))


def _scheduled_revisions():
    return Revision.objects.filter(base_content_type=_content_type(BasePage)).exclude(approved_go_live_at=None)


def _content_type(model):
    return ContentType.objects.get_for_model(model)


def _page_pk(name):
    return Cast(name, BigIntegerField())


def _first(queryset):
    """Return the first rows, each of which knows how many there are in all."""
    return list(queryset.annotate(total=Window(Count("*")))[:SHOWN])


def _total(rows):
    return rows[0].total if rows else 0


def _line(page, note, action, url, quote=""):
    return Line(page.get_admin_display_title(), _edit_url(page), note, action, url, quote)


def _edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _day(moment):
    return said(timezone.localtime(moment).date())
