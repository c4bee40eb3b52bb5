"""Numbers that were given: with what they count, how sure they are, and where they come from when it is said."""

import re

from ..understood import Figure
from .hedges import hedge_of, is_nearly, opens_a_range, with_hedge
from .words import LOOKED_AT, SPACES, bare, sentences, squeezed

_S = r"[ \u00a0\u202f]"
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_SCALE = rf"(?:{_S}(?:milliers?|millions?|milliards?)(?![\w]))"
_WORDS_NUMBER = (
    r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt"
    r"|trente|quarante"
    r"|cinquante|soixante|cent|mille)"
)
_VALUE = re.compile(
    rf"(?<![\w.,/:#+€$-])(?:(?P<ratio>(?:\d+|{_WORDS_NUMBER})(?:{_S}[a-zà-ÿ’']+){{0,3}}{_S}sur{_S}(?:\d+"
    rf"|{_WORDS_NUMBER})(?![\w%]))"
    rf"|(?P<number>(?:{_NUMBER}){_SCALE}?(?:{_S}?(?P<sign>%|€|k€|M€|Md€))?)"
    rf"|(?P<words>(?:(?:{_WORDS_NUMBER})(?:[- ]{_WORDS_NUMBER}){{0,4}})(?P<scale>{_S}(?:millions?|milliards?"
    rf"|mille|cents?)(?!\w))))"
    rf"(?![\d]|[.,]\d|[/:]\d|{_S}?[hH](?:eures?)?(?:\d|\b)|\w)",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:seraient|serait|auraient|aurait|estime|estimés?|estimées?|estimation|concernerait|toucherait)\b"
)
_TARGET = re.compile(
    r"\bd[’']ici\b|\bobjectifs?\b|\bà l[’']horizon\b|\bambition\w*\b|\bvise\w*\b|\bcible\b|\bviser\b|\bveut\b"
    r"|\bveulent\b"
    r"|\bprévoi\w+\b|\bsouhait\w+\b|\ben 20(?:2[7-9]|[3-9]\d)\b|\bfeuille de route\b[^.]{0,40}\bde fournir\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:insee|étude|enquête|sondage|baromètre|rapport|statistiques?|recensement|observatoire|crédoc|mesur\w+"
    r"|chiffres d\w)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:\b[Ss]elon|\b[Dd][’']après|\b[Cc]omme l[’']a (?:rappelé|indiqué)|\b[Ss]ource\s*:)\s+"
    r"([^,;.:()–—]{2,110}?)(?=\s*[,;:()–—]|\.\s|\.$|$|\s+(?:plus|près|environ|quelque|\d))"
)
_ROADMAP = re.compile(
    r"\b(?:de la|du|l[ea])\s+((?:feuille de route|plan|stratégie|programme)\s[^,;.()]{2,60}?)\s+"
    r"(?:(?:de\s|d[’'])\w+(?:er|ir|re)|est|prévoit|vise|fixe)\b"
)
_PRONOUN = re.compile(r"(?:eux|elles?|lui|lesquels)$", re.IGNORECASE)
_GIVES = re.compile(r"(?:l[’']équipe d[eu’']\s?|l[’']association\s+|la fédération\s+|le collectif\s+)?")
_SCOPE = re.compile(
    r"\b(?:en|dans le|dans la|dans l[’'])\s?(France|Europe|Métropole|[A-ZÀ-Þ][\w-]+(?:[- ][A-ZÀ-Þ][\w-]+){0,3})"
    r"|\b(?:à l[’']échelle )"
    r"((?:de la |du |de l[’']|nationale|régionale|départementale|mondiale)[\wà-ÿ-]*)"
)
_MONTH_AFTER = re.compile(
    rf"{_S}?(?:er{_S})?(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    rf"|janv|févr|sept|oct|nov|déc)\b"
    rf"|{_S}?(?:et|au|,|-){_S}?\d{{1,2}}{_S}(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre"
    rf"|octobre|novembre|décembre)\b",
    re.IGNORECASE,
)
_DECOY_UNITS = re.compile(
    rf"{_S}?(?:h\b|heures?|minutes?|min\b|secondes?|ans?\b|années?|mois|jours?|semaines?|e\b|ème|eme|er\b|ère"
    rf"|nd\b|nde\b|°|km\b|kilomètres?"
    rf"|mètres?|cm\b|pages?|fois|siècle|degrés?|octets?|Go\b|Mo\b|Ko\b|bis\b|rue|avenue|place|boulevard|bd\b"
    rf"|points?\b|étapes?|axes?|temps|pistes?"
    rf"|idées?|questions?|mots?|tables?|parties|thèmes?|volets?|éditions?|salles?|minutes|écrans?|groupes?"
    rf"|ateliers?|chiffres?|objectifs?|leviers?"
    rf"|défis|séances?|sessions?|sujets?|raisons?|principes?|actes?|lettres?)",
    re.IGNORECASE,
)
_DECOY_BEFORE = re.compile(
    r"(?:\b(?:articles?|art\.?|n°|numéro|page|p\.|chapitre|étape|atelier|jour|salle|table ronde|session|partie"
    r"|axe|niveau|version|loi|acte|tome"
    r"|volume|étage|ligne|bus|tram|route|rn|type|phase|lot|annexe|en|depuis|année|édition|promotion|l[’']an"
    r"|horizon|ici|tél\.?|téléphone|cedex|bp"
    r"|cs|âge|âgée?s?|dès|CC BY|web)|#|\bsous les)\s*:?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_COUNTED = re.compile(
    r"[\s]*(?:d[eu’']s?\s?)?((?:[\wà-ÿ’'·-]+)(?:\s(?:(?:d[eu]s?|en|à|au|aux|du|de la|de l[’'])\s)?[\wà-ÿ’'·-]+){0,2})"
)
_SMALL = 20
"""Below this a count of people or things in the room is told, not published."""
_WORTH = re.compile(
    r"^(?:%|€|personnes?|habitants?|foyers?|usagers?|bénéficiaires?|appareils?|ordinateurs?|équipements?"
    r"|postes?|communes?|entreprises?"
    r"|participant\w*|professionnel\w*|conseill\w+|structures?|lieux|associations?|emplois?|élèves?|euros?"
    r"|visiteurs?|élus?|tonnes?)",
    re.IGNORECASE,
)


