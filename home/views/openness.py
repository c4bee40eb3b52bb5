"""What a machine helped to write, said in one place."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from core.browse import page_of
from core.models import BasePage
from core.openness import AIHelp

from .browse import HOME

PAGES = 20


def openness(request):
    """The rule about AI, and every page that declares its help."""
    pages = BasePage.objects.visible().publications()
    without = pages.filter(ai_help=[AIHelp.NONE])
    helped = pages.exclude(ai_help__in=[[], [AIHelp.NONE]]).select_related("human_reviewer").newest_first()
    return render(
        request,
        "home/openness.html",
        {
            "pages": page_of(helped, PAGES, request.GET),
            "total": pages.count(),
            "without": without.count(),
            "breadcrumbs": [HOME, (_("L’IA, à découvert"), None)],
        },
    )
