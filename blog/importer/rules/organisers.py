"""Who organised: whoever is said to have, or is thanked for an invitation or a welcome."""

import re

from partners.vocabulary import Role

from .words import QUOTES, SPACES, bare, sentences, squeezed

_NAME = (
    r"[\"“«]?\s?(?:[A-ZÀ-Þ0-9][\w&.’'+-]*(?:\[s\])?|(?:conseil|ville|mairie|département|région|préfecture"
    r"|association|centre|maison|fédération"
    r"|communauté|hub|réseau|collectif|médiathèque|bibliothèque|agence|métropole)\b)"
    r"(?:\s+(?:(?:de|du|des|d[’']|la|le|les|l[’']|et|en|pour)\s*){0,2}(?:[A-ZÀ-Þ0-9][\w&.’'+-]*"
    r"|départemental\w*|régional\w*|social\w*|municipal\w*|locale?s?|numérique"
    r"|solidaire\w*|sociaux|communale?)){0,7}\s?[\"”»]?"
)
_SAID = re.compile(
    rf"(?:\b(?:co-?)?organisée?s?(?: conjointement)? par|\bà l[’']invitation d[eu’']s?"
    rf"|\bà l[’']initiative d[eu’']s?|\bproposée?s? par|\bportée?s? par"
    rf"|\binvitée?s? par|\baccueillie?s? par|\bco-?organis\w+ par)\s*(?:la\s+|le\s+|les\s+|l[’'])?({_NAME})",
)
_REASON = re.compile(
    r"\bpour (?:l[’']|leur |son |cette |cet |ce |la |le |ces |votre |nous avoir )?(?:excellente? |belle |bel "
    r"|chaleureu\w+ |parfaite? )?"
    r"(?:invitation|organisation|accueil|avoir organisé|avoir accueilli|invité|accueilli|hospitalité|initiative"
    r"|journée)",
    re.IGNORECASE,
)
_THANKED = re.compile(
    rf"(?:\bmerci(?:s|ons|er|ements)?\b[^.!?]{{0,40}}?)\b(?:à|au|aux|la|le|les|l[’']équipe d[eu’'])\s*(?:la\s+"
    rf"|l[’']|toute l[’']équipe d[eu]\s+)?({_NAME})",
    re.IGNORECASE,
)


_AND_TO = re.compile(r"\s+et\s+(?:à|aux?)\s*(?:la\s+|l[’'])?")
_WELCOMED = re.compile(r"accueil|invit|reçus?\b|hébergé|hospitalité", re.IGNORECASE)
_ONLY_WELCOMED = re.compile(
    r"^(?!.*(?:organis|initiative|invit|propos|port[ée])).*(?:accueil|hospitalité)", re.IGNORECASE
)


def roles_of(words):
    """Return what an organiser did, as the `words` that name it say: organised, welcomed, or both."""
    if _ONLY_WELCOMED.search(words):
        return [Role.HOSTED]
    return [Role.ORGANISED, Role.HOSTED] if _WELCOMED.search(words) else [Role.ORGANISED]


def find_organisers(texts, thanks, lexicon):
    """Return [(primary key or None, name, words that say it)], each once, what the text says first."""
    found = {}
    for text in texts[:12]:
        for start, end in sentences(text[:4000]):
            sentence = text[start:end]
            for match in _SAID.finditer(sentence):
                for partner, name in _named(sentence, match.start(1), match.end(1), lexicon):
                    found.setdefault(name, (partner, name, squeezed(sentence)))
    for start, end in sentences(thanks):
        sentence = thanks[start:end]
        reason = _REASON.search(sentence)
        if not reason:
            continue
        partners = lexicon.partners_in(sentence[: reason.start()])
        if partners:
            for match in partners:
                found.setdefault(match.name, (match.partner, match.name, squeezed(sentence)))
        elif match := _THANKED.search(sentence[: reason.start()]):
            for name in map(_tidy, _AND_TO.split(match[1])):
                found.setdefault(name, (None, name, squeezed(sentence)))
    return list(found.values())[:4]


def _named(sentence, start, end, lexicon):
    partners = [match for match in lexicon.partners_in(sentence) if start - 4 <= match.start < end + 1]
    if partners:
        return [(match.partner, match.name) for match in partners]
    name = _tidy(sentence[start:end])
    return [(None, name)] if len(name) > 1 else []


def _tidy(name):
    return bare(name.strip(SPACES + QUOTES + ".,;"))
