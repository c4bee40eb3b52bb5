"""When in the day a session took place, from what its heading or its first words say."""

import re

from .words import sentences

_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?(?:[hH]|heures?)(?:\s?[0-5]\d)?(?![\wà-ÿ])")
_CUES = [
    (
        "midday",
        re.compile(
            r"\b(?:pause|buffet|repas|déjeuner)\b[^.]{0,20}\b(?:midi|déjeuner)?|\bà midi\b|\bsur le temps de midi\b",
            re.I,
        ),
    ),
    (
        "afternoon",
        re.compile(
            r"\baprès[- ]midi\b|\bl[’']après-repas\b|\bdébut d[’']après-midi\b|\baprès le (?:déjeuner|repas|buffet)\b",
            re.I,
        ),
    ),
    ("morning", re.compile(r"\bmatin(?:ée)?\b|\baube\b|\bcafé d[’']accueil\b", re.I)),
    ("evening", re.compile(r"\bsoir(?:ée)?\b|\bafterwork\b|\bapéro\w*\b", re.I)),
]
_OPENS = re.compile(
    r"^(?:pour (?:débuter|commencer|ouvrir|lancer)|en (?:ouverture|introduction)|d[’']abord|tout a commencé"
    r"|la journée (?:a|s[’']est) (?:débuté|commencé|ouvert\w*)"
    r"|première table ronde|coup d[’']envoi)[^.]{0,50}\b(?:journée|rencontre|édition|événement|matinée)",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"^(?:pour (?:clore|clôturer|terminer|finir|conclure)|en (?:clôture|conclusion|fin de journée)"
    r"|la journée s[’']est (?:achevée|terminée|conclue))",
    re.IGNORECASE,
)
_WHOLE_DAY = re.compile(r"\b(?:journée|jour)\b", re.IGNORECASE)


def moment_of(heading, text):
    """Return (key of the moment, words that say it), or ("", "")."""
    if hour := _HOUR.search(heading):
        return _at(int(hour[1])), hour.group()
    for name, cue in _CUES:
        if name != "midday" and (found := cue.search(heading)):
            return name, found.group()
    first = text[: sentences(text[:1500])[0][1]] if text.strip() else ""
    beginning = first[:160]
    for name, cue in _CUES:
        if name == "midday":
            continue
        if (found := cue.search(beginning)) and not re.search(
            r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|tous les|chaque|le) $", beginning[: found.start()], re.I
        ):
            return name, _clause(first, found)
    if found := _OPENS.search(first):
        return "morning", found.group()
    if (found := _CLOSES.search(first)) and _WHOLE_DAY.search(first[:80]):
        return "afternoon", _clause(first, found)
    return "", ""


def _clause(sentence, found):
    start = sentence.rfind(",", 0, found.start()) + 1
    end = sentence.find(",", found.end())
    return sentence[start : end if 0 < end < found.end() + 40 else found.end()].strip()


def _at(hour):
    if hour < 12:
        return "morning"
    if hour < 14:
        return "midday"
    return "afternoon" if hour < 18 else "evening"
