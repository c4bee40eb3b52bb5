"""What is in a web page but is not its text: menus, feet of pages, hidden passages, links that lead nowhere."""

import re

from django.utils.translation import gettext as _

from .limits import left_out

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
HIDDEN_CLASSES = {"sr-only", "visually-hidden", "screen-reader-text", "fr-sr-only", "skip-link"}
TEXTS = ["main", "article", "blockquote", "figure"]
SAFE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)", re.IGNORECASE)


def take(tree):
    """Take the furniture out of a tree; return the warnings that say so."""
    hidden = _taken(tree, _is_hidden)
    around = _taken(tree, _is_around)
    return left_out(
        len(hidden),
        _("Un passage caché aux lecteurs n’a pas été repris."),
        _("%(count)d passages cachés aux lecteurs n’ont pas été repris."),
    ) + left_out(
        sum(len(element.get_text(" ").split()) for element in around),
        _("Un mot du sommaire, du menu ou du pied de page n’a pas été repris."),
        _("Le sommaire, les menus ou le pied de page (%(count)d mots) n’ont pas été repris."),
    )


def _taken(tree, test):
    taken, known = [], set()
    for element in tree.find_all(test):
        if not any(id(parent) in known for parent in element.parents):
            taken.append(element)
            known.add(id(element))
    for element in taken:
        element.extract()
    return [element for element in taken if element.get_text(strip=True)]


def _is_hidden(element):
    return (
        element.has_attr("hidden")
        or bool(HIDDEN.search(element.get("style", "")))
        or bool(HIDDEN_CLASSES & set(element.get("class", [])))
    )


def _is_around(element):
    if element.name in ("nav", "search") or element.get("role") in ("navigation", "search"):
        return True
    return element.name == "footer" and not element.find_parent(TEXTS)


def address(link):
    """Return the address of a link if it can be followed from anywhere, else nothing."""
    href = re.sub(r"\s", "", link.get("href", ""))
    return href if SAFE.match(href) and len(href) <= 2000 else ""


def lost_links(tree):
    """Return the warning of links whose words stay but whose address does not."""
    lost = [
        link
        for link in tree.find_all("a")
        if not address(link)
        and not link.get("href", "").startswith("#")
        and not link.get("name")
        and not link.get("id")
    ]
    return left_out(
        len(lost),
        _("Un lien sans adresse sûre ou complète est devenu du texte : refaites-le s’il compte."),
        _("%(count)d liens sans adresse sûre ou complète sont devenus du texte : refaites ceux qui comptent."),
    )
