"""In « Mon espace »: what a partner committed to, and how it says what became of it."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import BasePage
from partners.space.desk import for_members

from .commitment_forms import NewsForm
from .following import last_news, mark_of, propose
from .models import Commitment, CommitmentNews

ANSWER_SHOWN = timedelta(days=60)
"""How long the answer to news that cannot appear stays in the space."""


def promised(membership):
    """Show on the first screen what the partner committed to, each with what waits or came back. Two queries.

    What it told of a commitment that the recap lost since is shown apart, until it is answered and some time after.
    """
    commitments = list(_commitments(membership).for_reading().soonest_due_first())
    told = CommitmentNews.objects.with_standing().filter(partner=membership.partner_id)
    last = {(news.page_id, news.block_id): news for news in told.select_related("page").order_by("written_at", "pk")}
    rows = [{"commitment": one, "news": last.get((one.page_id, one.block_id))} for one in commitments]
    lost = [news for news in last.values() if not news.is_told and _is_recent(news)]
    if not rows and not lost:
        return None
    return "blog/space/commitments.html", {"rows": rows, "lost": lost, "partner_pk": membership.partner_id}


@for_members
def commitment(request, membership, page_pk, block_id):
    """Show what was promised and the form of news, or send what was typed to be read."""
    if request.method == "POST":
        # Two people who send at once come one after the other, and the second sees what the first wrote.
        BasePage.objects.hold(page_pk)
    commitments = _commitments(membership).for_reading()
    found = get_object_or_404(commitments, page=page_pk, block_id=block_id)
    if request.method == "POST":
        return _send(request, membership, found)
    news = last_news(found)
    return _form(request, membership, found, news, NewsForm(news=_to_go_on_with(news)))


def _send(request, membership, found):
    news, form = last_news(found), NewsForm(request.POST)
    if not form.is_valid():
        return _form(request, membership, found, news, form, version=request.POST.get("version", ""))
    if request.POST.get("version") != mark_of(news):
        return _form(request, membership, found, news, form, other=news, status=409)
    propose(found, request.user, **form.cleaned_data)
    messages.success(request, _("C’est envoyé. L’équipe éditoriale relit, puis vous écrit."))
    return redirect("space", membership.partner_id)


def _commitments(membership):
    return Commitment.objects.visible().filter(partner=membership.partner_id)


def _is_recent(news):
    if news.status == CommitmentNews.Status.SENT_BACK:
        return news.decided_at > timezone.now() - ANSWER_SHOWN
    return news.status == CommitmentNews.Status.WAITING


def _to_go_on_with(news):
    # What waits can be amended, what came back is taken up again; what was approved is over.
    if news and news.status != CommitmentNews.Status.APPROVED:
        return news
    return None


def _form(request, membership, found, news, form, other=None, version=None, status=200):
    context = {
        "partner": membership.partner,
        "commitment": found,
        "news": news,
        "form": form,
        "other": other,
        "version": mark_of(news) if version is None else version,
    }
    return render(request, "blog/space/commitment.html", context, status=status)
