"""What is said of somebody right after, or before, their name: a role, an organisation."""

import re

from ..lexicon import key, towns
from .words import SPACES

_ROLE_WORDS = frozenset(
    """directeur directrice responsable charge chargee chef cheffe president presidente vice maire adjoint adjointe elu
    elue conseiller conseillere mediateur mediatrice animateur animatrice coordinateur coordinatrice
    coordonnateur coordonnatrice coordinatrices coordinateurs delegue deleguee formateur formatrice enseignant
    enseignante enseignante-chercheuse chercheur chercheuse professeur professeure sociologue psychologue
    geographe historien historienne philosophe economiste avocat avocate juriste journaliste redacteur
    redactrice auteur autrice auteure ecrivain ecrivaine bibliothecaire documentaliste mediathecaire educateur
    educatrice assistant assistante travailleur travailleuse secretaire tresorier tresoriere fondateur
    fondatrice cofondateur cofondatrice co-fondateur co-fondatrice gerant gerante dirigeant dirigeante
    entrepreneur entrepreneuse ingenieur ingenieure developpeur developpeuse designer designeuse graphiste
    illustrateur illustratrice artiste comedien comedienne musicien musicienne photographe realisateur
    realisatrice consultant consultante expert experte specialiste referent referente technicien technicienne
    fabmanager benevole volontaire stagiaire etudiant etudiante eleve doctorant doctorante docteur docteure
    medecin infirmier infirmiere prefet prefete sous-prefet sous-prefete depute deputee senateur senatrice
    ministre ancien ancienne membre administrateur administratrice agent agente archiviste facilitateur
    facilitatrice habitant habitante retraite retraitee usager usagere temoin grand maitre maitresse titulaire
    dsi dgs dga ceo pdg cto porte-parole porteur porteuse inspecteur inspectrice principal principale proviseur
    proviseure agriculteur agricultrice patron patronne pilote createur creatrice initiateur initiatrice data
    cheffes chefs directrices directeurs fondateurs fondatrices cofondateurs cofondatrices chercheurs
    chercheuses mediateurs mediatrices conseillers conseilleres formateurs formatrices animateurs animatrices
    elus elues benevoles etudiants etudiantes charges chargees responsables co-president co-presidente
    copresident copresidente commissaire concierge gardien gardienne libraire vice-president vice-presidente
    developpeurs anthropologue urbaniste architecte paysagiste ergonome linguiste politiste politologue
    essayiste blogueur blogueuse youtubeur youtubeuse streameur streameuse parent pere mere aidant aidante
    ergotherapeute orthophoniste directeur-adjoint attache attachee community product scrum""".split()
)
_SOUNDS_LIKE_A_TRADE = re.compile(r"(?:logue|iatre|graphe|trice|ateur|culteur|ologiste|thecaire|ticien|ticienne)$")
_ADVERBS = frozenset(
    """ancien ancienne jeune grand grande premier premiere notre leur la le l son sa une un elle lui nouvelle
    nouveau""".split()
)
_VERBS = re.compile(
    r"\b(?:a|ont|est|sont|était|étaient|anime|animent|interroge|interrogent|explique|rappelle|raconte|montre"
    r"|ouvre|présente"
    r"|résume|plaide|insiste|souligne|conclut|nous|qui|dont|puis|lors|avec|et|mais|fait|dit|note|reçoivent"
    r"|reçoit|accueille"
    r"|propose|proposent|présentent|conseille|décrit|revient|partage|partagent|témoigne|témoignent)\b"
)
_COMMA = re.compile(r"\s*,\s+")
_BRACKET = re.compile(r"\s*\(([^()]{2,160})\)")
_DASH = re.compile(r"\s+[–—-]\s+|\s*:\s+")
_OF = re.compile(
    r"\s*,?\s+(?:du|de la|de l[’']|des|d[’']|de|pour|chez|au nom d[eu]s?)\s*(?:la |le |l[’']|les )?(?=[\"“« ]*[A-ZÀ-Þ])"
)
_OF_SUCH = re.compile(
    r"\s*,?\s+(?:du|de la|de l[’']|des|d[’'])\s*(?=(?:coopérative|association|fédération|collectif|structure"
    r"|agence|compagnie|société|réseau"
    r"|médiathèque|bibliothèque|mission|maison|centre|direction|ministère|préfecture|université|école|institut"
    r"|métropole|mairie|ville)\b)"
)
_COMMA_OF = re.compile(r"\s*,\s+(?:du|de la|de l[’']|des|d[’']|de)\s*(?=[a-zà-ÿA-ZÀ-Þ])")
_JOINT = re.compile(
    r"\s+(?:chez|au sein (?:du|de la|de l[’']|des|de|d[’'])|à l[’']|à la|à|au|aux|de l[’']|de la|du|des|de"
    r"|d[’']|pour)\s*"
    r"(?=[\"“«]?\s?[A-ZÀ-Þ])|,\s+(?=[A-ZÀ-Þ])|\s+[–—-]\s+(?=[A-ZÀ-Þ])|\s+/\s+|\s*@\s*"
)
_INSTITUTION = re.compile(
    r"\s+(?:au sein (?:du|de la|de l[’']|des)|à l[’']|à la|de l[’']|de la|du|au)\s*(?=(?:universit|hôpital"
    r"|lycée|collège|rectorat|coopérative|mairie|médiathèque|direction|ministère|fédération"
    r"|association|agence|préfecture|communauté|mission|chambre|réseau|syndicat|centre (?:social|communal)"
    r"|école|institut)\w*)"
)
_ORGANISATION = re.compile(
    r"(?:(?:(?:la|le|les)\s+|l[’']\s*)?[\"“«]?\s?[A-ZÀ-Þ0-9][\w&.’'+-]*(?:\[s\])?"
    r"(?:\s+(?:d[eu]s?\s|de la\s|de l[’']|d[’'])[a-zà-ÿ-]{3,}(?!\w))?"
    r"(?:\s+(?:(?:de|du|des|la|le|les|et|en|à|pour|au|aux|sur|d[’']"
    r"|l[’'])\s*){0,2}[A-ZÀ-Þ0-9][\w&.’'+-]*(?:\[s\])?){0,6}\s?[\"”»]?)"
)
_STOPS = re.compile(r"[;.!?:\n]|,|\s[–—]\s|\)|\s(?=" + _VERBS.pattern + r")")


