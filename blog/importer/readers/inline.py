"""Runs: pieces of a line with one look, from which a block's text and its safe HTML are made."""

import re
from dataclasses import dataclass, replace
from html import escape

from ..document import Block

SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True)
class Run:
    """A piece of text with one look."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


def plain(runs):
    """Return the words of runs."""
    return "".join(run.text for run in runs)


def tidy(runs):
    """Return runs with ordinary spaces collapsed and none at the ends; neighbours of one look are one run.

    A no-break space at the end stays: removing it is a repair, and repairs are told.
    """
    tidied = []
    for run in runs:
        text = SPACES.sub(" ", run.text)
        if text.startswith(" ") and (not tidied or tidied[-1].text.endswith(" ")):
            text = text[1:]
        if not text:
            continue
        if tidied and replace(tidied[-1], text="") == replace(run, text=""):
            tidied[-1] = replace(run, text=tidied[-1].text + text)
        else:
            tidied.append(replace(run, text=text))
    while tidied and tidied[0].text.lstrip() != tidied[0].text:
        tidied[0] = replace(tidied[0], text=tidied[0].text.lstrip())
        if not tidied[0].text:
            del tidied[0]
    if tidied and tidied[-1].text.endswith(" "):
        tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" "))
        if not tidied[-1].text:
            tidied.pop()
    return tidied


def without_start(runs, length):
    """Return runs without their first characters."""
    kept = []
    for run in runs:
        kept.append(replace(run, text=run.text[length:]))
        length = max(0, length - len(run.text))
    return [run for run in kept if run.text]


def html(runs):
    """Return runs as the HTML that rich text holds, or nothing when nothing stands out."""
    if not any(run.bold or run.italic or run.href for run in runs):
        return ""
    parts = []
    for run in runs:
        part = escape(run.text, quote=False)
        if run.italic:
            part = f"<i>{part}</i>"
        if run.bold:
            part = f"<b>{part}</b>"
        if run.href:
            part = f'<a href="{escape(run.href)}">{part}</a>'
        parts.append(part)
    return "".join(parts)


def block(runs, kind="paragraph", **attributes):
    """Return a block of runs, or None when it would be empty."""
    runs = tidy(runs)
    text = plain(runs)
    if not text.strip():
        return None
    return Block(kind, text=text, html=html(runs), **attributes)
