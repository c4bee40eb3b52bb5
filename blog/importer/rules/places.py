"""Where it happened: the town, its department, the territories that the text names."""

import re
from functools import cache
from typing import NamedTuple

from ..lexicon import key, towns
from ..understood import Proposal
from .lines import is_date
from .roles import begins_as_a_role

_NAME = r"[A-ZÀ-ÖØ-Þ][\wà-ÿ]*(?:[-’'][\wà-ÿ]+)*"
_TOWN = re.compile(rf"(?![ÀA]\s)(?:L[ae]s?\s|L[’'])?{_NAME}(?:\s+{_NAME}){{0,2}}")
_AT = re.compile(
    r"(?:\b[àÀA]|\baux?|\bd[’']|\bde|\bdu|\bsur|\bpar|\bville d[’e]|\bmairie d[’e]|\bcommune d[’e]|^|[,(–—:-])\s*$"
)
_SURELY_AT = re.compile(r"(?:\b[àÀA]|\baux?)\s+$")
_ELSEWHERE = re.compile(
    r"(?:maire|adjointe?|élue?|députée?|sénat\w+|préf\w+|université|académie|professeur\w*|barreau|CHU|mairie|venue?s?"
    r"|tiendra|auront? lieu|aura lieu|prochaine?|rendez-vous|exemple|métropole|originaire)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_TOLD = {"departement": "département", "region": "région"}


class Somewhere(NamedTuple):
    """A place found: `words` as written, where, in which text; `codes` those of its department."""

    name: str
    words: str
    codes: tuple
    weight: float


def find_places(texts, title, lexicon):
    """Return (town, name of the territory, proposals). `texts` are the summary then the paragraphs, in order."""
    territories = _Territories(lexicon.territories)
    named = territories.find(" . ".join([title, *texts]))
    town = _town([title, *texts], territories, named)
    proposals, told = [], ""
    if town:
        proposals.append(Proposal("place", town.name, town.name, town.words))
        code = _department(town, territories, named)
        if code and (department := territories.by_code.get(("departement", code))):
            told = department.name
            proposals.append(_proposal(department, town.words))
            if region := territories.by_code.get(("region", department.parent)):
                proposals.append(_proposal(region, town.words, sure=region in [one for one, _words in named]))
    seen = [proposal.value for proposal in proposals if proposal.kind == "territory"]
    for territory, words in named[:6]:
        proposal = _proposal(territory, words, sure=not seen)
        if proposal.value not in seen:
            proposals.append(proposal)
            told = told or territory.name
            seen.append(proposal.value)
    return (town.name if town else ""), told, proposals


def _proposal(territory, words, sure=True):
    value = {"level": territory.level, "code": territory.code, "name": territory.name}
    level = _TOLD.get(territory.level)
    label = f"{territory.name} ({level})" if level else territory.name
    return Proposal("territory", label, value, words, sure=sure)


def _town(texts, territories, named):
    """Return the town most likely to be where it happened: said early, after « à », again and again."""
    found = {}
    for number, text in enumerate(texts[:40]):
        for match in _TOWN.finditer(text[:5000]):
            for words in _readings(match.group()):
                known = towns().get(key(words))
                if known is None:
                    continue
                before = text[max(0, match.start() - 50) : match.start()]
                if not _AT.search(before) or (key(words) in territories.names and not _SURELY_AT.search(before)):
                    break
                weight = 3.0 if _SURELY_AT.search(before) else 1.0
                weight *= 6.0 if number == 0 else 5.0 if number == 1 else 1.5 if number == 2 else 0.6
                if is_date(text):
                    weight *= 8
                if _ELSEWHERE.search(before) or _is_of_somebody(before):
                    weight *= 0.1
                weight *= 1.01 - min(match.start(), 1000) / 1e5
                name, codes = known
                old = found.get(name)
                total = weight + (min(old.weight, 20) if old else 0)
                found[name] = Somewhere(name, old.words if old else words, tuple(codes), total)
                break
    best = max(found.values(), key=lambda place: place.weight, default=None)
    if best and best.weight >= 1.2:
        return _longer(best, found)
    return None


def _is_of_somebody(before):
    """« infirmier à Tours » says where somebody works."""
    words = before.split()
    return len(words) > 1 and begins_as_a_role(words[-2])


def _longer(best, found):
    """« Brive » is « Brive-la-Gaillarde » when the text says so too."""
    longer = [place for place in found.values() if place.name.startswith(best.name + "-")]
    return longer[0] if longer else best


def _readings(words):
    """Yield `words`, then shorter readings of them: « Tours Métropole » may be Tours."""
    pieces = words.split()
    for length in range(len(pieces), 0, -1):
        yield " ".join(pieces[:length])


def _department(town, territories, named):
    codes = [code for code in town.codes if code]
    if len(town.codes) == 1 and codes:
        return codes[0]
    around = {territory.code for territory, _words in named if territory.level == "departement"}
    regions = {territory.code for territory, _words in named if territory.level == "region"}
    departments = {code: one for (level, code), one in territories.by_code.items() if level == "departement"}
    every = [code for code in codes or departments if code in departments]
    likely = [code for code in every if code in around]
    likely = likely or [code for code in every if departments[code].parent in regions]
    return likely[0] if len(likely) == 1 else None


class _Territories:
    """Departments and regions, found by name; hyphens, accents and articles make no difference."""

    def __init__(self, territories):
        self.by_code = {(territory.level, territory.code): territory for territory in territories}
        self.names = {}
        for territory in territories:
            self.names.setdefault(key(territory.name), []).append(territory)
        longest_first = sorted(self.names, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b") if longest_first else None

    def find(self, text):
        """Return [(territory, words)] in order, each once: only where a name is written as one, after an article."""
        if not self._pattern:
            return []
        folded, places = _folded(text[:60_000])
        found = {}
        for match in self._pattern.finditer(folded):
            start, end = places[match.start()], places[match.end() - 1] + 1
            words = text[start:end]
            before = text[max(0, start - 14) : start]
            written_as_a_name = all(word[0].isupper() for word in re.split(r"[\s’'-]+", words) if len(word) > 4)
            if (
                not words[:1].isupper()
                or not written_as_a_name
                or not _NAMED.search(before)
                or _ENDS_A_NAME.search(before)
                or re.match(r"[-’'][A-Za-zÀ-ÿ]", text[end : end + 2])
            ):
                continue
            for territory in self.names[match.group()]:
                single = " " not in match.group()
                if single and _IS_A_TOWN.search(before):
                    continue
                found.setdefault((territory.level, territory.code), (territory, words))
        return list(found.values())


_NAMED = re.compile(
    r"(?:\b(?:l[ae]|les|du|de|des|en|dans|d[’']|l[’']|région|département|NEC|Hub|–|-|—)\s*(?:l[ae]s?\s+|l[’'])?"
    r"|[–—,(.:]\s*|^)$",
    re.IGNORECASE,
)
# « Brume-sur-Loire » says nothing of the Loire.
_ENDS_A_NAME = re.compile(r"[a-zà-ÿ]-$")
_IS_A_TOWN = re.compile(r"(?:\bà|\bville de|\bmairie de)\s+$")


_key = cache(key)


def _folded(text):
    """Return `text` folded letter by letter with spaces for what is no letter, and where each letter stands."""
    letters, places = [], []
    for place, character in enumerate(text):
        if character.isalnum():
            for letter in _key(character):
                letters.append(letter)
                places.append(place)
        elif letters and letters[-1] != " ":
            letters.append(" ")
            places.append(place)
    return "".join(letters), places