def begins_as_a_role(words):
    """Say whether `words` begin as a role does: « directrice de… », « chargé de mission », « ancienne élue »."""
    pieces = re.findall(r"[\w’'-]+", words[:60])
    for piece in pieces[:3]:
        folded = key(re.split(r"[’']", piece)[-1])
        whole = key(re.sub(r"[·.•()].*", "", piece))
        if (
            _SOUNDS_LIKE_A_TRADE.search(folded)
            or {folded, whole, folded.replace(" ", "-"), folded.split(" ")[0]} & _ROLE_WORDS
        ):
            return True
        if folded not in _ADVERBS and whole not in _ADVERBS:
            return False
    return False


def apposition(text, start, end, limit, lexicon):
    """Return (role, organisation) said of the name at `text[start:end]`; what follows ends before `limit`."""
    after = text[end : end + 260]
    if bracket := _BRACKET.match(after):
        return _split(bracket[1], lexicon, in_brackets=True)
    for joint in (_COMMA, _DASH):
        if (found := joint.match(after)) and begins_as_a_role(after[found.end() :]):
            return _split(_until_the_end(after[found.end() : limit - end]), lexicon)
    if found := (_OF.match(after) or _OF_SUCH.match(after) or _COMMA_OF.match(after)):
        words = text[end + found.end() : end + 160]
        organisation = _organisation_at(words, lexicon)
        if organisation:
            return "", organisation
    return _role_before(text[max(0, start - 90) : start]), ""


def _until_the_end(words):
    """Return the apposition at the start of `words`: up to what ends it."""
    depth_words = words
    for found in _STOPS.finditer(depth_words):
        if found.group() == "." and re.search(r"\b(?:St|Ste|M|Mme|Dr)$", depth_words[: found.start()]):
            continue
        inside = depth_words[: found.start()].count("(") > depth_words[: found.start()].count(")")
        if inside and found.group() != ")":
            continue
        if found.group() == ")" and inside:
            return depth_words[: found.end()].strip(SPACES)
        if found.group().strip() == "" and _goes_on(depth_words[found.end() :]):
            continue
        return depth_words[: found.start()].strip(SPACES)
    return depth_words.strip(SPACES + ".")


