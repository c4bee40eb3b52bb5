"""Proposals as the editor meets them: in groups, each in the sentence that suggests it."""

import dataclasses
import hashlib
import json
import re

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

GROUPS = [
    ("when", gettext_lazy("Date et lieu"), "calendar-alt", ("place", "territory", "moment")),
    ("people", gettext_lazy("Personnes"), "user", ("person",)),
    ("partners", gettext_lazy("Structures"), "site", ("organiser", "partner")),
    ("figures", gettext_lazy("Chiffres"), "order", ("figure",)),
    ("themes", gettext_lazy("Thèmes"), "tag", ("theme",)),
    ("headings", gettext_lazy("Intertitres"), "title", ("heading",)),
    ("repairs", gettext_lazy("Réparations typographiques"), "edit", ("repair",)),
]
AROUND = 110
"""How many letters of the sentence are shown on each side."""

UNSEEN = ("trailing_space", "double_space", "bullet")
"""Repairs that nobody could see."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[«“\"A-ZÀ-Ý])")


def keyed(proposals):
    """Return {key: proposal}. A key lasts as long as what it proposes, whatever else is proposed around it."""
    found = {}
    for proposal in _themes_once(proposals):
        if proposal.kind == "year" or (proposal.kind == "organiser" and not proposal.value["partner"]):
            # The year has its own question; an organiser without a profile cannot be cited yet.
            continue
        content = json.dumps([proposal.kind, proposal.section, proposal.value, proposal.words], sort_keys=True)
        key = number = hashlib.sha256(content.encode()).hexdigest()[:12]
        times = 1
        while number in found:
            times += 1
            number = f"{key}-{times}"
        found[number] = proposal
    return found


def _themes_once(proposals):
    """Yield the proposals; a theme that several sessions suggest comes once, with all the words that suggest it."""
    same = {}
    for proposal in proposals:
        if proposal.kind == "theme":
            same.setdefault(proposal.value["slug"], []).append(proposal)
    for proposal in proposals:
        if proposal.kind != "theme" or len(found := same.pop(proposal.value["slug"], [])) == 1:
            yield proposal
        elif found:
            words = dict.fromkeys(word for one in found for word in one.words.split(", "))
            sure = any(one.sure for one in found)
            yield dataclasses.replace(proposal, words=", ".join(words), section=None, sure=sure)


def groups(understood, proposals, accepted):
    """Return [{"name", "title", "icon", "rows"}] of what is proposed; `accepted` is a collection of keys."""
    shown = []
    for name, title, icon, kinds in GROUPS:
        rows = [
            {
                "key": key,
                "label": proposal.label,
                "context": _context(understood, proposal),
                "where": _where(understood, proposal),
                "checked": key in accepted,
            }
            for kind in kinds
            for key, proposal in proposals.items()
            if proposal.kind == kind
        ]
        if rows:
            shown.append({"name": name, "title": title, "icon": icon, "rows": rows})
    return shown


def done(understood):
    """Return the repairs that were made and that nothing asks about, but for those of spaces and bullets."""
    asked = {(p.value["before"], p.value["after"]) for p in understood.proposals if p.kind == "repair"}
    return [
        repair
        for repair in understood.repairs
        if repair.applied and repair.kind not in UNSEEN and (repair.before, repair.after) not in asked
    ]


def _where(understood, proposal):
    if proposal.section is None or len(understood.sections) < 2:
        return ""
    return understood.sections[proposal.section].heading or _("Sans titre")


def _context(understood, proposal):
    """Return the sentence in which the proposal's words stand, the words marked; empty when there are none."""
    words = " ".join(proposal.words.split())
    if not words:
        return ""
    for text in _texts(understood, proposal.section):
        found = text.find(words)
        if found >= 0:
            start, end = _sentence(text, found, found + len(words))
            return format_html(
                "{}{}<mark>{}</mark>{}{}",
                "" if start == 0 else "… ",
                text[start:found].lstrip(),
                words,
                text[found + len(words) : end].rstrip(),
                "" if end == len(text) else " …",
            )
    return format_html("<mark>{}</mark>", words)


def _texts(understood, section):
    chosen = understood.sections if section is None else [understood.sections[section]]
    texts = [understood.title, understood.summary, understood.thanks] if section is None else []
    for part_of in chosen:
        texts.append(part_of.heading)
        for part in part_of.body:
            texts += [part.text, *part.items]
    return (" ".join(text.split()) for text in texts)


def _sentence(text, start, end):
    breaks = [match.end() for match in _SENTENCE_END.finditer(text)]
    first = max([place for place in breaks if place <= start], default=0)
    last = min([place for place in breaks if place >= end], default=len(text))
    if start - first > AROUND:
        first = text.find(" ", start - AROUND)
    if last - end > AROUND:
        last = text.rfind(" ", end, end + AROUND)
    return first, last
