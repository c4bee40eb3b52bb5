"""Where editors see what became of commitments, read what partners tell of them, and say it themselves."""

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Exists, OuterRef, Q
from django.db.models.expressions import ExpressionWrapper
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.permissions import page_permission_policy

from core.models.reviewing import OWN_EDIT, Refusal
from core.reports import EditorsReport
from core.screens import AdminScreen, with_words

from .commitment_forms import NewsForm, NewsReasonForm
from .following import approve, last_news, may_decide, newer_than, note, send_back
from .models import Commitment, CommitmentNews
from .models.commitments import OPEN


def decided_by(user):
    """Return the commitments about which `user` decides: those of recaps that they may publish."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "publish")
    return Commitment.objects.filter(page__in=pages.order_by().values("pk"))


def waiting_for(user):
    """Return the news that `user` may approve, since somebody else wrote them, the oldest first."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "publish")
    not_mine = ~Q(written_by=user) | Q(written_by=None)
    news = CommitmentNews.objects.waiting().filter(not_mine, page__in=pages.order_by().values("pk"))
    return news.select_related("page", "partner").order_by("written_at", "pk")


class CommitmentsReport(EditorsReport):
    """All commitments: those of which news wait, those whose day is over, then the others."""

    template_name = "blog/admin/commitments.html"
    page_title = gettext_lazy("Suivi des engagements")
    header_icon = "success"

    def rows(self):
        """Look for what this person may decide."""
        told = CommitmentNews.objects.waiting().filter(is_told=True)
        waiting = told.filter(page=OuterRef("page"), block_id=OuterRef("block_id"))
        is_over = ExpressionWrapper(Q(last_day__lt=timezone.localdate(), state__in=OPEN), output_field=BooleanField())
        found = decided_by(self.request.user).for_reading().annotate(has_news=Exists(waiting), is_over=is_over)
        return found.order_by("-has_news", "-is_over", "last_day", "-pk")


class FollowCommitment(AdminScreen, TemplateView):
    """One commitment: what was said, what readers see, what waits, and the decision.

    When the recap has lost it, or gives it to another partner, what was told meanwhile is answered here too.
    """

    template_name = "blog/admin/commitment.html"
    page_title = gettext_lazy("Et depuis ?")
    header_icon = "success"
    _show_breadcrumbs = True

    def dispatch(self, request, page_id, block_id):
        """Find the commitment, and check the right to decide, before anything else."""
        here = {"page": page_id, "block_id": block_id}
        self.commitment = Commitment.objects.for_reading().filter(**here).first()
        lost = CommitmentNews.objects.waiting().filter(**here, is_told=False)
        self.lost = list(lost.select_related("page", "partner", "written_by").order_by("written_at", "pk"))
        self.about = self.commitment or next(iter(self.lost), None)
        if self.about is None:
            raise Http404
        if not may_decide(request.user, self.about):
            raise PermissionDenied
        return super().dispatch(request, page_id=page_id, block_id=block_id)

    def get_breadcrumbs_items(self):
        """Lead back to the list."""
        up = {"url": reverse("commitments_report"), "label": CommitmentsReport.page_title}
        return [*self.breadcrumbs_items, up, {"url": "", "label": self.get_page_title()}]

    def post(self, request, page_id, block_id):
        """Do what was pressed; nothing typed is lost."""
        actions = self.ACTIONS if self.commitment else self.WITHOUT_COMMITMENT
        action = actions.get(request.POST.get("action"))
        if not action:
            raise Http404
        try:
            return action(self)
        except Refusal as refusal:
            messages.error(
                request, with_words(str(refusal), request.POST.get("comment", ""), request.POST.get("text", ""))
            )
            return redirect(request.path if self.commitment else "wagtailadmin_home")

    def get_context_data(self, form=None, reason=None, **kwargs):
        """Give the commitment, what waits and all that was told."""
        waiting = self._waiting
        told = CommitmentNews.objects.about(self.about).select_related("partner", "written_by", "decided_by")
        return super().get_context_data(
            commitment=self.commitment,
            about=self.about,
            lost=[(news, _comment(news, reason)) for news in self.lost],
            news=waiting,
            newer=waiting and newer_than(waiting),
            own_edit=OWN_EDIT if waiting and waiting.written_by_id == self.request.user.pk else "",
            told=[one for one in told if one.status != CommitmentNews.Status.WAITING],
            form=form or NewsForm(),
            reason=_comment(waiting, reason) if waiting else None,
            **kwargs,
        )

    @property
    def _waiting(self):
        news = self.commitment and last_news(self.commitment)
        return news if news and news.status == CommitmentNews.Status.WAITING else None

    def _read(self):
        pk = self.request.POST.get("news", "")
        news = CommitmentNews.objects.about(self.about)
        return get_object_or_404(news, pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0)

    def _approve(self):
        if approve(self._read(), self.request.user, self.request.POST.get("read", "")):
            return self._done(_("Les nouvelles de « %s » sont en ligne."))
        return self._done(_("Les nouvelles de « %s » sont gardées. Les lecteurs voient toujours les plus récentes."))

    def _send_back(self):
        news = self._read()
        form = NewsReasonForm(self.request.POST, is_lost=news in self.lost)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(reason=form))
        read, reason = self.request.POST.get("read", ""), form.cleaned_data["comment"]
        send_back(news, self.request.user, read, reason)
        return self._done(_("Votre explication est transmise, au sujet des nouvelles de « %s »."))

    def _note(self):
        form = NewsForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        note(self.commitment, self.request.user, **form.cleaned_data)
        return self._done(_("Les nouvelles de « %s » sont en ligne."))

    WITHOUT_COMMITMENT = {"send-back": _send_back}
    ACTIONS = {"approve": _approve, "send-back": _send_back, "note": _note}

    def _done(self, sentence):
        messages.success(self.request, sentence % (self.commitment.text if self.commitment else self.about.promise))
        return redirect("wagtailadmin_home")


def _comment(news, sent=None):
    # What was typed about one news stays beside it.
    if sent and sent.data.get("news") == str(news.pk):
        return sent["comment"]
    return NewsReasonForm(is_lost=not getattr(news, "is_told", True), auto_id=f"id_%s_{news.pk}")["comment"]