def _goes_on(rest):
    """« directrice des systèmes et des réseaux »: an « et » within a role, before an article or a small letter."""
    return bool(re.match(r"et (?:des?|du|de la|d[’']|l[’']|aux?)\b", rest)) or bool(
        re.match(r"et [a-zà-ÿ]+(?: [a-zà-ÿ]+)? ?(?:à|de|du|,|\.)", rest) and not re.match(r"et notamment", rest)
    )


def _split(words, lexicon, in_brackets=False):
    """Return (role, organisation) of an apposition: « cheffe de projet à la MedNum »."""
    words = words.strip(SPACES + ",")
    if in_brackets and not begins_as_a_role(words):
        head, comma, tail = words.partition(",")
        if comma and begins_as_a_role(tail.strip()):
            return tail.strip(), head.strip()
        return ("", words) if words[:1].isupper() or lexicon.partners_in(words) else ("", "")
    for match in lexicon.partners_in(words):
        if words[: match.start].endswith("("):
            continue
        head = re.sub(
            r"\s*(?:,|–|—|-)?\s*(?:chez|au sein|à|au|aux|du|des|de|d|pour|la|le|l|les|\W)*$", "", words[: match.start]
        )
        if begins_as_a_role(head):
            return head, words[match.start : match.end]
    joints = [found for pattern in (_INSTITUTION, _JOINT) for found in pattern.finditer(words)]
    for joint in sorted(joints, key=lambda found: found.start()):
        role, rest = words[: joint.start()].strip(SPACES + ","), words[joint.end() :].strip(SPACES)
        is_a_town = key(re.split(r"\s?[(,]", rest)[0]) in towns() and not lexicon.partners_in(rest)
        if begins_as_a_role(role) and not _NEEDS_MORE.search(role) and not is_a_town and rest != rest.lower():
            return role, rest
    return words, ""


_NEEDS_MORE = re.compile(
    r"\b(?:d[eu]s?|la|le|les|au|aux|à|et|maire|adjointe?|élue?|préfète?|préfet|députée?|sénateur|sénatrice"
    r"|barreau|habitante?)$",
    re.IGNORECASE,
)


def _organisation_at(words, lexicon):
    matches = lexicon.partners_in(words[:100])
    if matches and matches[0].start < 4:
        return words[matches[0].start : matches[0].end]
    kind = _KIND.match(words)
    if kind is None and (such := _SUCH.match(words)):
        return _until_the_end(such.group())
    found = _ORGANISATION.match(words, kind.end() if kind else 0)
    if not found:
        return ""
    return words[found.start() : found.end()].strip(SPACES + ".,;«»“”\"'’")


_KIND = re.compile(r"(?:coopérative|association|fédération|collectif|structure|agence|compagnie|société|réseau)\s+")
_SUCH = re.compile(
    r"(?:médiathèque|bibliothèque|mission|maison|centre|direction|ministère|préfecture|université|école"
    r"|institut|métropole|mairie|ville)"
    r"(?:\s+(?:[A-ZÀ-Þ][\w’'-]*|d[eu]s?|de la|de l[’'][\w-]+|d[’'][\w-]+|la|le|départementale?|régionale?"
    r"|sociale?|locale?|municipale?|numérique)){0,6}"
)


def _role_before(before):
    """« la sociologue Ana Roux », « notre invitée, … »: the words that lead to the name."""
    if found := re.search(r"\b(DSI|DGS|DGA|PDG|DRH|CEO|CTO)\s$", before):
        return found[1]
    found = re.search(r"(?:^|[\s(’'])((?:[a-zà-ÿ·-]+[\s])(?:(?:de|du|des|en|à|au)\s[a-zà-ÿ-]+\s){0,2})$", before)
    if not found:
        return ""
    words = found[1].strip()
    if key(words).split(" ")[0] in ("professeur", "professeure", "docteur", "docteure", "monsieur", "madame", "maitre"):
        return ""
    return words if begins_as_a_role(words) else ""
