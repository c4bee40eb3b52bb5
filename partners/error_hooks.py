"""Where editors read the errors that partners point out, and answer."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from core.screens import AdminScreen, with_words

from .corrections import AlreadyAnswered, answer
from .models import ErrorReport

A_PAGE = 20


class AnswerForm(forms.Form):
    """What was done, and a word about it."""

    outcome = forms.ChoiceField(choices=ErrorReport.Outcome)
    answer = forms.CharField(max_length=2000, required=False)

    def clean(self):
        """A text that stays as it is deserves a reason."""
        data = super().clean()
        if data.get("outcome") == ErrorReport.Outcome.KEPT and not data.get("answer", "").strip():
            self.add_error("answer", _("Dites en une phrase pourquoi le texte reste tel quel."))
        return data


class ErrorReports(AdminScreen, View):
    """The queue: those that wait first, each with its page, its words and one answer."""

    template_name = "partners/admin/error_reports.html"
    page_title = gettext_lazy("Erreurs signalées")
    header_icon = "warning"
    _show_breadcrumbs = True

    def dispatch(self, request):
        """For those who may publish what is said to be wrong."""
        if not may_answer(request.user):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        """Only the screen's own name."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request):
        """Show the queue."""
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        """Answer one report."""
        pk = request.POST.get("report", "")
        report = get_object_or_404(ErrorReport, pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, refused=report.pk))
        try:
            answer(report, form.cleaned_data["outcome"], form.cleaned_data["answer"].strip(), request.user)
        except AlreadyAnswered as refusal:
            messages.warning(request, with_words(str(refusal), form.cleaned_data["answer"]))
        else:
            messages.success(request, _("Répondu : %s est prévenu·e.") % report.partner.title)
        return redirect("error_reports")

    def get_context_data(self, **kwargs):
        """Give the reports, those that wait before those that were answered."""
        reports = ErrorReport.objects.select_related("page", "partner", "sent_by", "answered_by")
        answered = Paginator(reports.exclude(outcome="").order_by("-answered_at", "-pk"), A_PAGE)
        return super().get_context_data(
            waiting=reports.waiting(), answered=answered.get_page(self.request.GET.get("p")), **kwargs
        )


def may_answer(user):
    """Tell whether `user` publishes: those who may change what is online. Asking costs no query of its own."""
    return page_permission_policy.user_has_permission(user, "publish")


@hooks.register("register_admin_urls")
def addresses():
    """Address the queue."""
    return [path("signalements/", ErrorReports.as_view(), name="error_reports")]


class ErrorsMenuItem(MenuItem):
    """Shown to those who may answer."""

    def is_shown(self, request):
        """See `may_answer`."""
        return may_answer(request.user)


@hooks.register("register_reports_menu_item")
def put_in_reports_menu():
    """Among the reports."""
    return ErrorsMenuItem(_("Erreurs signalées"), reverse("error_reports"), icon_name="warning", order=900)
