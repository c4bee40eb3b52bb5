"""What the site knows, as plain data, so that a text can be understood without a database."""

import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from core.search import fold
from partners.recognition import Names

REMEMBERED = 2_000
DATA = Path(__file__).parent / "data"

CATEGORIES = {
    "trip": "Déplacement",
    "hosted": "Événement organisé",
    "workshop": "Compte rendu d’atelier",
    "debate": "Débat ou café",
    "webinar": "Webinaire",
}
EVERYDAY_CATEGORIES = {
    "trip": "déplacements, en déplacement, visite, visites, visite de terrain, sur le terrain, voyage d’étude",
    "hosted": "événement, événements, événements organisés, nos événements, rencontre, rencontres, journée organisée",
    "workshop": "atelier, ateliers, compte rendu, comptes rendus, compte rendu d’ateliers, compte rendu atelier",
    "debate": "débat, débats, café, cafés, café débat, café ia, débat café, table ronde, tables rondes",
    "webinar": "webinaires, webinar, webinars, webconférence, visioconférence, en ligne",
}


class KnownTheme(NamedTuple):
    """A theme, with the other words that lead to it."""

    name: str
    slug: str
    synonyms: tuple = ()


class KnownTerritory(NamedTuple):
    """A region or a department. `parent` is the code of a department's region."""

    level: str
    code: str
    name: str
    parent: str = ""


@dataclass
class Lexicon:
    """What the site knows. `categories` are labels by key; `people` are names."""

    partners: Names = field(default_factory=lambda: Names([]))
    themes: list[KnownTheme] = field(default_factory=list)
    territories: list[KnownTerritory] = field(default_factory=list)
    categories: dict[str, str] = field(default_factory=lambda: dict(CATEGORIES))
    people: list[str] = field(default_factory=list)
    _read: dict = field(default_factory=dict, repr=False)

    def partners_in(self, text):
        """Return the partners named in `text`, as `Names.find` does; the text last read is remembered."""
        if text not in self._read:
            if len(self._read) > REMEMBERED:
                self._read.clear()
            self._read[text] = self.partners.find(text)
        return self._read[text]

    @classmethod
    def of_site(cls):
        """Load what the site knows, in five queries."""
        from core.models import Territory, Theme
        from partners.models import Person

        from ..models import RecapPage

        return cls(
            partners=Names.of_partners(),
            themes=[
                KnownTheme(name, slug, tuple(word.strip() for word in synonyms.split(",") if word.strip()))
                for name, slug, synonyms in Theme.objects.current().values_list("name", "slug", "synonyms")
            ],
            territories=[
                KnownTerritory(level, code, name, parent or "")
                for level, code, name, parent in Territory.objects.exclude(level="pays").values_list(
                    "level", "code", "name", "parent__code"
                )
            ],
            categories={key: str(label) for key, label in RecapPage.Category.choices},
            people=list(Person.objects.filter(withdrawn_on=None).order_by("pk").values_list("name", flat=True)),
        )

    def category(self, words):
        """Return the label of the category that `words` name, in the site's words or everyday ones, or ""."""
        asked = key(words)
        for name, label in self.categories.items():
            if asked and asked in map(key, [name, label, *EVERYDAY_CATEGORIES.get(name, "").split(",")]):
                return label
        return ""


@lru_cache(20_000)
def _folded(words):
    return " ".join("".join(character if character.isalnum() else " " for character in fold(words)).split())


def key(words):
    """Return `words` as one text in which accents, case, hyphens and punctuation make no difference."""
    return _folded(words[:500])


@cache
def towns():
    """Return the larger towns of France: {key: (name, codes of the departments that have one of that name)}.

    A name that many places bear has "" among its codes.
    """
    with (DATA / "towns.toml").open("rb") as file:
        rows = tomllib.load(file)
    found = {}
    for code, names in rows.items():
        for name in names:
            found.setdefault(key(name), (name, []))[1].append("" if code == "homonyms" else code)
    return found


@cache
def first_names():
    """Return common first names, folded."""
    return frozenset(
        fold(name) for name in (DATA / "first_names.txt").read_text(encoding="utf-8").split() if name[0] != "#"
    )
