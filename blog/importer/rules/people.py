"""People who are named, with the role and the organisation that the text states."""

import itertools
import re
from typing import NamedTuple

from ..lexicon import first_names, key, towns
from ..understood import Speaker
from .presence import are_together, is_present, is_quoted
from .roles import apposition
from .words import LOOKED_AT, is_capitals

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ]"
_WORD = rf"(?:(?:[OD]|Mc|Mac|N)[’'])?{_CAPITAL}[a-zà-öø-ÿœ]+(?:[-‑'’]{_CAPITAL}?[a-zà-öø-ÿœ]+){{0,3}}"
_UPPER = rf"{_CAPITAL}{{2,}}(?:[-‑'’]{_CAPITAL}{{2,}}){{0,2}}"
_PARTICLE = (
    r"(?:de la|de l[’']|de las|de los|van der|van den|van de|de|du|des|d[’']|le|la|van|von|den|ben|ibn"
    r"|el|al|da|di|dos|bint)"
)
_LAST = rf"(?:{_UPPER}|{_WORD})"
_SURNAME = rf"(?:{_PARTICLE}(?:\s+|(?<=[’'])))?{_LAST}"
_BEFORE = r"(?:(?<![\w’'@#/.-])|(?<=\b[dlDL][’']))"
_NAME = re.compile(rf"{_BEFORE}({_WORD})(\s+(?:{_WORD}\s+)??{_SURNAME}(?:[ \u00a0]{_LAST})?)(?![\w-])")
_FIRST_NAME_OF = re.compile(rf"({_WORD}) (des?|du) ({_LAST}(?: {_LAST})?)")
_INITIAL = re.compile(rf"(?<![\w.])({_CAPITAL}(?:\.-?{_CAPITAL})?\.\s?)({_SURNAME}(?:\s{_SURNAME})?)(?![\w-])")
_TITLED = re.compile(
    r"(?:\b(?:M|Mr|Dr|Pr|Me)\.?|\b(?:MM|Mmes?|Mlles?)\.?|\b[Mm]onsieur|\b[Mm]adame|\b[Pp]rofesseure?|\b[Dd]octeure?"
    rf"|\b[Mm]aître)\s+((?:{_WORD}\s+)?{_SURNAME}(?:\s+{_SURNAME})?)(?![\w-])"
)
_NOT_NAMES = frozenset(
    """rue avenue place boulevard ecole college lycee universite espace centre maison salle hotel hopital musee campus
    ville mairie quai square cite gare allee parc theatre stade gymnase fondation prix association institut fonds
    amphi amphitheatre residence quartier tour pole saint sainte mediatheque bibliotheque groupe hub fablab
    forum festival""".split()
)
_ORGANISATION_WORDS = frozenset(
    """numerique numeriques solidaire solidarite connect services service commun communs region departement metropole
    france europe habitat emploi association federation collectif agence consult conseil tech lab digital media
    web info est ouest nord sud centre hub ensemble groupe formation cooperative expo cafe ia jour
    journee janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre atelier
    active board travail competences relance strategie universite
    lundi mardi mercredi jeudi vendredi samedi dimanche""".split()
)
_LOWER_ENDS = frozenset("le la les du de des un une et ou au aux en dans par pour".split())


class Named(NamedTuple):
    """A name found: where it stands, how sure it is that it is somebody's (0 to 3)."""

    name: str
    start: int
    end: int
    sure: int


def find_people(passages, lexicon):
    """Return the people named in `passages`, [(section, text)], each once, with what is said of them."""
    found, order, surnames = {}, [], {}
    known = {key(name) for name in lexicon.people}
    for section, text in passages:
        text = text[:LOOKED_AT]
        names = _names_in(text, lexicon, known)
        told = apposition_of_all(text, names, lexicon)
        present = _present(text, names, told)
        for named in names:
            role, organisation = told.get(named.start, ("", ""))
            sure = named.sure + bool(role) * 2 + bool(organisation)
            same = _same(named.name, found, surnames)
            if same is None:
                if sure < 2:
                    continue
                found[key(named.name)] = Speaker(named.name, role, organisation, section, named.start in present)
                order.append(key(named.name))
                surnames.setdefault(order[-1].split()[-1], []).append(order[-1])
            else:
                person = found[same]
                if len(key(named.name).split()[0]) > len(key(person.name).split()[0]) == 1:
                    person.name = named.name
                person.role = person.role or role
                person.organisation = person.organisation or organisation
                if named.start in present and not person.took_part:
                    person.took_part, person.section = True, section
    return [found[name] for name in order if not _is_of_an_organisation(found[name], passages)]


def _present(text, names, told):
    """Return where stand the names of those who took part; in an enumeration, what one did the others did."""
    quoted = {named.start for named in names if is_quoted(text, named.start, named.end, told[named.start][1])}
    present = {
        named.start
        for named in names
        if named.start not in quoted and (any(told[named.start]) or is_present(text, named.start, named.end))
    }
    pairs = list(itertools.pairwise(names))
    for before, after in [*pairs, *reversed(pairs)]:
        if are_together(text, before.end, after.start):
            for same in (quoted, present):
                if {before.start, after.start} & same:
                    same |= {before.start, after.start}
    return present - quoted


