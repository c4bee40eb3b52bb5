"""Who took part, and who is only quoted, read or remembered."""

import re

from .lines import is_label, is_speaker

_WORK = (
    r"(?:livres?|ouvrages?|essais?|romans?|textes?|articles?|films?|documentaires?|bd|bande dessinée|albums?|œuvres?"
    r"|travaux|théories?|thèses?|pensée|idées?|concepts?|notion|citations?|phrase|formule|mots|poèmes?|chansons?"
    r"|podcasts?"
    r"|études?|enquêtes?|rapports?|portraits?|biographie|mémoire|héritage|figures?|photo(?:graphie)?s?|tableaux?)"
)
_QUOTED_BEFORE = re.compile(
    rf"(?:\b(?:citant|cite|cité par|inspirée?s? (?:de|d[’']|par)|s[’']inspir\w+ (?:de|d[’'])|relire|lire|relu|lu"
    rf"|hommage à|à la manière de|écrite?s? par|signée?s?(?: par)?|publiée?s? par|réalisée?s? par|comme)"
    rf"|\bcomme (?:l[’'])?(?:a |le |nous le )?(?:dit|disait|écrit|écrivait|rappelait|résumait|pensait|notait)"
    rf"|(?:^|[,»”\"]\s*)(?:disait|écrivait|pensait|notait|a écrit)"
    rf"|\b{_WORK}\b[^.;:!?]{{0,60}}?\b(?:de|d[’']|par)"
    rf")\s*(?:(?:la|le|les|l[’'])\s*)?(?:[a-zà-ÿ-]+\s+){{0,3}}$",
    re.IGNORECASE,
)
_ACCORDING_TO = re.compile(
    r"\b(?:selon|d[’']après)\s+(?:(?:la|le|les|l[’'])\s*)?(?:[a-zà-ÿ-]+\s+){0,3}$", re.IGNORECASE
)
_QUOTED_AFTER = re.compile(
    r"\s*(?:,\s*)?(?:disait|écrivait|pensait|notait|affirmait déjà|écrit"
    r"|a (?:écrit|découvert|inventé|publié|dit un jour)"
    r"|montrait déjà|dans son (?:livre|essai|ouvrage|roman|film)|\(\s*(?:1[5-9]|20)\d\d)",
    re.IGNORECASE,
)
_ACTS_BEFORE = re.compile(
    r"(?:\b(?:avec|merci à|remerci\w+|accueill\w+|invit\w+|reçu\w*|reçoit|accompagnée?s? (?:de|d[’']|par)|autour de"
    r"|anim\w+ par|présent\w+ par|propos\w+ par|men\w+ par|guid\w+ par|ouvert\w* par|conduit\w* par|encadr\w+ par"
    r"|modér\w+ par|interventions? (?:de|d[’'])|présentations? (?:de|d[’']|par)|témoignages? (?:de|d[’'])|paroles? à"
    r"|mot de la fin à|place à"
    r"|micro à|échanges? avec|conférence (?:de|d[’'])|ateliers? (?:de|d[’'])|présence (?:de|d[’'])|présentes?|présents"
    r"|expli\w+|racont\w+|témoign\w+|rappel\w+|souligne|insiste|conclut|répond|s[’']exclame|ajoute|résume|sourit|confie)"
    r")\s*:?\s*(?:(?:la|le|les|l[’'])\s*)?(?:[a-zà-ÿ-]+\s+){0,2}$",
    re.IGNORECASE,
)
_ACTS_AFTER = re.compile(
    r"(?:\s*\([^()]{0,80}\))?\s+"
    r"(?:et (?:son|sa|ses) |(?:nous|l[’']|leur|lui|en|y|s[’']|se|ensuite|enfin|d[’']abord|a|ont|est|sont|avait"
    r"|était|étaient)\s*){0,3}"
    r"(?:a|ont|est|sont|était|étaient|avait|nous|fai\w+|ouvr\w+|rev\w+|mont\w+|\w{3,}(?:e|ent|it|issent|é|ée|és|u|i))\b"
    r"(?!\s+(?:écrit|découvert|inventé|publié))",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\s*(?:\([^()]{0,80}\))?\s*(?:,(?:\s*et)?|et|&|ainsi que|puis)\s+(?:d[e’']\s*)?")


def is_quoted(text, start, end, organisation=""):
    """Say whether the name at `text[start:end]` is that of somebody quoted, read or remembered.

    « Selon Inès Lacroix, du Hub-Lo »: somebody who comes with an `organisation` was there to say it.
    """
    if not organisation and _ACCORDING_TO.search(text[max(0, start - 60) : start]):
        return True
    return bool(_QUOTED_BEFORE.search(text[max(0, start - 120) : start]) or _QUOTED_AFTER.match(text, end))


def is_present(text, start, end):
    """Say whether the name at `text[start:end]` is that of somebody who does something there."""
    is_a_line = len(text) <= 200 and (is_label(text) or (start < 4 and is_speaker(text)))
    return bool(is_a_line or _ACTS_BEFORE.search(text[max(0, start - 80) : start]) or _ACTS_AFTER.match(text, end))


def are_together(text, end, start):
    """Say whether a name ending at `end` and one starting at `start` are in one enumeration."""
    return bool(_TOGETHER.fullmatch(text[end:start]))
