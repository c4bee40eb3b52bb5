"""What becomes of commitments: told by a partner, read by an editor, then by everybody.

What readers see changes only when an editor approves, and to exactly what was read. One mail goes each way.
"""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from core.models import BasePage
from core.models.reviewing import OwnEdit, ReasonMissing, Refusal
from core.outbox import tell, withdraw
from partners.models import Membership

from .models import Commitment, CommitmentNews, RecapPage

UNTOLD = "0"
"""What stands for the mark of the last news when there is none."""


class Overtaken(Refusal):
    """What waited is not what was read any more, or does not wait any more."""

    def __init__(self):
        super().__init__(
            str(_("Ces nouvelles ont changé pendant que vous les lisiez : rien n’est publié. Voici où l’on en est."))
        )


def may_decide(user, commitment):
    """Tell whether `user` may say what readers see of `commitment` (or of news): whoever may publish its recap."""
    return commitment.page.permissions_for_user(user).can_publish()


def last_news(commitment):
    """Return the last news that the partner of `commitment` gave, whatever came of it, or None."""
    if not commitment.partner_id:
        return None
    news = CommitmentNews.objects.about(commitment).filter(partner=commitment.partner_id)
    return news.select_related("written_by", "partner", "page").first()


def newer_than(news):
    """Return the news on the same commitment that readers see and that were written after `news`, or None."""
    shown = CommitmentNews.objects.last_approved(news.page_id).get(str(news.block_id))
    return shown if shown and shown.written_at > news.written_at else None


def mark_of(news):
    """Return the text that names `news` (or None) as it is now."""
    return news.mark if news else UNTOLD


@transaction.atomic
def propose(commitment, user, state, text):
    """Have news of the partner of `commitment` wait for an editor; news that already wait are amended."""
    _hold(commitment)
    news = last_news(commitment)
    if not news or news.status != CommitmentNews.Status.WAITING:
        news = CommitmentNews(page=commitment.page, block_id=commitment.block_id, partner=commitment.partner)
    news.promise = commitment.text
    news.state, news.text, news.written_by, news.written_at = state, text, user, timezone.now()
    news.save()
    editors = page_permission_policy.users_with_permission_for_instance(
        "publish", commitment.page, include_superusers=False
    )
    _tell(editors.exclude(pk=user.pk), "submitted", news, _("À relire : nouvelles de « %s »"))
    return news


@transaction.atomic
def approve(news, user, read):
    """Show readers the news of which `read` is the mark; tell whether they see them, newer ones having gone before.

    Raises a Refusal when the news are not those, when they are one's own, or when the recap lost the commitment.
    """
    news = _waiting(news, read)
    if news.written_by_id == user.pk:
        raise OwnEdit
    if not news.is_told:
        raise Overtaken
    _decide(news, user, CommitmentNews.Status.APPROVED)
    is_shown = show(news)
    if is_shown:
        _answer(news, "approved", _("En ligne : vos nouvelles de « %s »"))
    else:
        _answer(news, "kept", _("Acceptées : vos nouvelles de « %s »"))
    return is_shown


@transaction.atomic
def send_back(news, user, read, reason):
    """Ask for other words, and say why; or why the news will not be read, when the recap lost the commitment.

    Raises a Refusal without a reason, or when the news are not those read.
    """
    news = _waiting(news, read)
    if not reason.strip():
        raise ReasonMissing
    _decide(news, user, CommitmentNews.Status.SENT_BACK, reason.strip())
    if news.is_told:
        _answer(news, "rejected", _("À reprendre : vos nouvelles de « %s »"))
    else:
        _answer(news, "closed", _("Réponse : vos nouvelles de « %s »"))


@transaction.atomic
def note(commitment, user, state, text):
    """Let an editor say at once what became of a commitment, above all of those that have no partner to tell it."""
    _hold(commitment)
    now = timezone.now()
    news = CommitmentNews.objects.create(
        page_id=commitment.page_id,
        block_id=commitment.block_id,
        promise=commitment.text,
        state=state,
        text=text,
        status=CommitmentNews.Status.APPROVED,
        written_by=user,
        written_at=now,
        decided_by=user,
        decided_at=now,
    )
    show(news)


def show(news):
    """Have readers see `news`, which were approved, in every list and on the page, unless newer ones are there."""
    page = RecapPage.objects.get(pk=news.page_id)
    shown = CommitmentNews.objects.last_approved(page.pk)
    last = shown[str(news.block_id)]
    Commitment.objects.filter(page=page, block_id=news.block_id).update(**last.as_columns)
    page.show_since(shown)
    return last == news


def _hold(about):
    # Whoever tells, decides or publishes the recap waits for the others.
    BasePage.objects.hold(about.page_id)


def _waiting(news, read):
    _hold(news)
    found = CommitmentNews.objects.waiting().select_related("partner", "written_by", "page")
    stored = found.filter(pk=news.pk).first()
    if stored is None or stored.mark != read:
        raise Overtaken
    return stored


def _decide(news, user, status, reason=""):
    news.status, news.reason, news.decided_by, news.decided_at = status, reason, user, timezone.now()
    news.save()
    withdraw(_matter(news))


def _matter(news):
    return f"commitment:{news.pk}"


def _answer(news, kind, subject):
    # To whoever wrote, unless they have left since: then to those who answer for the partner.
    members = Membership.objects.in_force().filter(partner=news.partner_id).select_related("user")
    people = [one.user for one in members if one.user_id == news.written_by_id]
    _tell(people or [one.user for one in members if one.manages], kind, news, subject)


def _tell(people, kind, news, subject):
    place = [news.page_id, news.block_id]
    path = {
        "submitted": lambda: reverse("follow_commitment", args=place),
        "rejected": lambda: reverse("space_commitment", args=[news.partner_id, *place]),
        "closed": lambda: reverse("space", args=[news.partner_id]),
    }.get(kind, lambda: news.path)
    context = {"news": news, "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path()}
    tell(
        people,
        owed=kind != "submitted",
        key=f"commitment:{news.pk}:{kind}",
        subject_key=_matter(news),
        subject=subject % news.promise,
        body=render_to_string(f"blog/mails/news_{kind}.txt", context),
    )