def find_figures(passages):
    """Return the figures given in `passages`, [(section, text)], with the words that give each: [(Figure, words)]."""
    found = []
    for section, text in passages:
        text = text[:LOOKED_AT]
        speaker = ""
        for start, end in sentences(text):
            sentence = text[start:end]
            found += _in_sentence(sentence, section, speaker)
            speaker = _subject(sentence) or speaker
    return found


def _in_sentence(sentence, section, speaker):
    figures = []
    for match in _VALUE.finditer(sentence):
        if _is_decoy(sentence, match) or opens_a_range(sentence, match.start(), match.end()):
            continue
        value, unit, end = _value_and_unit(sentence, match)
        if not _is_worth_it(match, value, unit, sentence):
            continue
        start = with_hedge(sentence, match.start())
        stop = _clause_end(sentence, end)
        words = squeezed(sentence[start:stop])
        subject = squeezed(sentence[end:stop]).strip(",;: ")
        if not subject and " " in unit and _ADJECTIVE.match(unit.split()[-1]):
            # « 3 000 foyers aidés. »: what is said of them is the adjective.
            unit, _space, subject = unit.rpartition(" ")
        figures.append(
            (
                Figure(
                    value=squeezed(value),
                    unit=unit,
                    subject=subject or squeezed(sentence[:start]).strip(",;: ")[-160:],
                    modality=_modality(sentence, match, words),
                    source=_source(sentence, speaker),
                    scope=_scope(sentence, match),
                    section=section,
                    hedge=hedge_of(sentence, match.start()),
                ),
                words,
            )
        )
    return figures


def _is_decoy(sentence, match):
    before, after = sentence[max(0, match.start() - 30) : match.start()], sentence[match.end() : match.end() + 30]
    number = match["number"]
    if match["ratio"]:
        return not _OF_PEOPLE.search(match["ratio"])
    if match["sign"]:
        digits = re.sub(r"\D", "", number)
        return match["sign"] == "€" and len(digits) < 4 and "illi" not in number
    if number:
        digits = re.sub(r"\D", "", number)
        if _MONTH_AFTER.match(after) or (number.isdigit() and _YEAR.match(number) and not _COUNTS_PEOPLE.match(after)):
            return True
        if number.isdigit() and len(number) == 5 and re.match(r"\s[A-ZÀ-Þ]", after):
            return True  # a postal code
        if len(digits) >= 9 and number.startswith("0"):
            return True
        if re.match(r"(?:[ .-]\d\d){3,}", after) or re.search(r"\d[ .-]$", before):
            return True
        if digits == "0":
            return True
    if _SURFACE.match(after) or (_DECOY_UNITS.match(after) and not match["scale"]):
        many = len(re.sub(r"\D", "", match[0])) >= 3
        return not (many and re.match(r"\s(?:ateliers?|séances?|sessions?|heures?|questions?)", after))
    if re.search(r"\b(?:plus|moins) de\s*$", before, re.IGNORECASE):
        is_a_threshold = re.search(
            r"\b(?:communes|villes|entreprises|structures|associations) de (?:plus|moins) de\s*$", before
        )
        return bool(is_a_threshold or re.match(r"\s(?:ans|mois)\b", after))
    return bool(_DECOY_BEFORE.search(before))


_SURFACE = re.compile(r"\s?(?:m²|m2|mètres?|hectares?|km|kilomètres?)(?!\w)")
_OF_PEOPLE = re.compile(
    r"(?:habitants?|personnes?|français\w*|foyers?|jeunes?|adultes?|enfants?|élèves?|communes?|usag\w+|ménages?"
    r"|familles?|seniors?|agents?"
    r"|femmes?|hommes?|entreprises?|associations?|collectivités?|étudiant\w*|parents?|retraité\w*|citoyen\w*"
    r"|salarié\w*|demandeu\w+)\b"
    r"|^\d+\ssur\s(?:10|100|5|4|3)$",
    re.IGNORECASE,
)
_COUNTS_PEOPLE = re.compile(r"\s(?:personnes|habitants|participants?|foyers|euros|€|usagers|appareils|ordinateurs)\b")


