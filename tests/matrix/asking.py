"""Ask every address as one role, without leaving a trace."""

from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client

from ..reviews import logged_in
from . import PARTNER_SIDE
from .routes import addresses, routes
from .world import SECRET

DOOR = "/compte/login/"


def ask_all(role, user, world):
    """Return ({(route, about, method): answer}, [what told a secret]) for `role`, whose account is `user`.

    An answer is a status; « door » stands for being sent to log in, « desk » for being led to the editors' home.
    Editors' screens are looked at by editors about
    one thing of each kind, since nothing there is anybody's own; partners try all of them.
    """
    client = logged_in(user) if user else Client()
    client.raise_request_exception = False
    session = client.cookies.output(header="")
    answers, told = {}, []
    for route, is_ours in routes().items():
        for about, path in addresses(route, world).items():
            for method in _methods(role, route, is_ours, about):
                client.cookies.load(session)
                answer, text = _ask(client, method, path)
                answers[route, about, method] = answer
                if SECRET in text:
                    told.append((route, about, method))
    return answers, told


def _methods(role, route, is_ours, about):
    if role in PARTNER_SIDE:
        return ("GET", "POST") if about in ("", "own") or not route.startswith("admin/") else ("GET",)
    if not route.startswith("admin/"):
        return ("GET", "POST") if is_ours else ("GET",)
    return ("GET",) if about in ("", "other", "private") else ()


def _ask(client, method, path):
    with transaction.atomic():
        response = client.generic(method, path)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    place = response.headers.get("Location", "")
    answer = str(response.status_code)
    if answer == "302":
        answer = {DOOR: "door", "/admin/": "desk"}.get(urlsplit(place).path, "302")
    return answer, f"{place}\n{content.decode(errors='replace')}"
