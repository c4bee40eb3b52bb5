"""What the name of a style stands for, in French and in English, in Word and in LibreOffice."""

import re
import unicodedata

NAMES = [
    (r"title|titre|titre principal", "heading 1"),
    (r"(?:heading|titre) ?([1-6])", "heading"),
    (r"caption|legende|illustration|figure|drawing|dessin", "caption"),
    (r"(?:intense )?quote|citations?(?: intense)?|quotations|block text", "quote"),
    (r"(?:toc|tm|contents)(?: ?\d| heading)?|(?:en-?tete|titre) de table des matieres", "contents"),
    (r"list bullet(?: \d)?|liste a puces(?: \d)?", "bullet"),
    (r"list number(?: \d)?|liste a numeros(?: \d)?", "number"),
]


def role(name):
    """Return what a style of this name is for: "heading 2", "caption", "quote"…, or nothing."""
    name = re.sub(r"(?<=[a-z])(?=\d)", " ", name.replace("_20_", " ").lower())
    decomposed = unicodedata.normalize("NFD", name)
    name = " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
    for pattern, what in NAMES:
        if found := re.fullmatch(pattern, name):
            return f"heading {found[1]}" if what == "heading" else what
    return ""