def _value_and_unit(sentence, match):
    """Return (value, unit, where both end)."""
    value, end = match.group(), match.end()
    if match["ratio"]:
        return value, "", end
    if match["sign"]:
        return squeezed(value[: -len(match["sign"])]), match["sign"], end
    counted = _COUNTED.match(sentence[end : end + 80])
    if not counted:
        return value, "", end
    words = counted[1].split()
    kept = []
    for word in words:
        if _STOP_WORD.match(word) and not (kept and word.lower() in _LINKS and len(kept) < 3):
            break
        kept.append(word)
    while kept and kept[-1].lower() in _LINKS:
        kept.pop()
    kept = kept[: _unit_length(kept)]
    unit = " ".join(kept)
    return value, unit, end + (counted.start(1) + len(unit) if unit else 0)


_LINKS = frozenset("de du des d en à".split())
_STOP_WORD = re.compile(
    r"(?:(?:seraient|serait|sont|est|ont|a|étaient|était|et|ou|qui|que|dont|pour|par|dans|en|sur|à|au|aux|du|de"
    r"|des|d|la|le|les|avec|d[’']ici"
    r"|auprès|chez|contre|selon|lors|entre|chaque|aussi|ne|n[’']\w*|se|s[’']\w*|l[’']\w*|d[’']\w*"
    r"|aujourd[’']hui|se)$|\w*aient$)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"\w+(?:és?|ées?|aires?|iques?|els?|elles?|eurs?|ifs?|ives?|ents|ants|aux|ales?|ux|uses?|iens?|iennes?|ins?"
    r"|ines?|bles?|stes?)$"
)


def _unit_length(words):
    """A noun, and the adjective after it if it looks like one."""
    if len(words) >= 2 and words[1].lower() not in _LINKS and _ADJECTIVE.match(words[1]):
        return 2
    return 1 if len(words) < 3 or words[1].lower() not in _LINKS else 3 if len(words) > 2 else 1


def _is_worth_it(match, value, unit, sentence):
    if (
        match["ratio"]
        or match["sign"]
        or match["scale"]
        or "illion" in value
        or "illiard" in value
        or "illier" in value
    ):
        return True
    number = re.sub(r"[^\d,]", "", value).split(",")[0]
    if not number:
        return False
    if int(number[:15]) >= (1000 if unit.lower().startswith("euro") else _SMALL):
        return bool(unit)
    return False


def _clause_end(sentence, start):
    """Return where what is said of a number ends: a strong mark, or « , les intervenants… »."""
    for found in re.finditer(
        r"[;:!?]|\.(?=\s|$)|,|\s[–—]\s|\set\s(?=\d|près|plus|environ)|,?\s(?:auprès|mais)\s", sentence[start:]
    ):
        place = start + found.start()
        if found.group() == "," and re.match(r",\s(?:faute|soit|dont|à cause|en raison)\b", sentence[place:]):
            continue
        if place - start > 0 or found.group() != ",":
            return place
        return place
    return min(len(sentence), start + 200)


def _modality(sentence, match, words):
    around = sentence[max(0, match.start() - 140) : match.end() + 100]
    if _TARGET.search(around):
        return "target"
    if is_nearly(sentence, match.start(), match.end()) or _CONDITIONAL.search(words) or _CONDITIONAL.search(around):
        return "estimate"
    if _MEASURE.search(sentence[: match.start()]):
        return "measure"
    return "statement"


def _source(sentence, speaker):
    if found := _SOURCE.search(sentence):
        source = re.sub(r"^(?:l[ea]s?\s|l[’'])", "", squeezed(found[1]))
        if _PRONOUN.match(source):
            return speaker
        return bare(source)
    if found := _ROADMAP.search(sentence):
        return squeezed(found[1])
    return ""


def _subject(sentence):
    """Return the organisation that a sentence is about, for « selon eux » in the next."""
    found = re.search(
        r"(?:l[’']équipe d[eu’']\s?|[Ll][’']association\s|[Ll]a fédération\s|[Ll]e collectif\s|^"
        r"|,\s)(?:l[ea]s?\s|l[’'])?"
        r"([A-ZÀ-Þ][\wà-ÿ.’'-]+(?:\s[A-ZÀ-Þ][\wà-ÿ.’'-]+){0,4})\s(?:a|ont|est|sont|présente\w*)\b",
        sentence,
    )
    return found[1].strip(SPACES) if found else ""


def _scope(sentence, match):
    after = _SCOPE.search(sentence, match.end())
    found = after or _SCOPE.search(sentence[: match.start()])
    return squeezed(found[1] or found[2] or "") if found else ""