def _is_of_an_organisation(person, passages):
    """« Julia de Datactivist » is a first name and an organisation when that organisation stands elsewhere too."""
    found = _FIRST_NAME_OF.fullmatch(person.name)
    if not found or person.role:
        return False
    first, joint, rest = found.groups()
    if joint == "des" or (rest.isupper() and not first.isupper() and len(rest) <= 6):
        return True
    alone = re.compile(rf"(?<!\w)(?<!{re.escape(first)} {joint} ){re.escape(rest)}(?!\w)")
    return any(alone.search(text[:LOOKED_AT]) for _section, text in passages)


def apposition_of_all(text, names, lexicon):
    """Return {start: (role, organisation)}; what follows « X et Y » holds for both when it names an organisation."""
    told = {}
    for number, named in enumerate(names):
        limit = next((other.start for other in names[number + 1 :] if other.sure), len(text))
        told[named.start] = apposition(text, named.start, named.end, limit, lexicon)
    for before, after in reversed(list(itertools.pairwise(names))):
        joint = text[before.end : after.start]
        shared = told[after.start]
        together = re.fullmatch(r"\s*(?:et|,|&)\s*(?:de\s+)?", joint)
        plural = re.match(r"(?:co-?)?\w+s\b", shared[0]) if shared[0] else True
        if together and told[before.start] == ("", "") and (shared[1] or plural) and plural:
            told[before.start] = (shared[0] if shared[0] and plural else "", shared[1])
    return told


def _names_in(text, lexicon, known):
    taken = [(match.start, match.end) for match in lexicon.partners_in(text)]
    candidates = []
    for match in _TITLED.finditer(text):
        candidates.append(Named(_clean(match[1]), match.start(1), match.end(1), 2))
    for match in _NAME.finditer(text):
        if named := _read(text, match, known):
            candidates.append(named)
    for match in _INITIAL.finditer(text):
        titled = match[1].startswith("M.") and len(match[1].strip()) == 2 and key(match[2].split()[0]) in first_names()
        if not titled and not re.search(r"[\w)]\.?\s*$", text[max(0, match.start() - 1) : match.start()]):
            candidates.append(Named(re.sub(r"\s+", " ", match.group()), match.start(), match.end(), 0))
    names = []
    for named in sorted(candidates, key=lambda one: (one.start, -one.end)):
        overlaps = any(named.start < other.end and other.start < named.end for other in names)
        is_partner = any(start <= named.start and named.end <= end for start, end in taken)
        if not overlaps and not is_partner and _is_plausible(named, text):
            names.append(named)
    return names


def _read(text, match, known):
    """Return the name that `match` holds: from its first word, or from a later one that is a first name."""
    words = [(found.group(), match.start() + found.start()) for found in re.finditer(r"\S+", match.group())]
    for number in range(len(words) - 1):
        word, start = words[number]
        if key(word) in _LOWER_ENDS:
            continue
        rest = text[start : match.end()]
        if key(rest) in known:
            return Named(_clean(rest), start, match.end(), 3)
        if key(re.split(r"[-‑'’]", word)[0]) in first_names() and not is_capitals(word):
            after = words[number + 1][0]
            if key(after) in _ORGANISATION_WORDS:
                return None
            return Named(_clean(rest), start, match.end(), 2)
    # An unusual first name: what follows must say that this is somebody.
    if len(words) in (2, 3) and not any(key(word) in _ORGANISATION_WORDS for word, _start in words):
        return Named(_clean(match.group()), match.start(), match.end(), 0)
    return None


def _is_plausible(named, text):
    before = text[max(0, named.start - 30) : named.start]
    last = re.search(r"([\wÀ-ÿ-]+)[’'\s]*(?:de\s|d[’'])?[«“\"]?\s*$", before)
    if last and key(last[1]).split(" ")[-1:] and key(last[1]) in _NOT_NAMES:
        return False
    pieces = key(named.name).split()
    if (
        key(named.name) in towns()
        or pieces[0] in _NOT_NAMES
        or any(piece in _ORGANISATION_WORDS for piece in pieces[1:])
    ):
        return False
    if named.sure == 0:
        # « Les Ateliers » at the start of a sentence is no name; neither is a title in quotation marks.
        return not re.search(r"[«“\"]\s*$", before) and pieces[0] not in _LOWER_ENDS
    return not re.search(r"(?:lycée|collège|école|université|rue|place|prix|espace|salle)\s+$", before, re.IGNORECASE)


def _clean(name):
    return re.sub(r"\s+", " ", name).strip()


def _same(name, found, surnames):
    """Return the key of somebody already found under this name, an initial or the surname alone."""
    mine = key(name)
    if mine in found:
        return mine
    pieces = mine.split()
    for other in surnames.get(pieces[-1], []):
        theirs = other.split()
        same_surname = pieces[-1] == theirs[-1] and len(theirs) > 1
        if same_surname and (
            len(pieces) == 1 or (pieces[0][0] == theirs[0][0] and 1 in (len(pieces[0]), len(theirs[0])))
        ):
            return other
    return None
