"""A partner points out an error in a page that cites it, and sees what came of it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import BasePage
from partners.corrections import tell_editors
from partners.models import ErrorReport

from .desk import for_members

MOST_WAITING = 20
"""Reports of one partner that may wait at once."""


class ErrorForm(forms.Form):
    """What is wrong."""

    text = forms.CharField(
        label=gettext_lazy("Ce qui est faux, et ce qu’il faudrait écrire"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Quelques mots suffisent. Recopiez le passage si vous pouvez."),
        error_messages={"required": gettext_lazy("Dites ce qui est faux : une phrase suffit.")},
    )


@for_members
def report(request, membership, page_pk):
    """Take a report about a page that cites the partner; any other page is none of its business."""
    partner = membership.partner
    cited = BasePage.objects.visible().filter(partner_links__partner=partner).distinct()
    if request.method == "POST":
        BasePage.objects.hold(page_pk)
    page = get_object_or_404(cited, pk=page_pk)
    form = ErrorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if partner.error_reports.waiting().count() >= MOST_WAITING:
            form.add_error(
                None, _("Beaucoup de vos messages attendent une réponse : laissez-nous le temps de les lire.")
            )
        else:
            new = ErrorReport.objects.create(
                page=page, partner=partner, sent_by=request.user, text=form.cleaned_data["text"]
            )
            tell_editors(new)
            messages.success(request, _("C’est signalé. La réponse viendra ici, et par mail."))
            return redirect("space", partner.pk)
    context = {"membership": membership, "partner": partner, "page_cited": page, "form": form}
    return render(request, "partners/space/report.html", context)
