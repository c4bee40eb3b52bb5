"""A profile, to be shown elsewhere: a card that any site may frame, and the same as data that any site may fetch."""

from csp.decorators import csp_replace
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from .models import PartnerPage

CITATIONS = 3
SHARED = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=3600"}


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def card(request, slug):
    """The card: a name, a mission, where the partner was heard lately, a link. No script, no cookie."""
    partner = _visible(slug)
    today = timezone.localdate()
    heard = [(page, roles) for page, roles in partner.citations_list if not page.date or page.date <= today]
    context = {"partner": partner, "citations": heard[:CITATIONS]}
    return _shared(render(request, "partners/card.html", context))


@require_safe
def data(request, slug):
    """The profile as data, in schema.org's words, with what cites it."""
    partner = _visible(slug)
    told = partner.json_ld(request)
    told["subjectOf"] = [
        {"@type": "Article", "headline": page.title, "url": page.get_full_url(request), "datePublished": page.date}
        for page, _roles in partner.citations_list
    ]
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Access-Control-Allow-Origin"] = "*"
    return _shared(response)


def card_path(partner):
    """Return where the card of `partner` is."""
    return reverse("partner_card", args=[partner.slug])


def _shared(response):
    for name, value in SHARED.items():
        response[name] = value
    return response


def _visible(slug):
    return get_object_or_404(PartnerPage.objects.visible(), slug=slug)
