"""When something is missing or goes wrong, say what to do."""

from django.shortcuts import render


def refused_form(request, reason=""):
    """A form came without the proof that it is ours: ask to send it again."""
    return render(request, "403_csrf.html", status=403)
