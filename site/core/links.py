"""The one door that every signed link opens: `/lien/<token>/`."""

from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from .models import SignedLink

SEALED = {
    # The address is the key: it must not travel in a Referer, stay in a cache or enter an index.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

_rooms = {}


def opens(purpose):
    """Make a function answer for the links of a purpose: `room(request, link)` returns a response.

    It must not write on GET or HEAD: mail programs and their scanners open links before people do.
    """

    def register(room):
        _rooms[purpose] = room
        return room

    return register


@csrf_exempt
def open_link(request, token):
    """Let in whoever holds an open link; give everybody else the same page, whatever is wrong with theirs.

    Without Django's proof against forged forms, on purpose: what authorises here is the address, which no
    other site knows, and never a cookie. Its check would also refuse our own forms, since browsers send
    `Origin: null` under `no-referrer`; and a reader leaves without a cookie.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    link = SignedLink.objects.opened_by(token)
    room = link and _rooms.get(link.purpose)
    if room and link.maker_may_edit():
        request.signed_link = link
        response = room(request, link)
    else:
        response = render(request, "core/link_closed.html", {"by_link": True}, status=404)
    for name, value in SEALED.items():
        response[name] = value
    return response


sends_mail = method_decorator(transaction.non_atomic_requests, name="dispatch")
"""Marks a class of views that says by itself what is stored together, and sends its mail in between."""


def mail_link(link, subject, template, context):
    """Mail a link just made to its e-mail address. Return False when the mail server does not take it.

    Its address is a key of which only a digest is kept: the mail cannot wait in the outbox, and leaves once the
    link is stored. A view that calls this is `sends_mail`: nobody waits to write until a mail server answers.
    """
    try:
        # A title may hold a line break; a header may not.
        send_mail(" ".join(subject.split()), render_to_string(template, context | {"link": link}), None, [link.email])
    except (SMTPException, OSError):
        return False
    return True
