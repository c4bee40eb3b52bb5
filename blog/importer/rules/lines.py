"""Short lines that are no headings: captions, by-lines, names of speakers, links, contacts, hashtags."""

import re

from ..lexicon import first_names, key
from .words import SPACES, bare

_CAPTION = re.compile(
    r"\s*[(\[]?(?:©|crédits?\b|photos?\b\s*(?:[:–—-]|d(?:e|u|es)\b|d[’']|par\b|prise|©)|photographies?\b|légende\s*:|image\s*:"
    r"|illustrations?\s*[:–—]|visuel\s*:|copyright|vidéo\s*:|de g(?:auche|\.) à d(?:roite|\.)|à gauche|à droite"
    r"|ci[- ](?:dessus|dessous|contre)|vue (?:de|d[’']|sur|du)\b|portrait de|figure \d)",
    re.IGNORECASE,
)
_CAPTION_INSIDE = re.compile(
    r"©|\bcc[ -]by\b|\bown work\b|\s[–—|-]\s?photos?\b"
    r"|\bcrédits? photos?\b|\W photos? ?:|\bphotographiée?s? par\b|\(photos?\b|\(crédits?\b"
    r"|\blors d(?:e|u|es)\b|\blors d[’']|\bau micro\b|\ben pleine? "
    r"|\bde gauche à droite\b|\(à (?:gauche|droite)\)|\ben train de\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\s*(?:par\b|texte\b|date de (?:première )?(?:publication|mise)|sources?\s*:|rédigé par|écrit par"
    r"|propos recueillis par|un (?:article|texte|récit) de|auteur(?:e"
    r"|rice)?s?\s*:"
    r"|rédaction\s*:|publié(?:e|s)?\b|posté\b|mis(?:e)? (?:à jour|en ligne)\b|modifié\b|(?:temps|durée) de lecture"
    r"|lecture\s*:|\d+ min(?:utes?)? de lecture|partager(?: sur| cet?| l[’']|\s*:|\s*$)|accueil\s*[>›/]"
    r"|retour à l[a’']|aller au contenu"
    r"|(?:commenter|imprimer)\b(?: (?:cet?|l[’']) ?\w+)?\s*$|laisser un commentaire|\d+ (?:commentaires?|j[’']aime)\b"
    r"|article (?:précédent|suivant)"
    r"|compte[- ]rendu (?:rédigé|écrit)|notes? prises? par)",
    re.IGNORECASE,
)
_PERSON_FOLLOWS = re.compile(r"(?i:par|texte|rédigé par|écrit par)\s*:?\s+[A-ZÀ-Þ]")
_LINK = re.compile(
    r"https?://|^\s*www\.|^\s*\S+\.(?:fr|org|com|eu|net|coop|tech)(?:/\S*)?\s*$|^\s*(?:→|➜|➡|>>?|👉|🔗)\s*\w"
    r"|^\s*(?:lire aussi|à lire|voir aussi|à voir|téléchargez|consultez|retrouvez|cliquez"
    r"|découvrez|voir (?:le |la |les |l[’'])|(?:suivant|précédent)e?\s*:|liens? (?:vers|de)\b|slides\b"
    r"|pour (?:re)?(?:voir|trouver|visionner|regarder) |s[’']inscrire|liens?\s*:)"
    r"|^\s*(?:re)?(?:lire|voir|écouter|regarder)\b.*\b(?:ici|là)\W*$|^\s*(?:la )?suite de l[’']article\b"
    r"|\b(?:c[’']est|ça se passe) (?:par )?(?:ici|là)\W*$"
    r"|\b(?:disponibles?|support|présentation|slides|vidéo|liste|article|retrouver?z?)\b.*"
    r"\b(?:ici|(?:à|sur|via) ce lien)\W*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:\+33|\b0)[ .]?[1-9](?:[ .-]?\d\d){4}|^\s*(?:contacts?|tél(?:éphone)?|courriel|e-?mail|mail|adresse"
    r"|renseignements|infos?(?: pratiques)?)\s*:",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"\ben (?:photos?|images?|vidéos?)\s*:?$|^(?:galerie|album)\b|^(?:photos|vidéos)$", re.IGNORECASE
)
_HASHTAGS = re.compile(r"(?:\s*#\w[\w-]*[,;]?)+\s*")
_LABEL = re.compile(
    r"\s*(?:avec|intervenant(?:e|s|es|·e·s|\(e\)s|e?s? et intervenant\w*)?|animat(?:ion|eur|rice|eurs"
    r"|rices)\b[^:]{0,30}|(?:\w+ )?(?:animée?|présentée?|donnée?)s? par"
    r"|modérat(?:ion|eur|rice)|présidente? de séance|en présence de|speakers?"
    r"|orateurs?|oratrices?|participant(?:s|es|·e·s)?|présent(?:s|es|·e·s)?"
    r"|invité(?:s|es|e|·e·s)?|facilitat(?:ion|eur|rice)|public|lieu|date|durée|horaires?|mots[- ]clés?|tags?"
    r"|nombre de \w+|catégories?|rubrique|thèmes?|thématiques?|partenaires?"
    r"|organisat(?:ion|eur|rice|eurs)|où|quand|qui)\s*:",
    re.IGNORECASE,
)
_WITH = re.compile(r"\s*(?:avec|par)\s+", re.IGNORECASE)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_SPEAKER = re.compile(
    rf"\s*(?:[—–-]\s*)?(?:(?:M\.|Mme|Dr|Pr)\s+)?({_NAME})(?:\s+(?:de|du|des|la|le|d[’']|van|von|ben|el|al|di|da)\b)*"
    rf"(?:\s+{_NAME}){{1,3}}\s*(?:[,(–—:]|\s-\s|$)"
)
_DATE_LINE = re.compile(
    r"\s*(?:[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*){0,2}\s?(?:,|–|-|\|)\s*)?(?:le\s+|les\s+|du\s+)?(?:(?:lundi"
    r"|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?"
    r"(?:\d{1,2}|1er)(?:\s*(?:et|au|,|-|–)\s*\d{1,2})?\s*(?:[/.]\s*\d{1,2}\s*[/.]\s*\d{2,4}|\s"
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|(?:janv|févr?|avr|juil|sept?|oct|nov|déc)\b\.?))"
    r"(?:\s+\d{4})?(?:\s*[,–—|-]\s*[^.!?]{0,60})?\s*",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(r"\s*(?:—|–|-|\()\s*[A-ZÀ-Þ]")
_GREETING = re.compile(
    r"\s*(?:bravo|merci|rendez-vous|à bientôt|à très|vivement|bonne (?:lecture|visite|journée)|bienvenue|n[’']hésite"
    r"|inscrive|bonjour|cordialement|bien à vous|amicalement|à suivre|au plaisir|l[’']équipe\b|la rédaction\b"
    r"|suivez|rejoignez|on vous attend|save the date)",
    re.IGNORECASE,
)


def is_caption(text):
    """Say whether a short line is what stands under a picture."""
    return bool(_CAPTION.match(text) or (len(text) < 200 and _CAPTION_INSIDE.search(text)))


def is_byline(text):
    """Say whether a line tells who wrote, when it was published, how long it takes to read, or where one is."""
    found = _BYLINE.match(text)
    if not found or len(text) > 120:
        return False
    # « Par ici la sortie » is no by-line, « Par Camille Roux » is.
    return not text.strip().lower().startswith(("par ", "texte ")) or bool(_PERSON_FOLLOWS.match(text.strip()))


def is_link(text):
    """Say whether a line only leads elsewhere."""
    return len(text) <= 160 and bool(_LINK.search(text))


def is_contact(text):
    """Say whether a line tells how to reach somebody."""
    return len(text) <= 200 and bool(_CONTACT.search(text))


def is_hashtags(text):
    """Say whether a line holds nothing but hashtags."""
    return bool(_HASHTAGS.fullmatch(text[:500]))


def is_label(text):
    """Say whether a line is a label with its value: « Intervenants : … », « Lieu : … »."""
    if found := _WITH.match(text):
        return is_speaker(text[found.end() :])
    return bool(_LABEL.match(text)) and not bare(text).endswith(":")


def is_speaker(text):
    """Say whether a line names somebody, with or without a role: « Marie Durand, directrice de X »."""
    found = _SPEAKER.match(text)
    return bool(found) and key(found[1].split("-")[0]) in first_names() and not text.rstrip(SPACES).endswith("?")


def is_named_title(text):
    """Say whether a line gives a title after a name: « Marie Durand : apprendre en jouant »."""
    name, colon, rest = text.partition(":")
    title = rest.strip(SPACES)
    return bool(colon) and is_speaker(name.strip(SPACES)) and len(title.split()) > 2 and title[-1] not in ".,;:!?…"


def is_attribution(text):
    """Say whether a line says whose words the quotation before it carries."""
    return bool(_ATTRIBUTION.match(text)) and len(text) < 120


def is_date(text):
    """Say whether a line holds only a date, perhaps with a place: « Mardi 9 avril 2024, Tours »."""
    return bool(_DATE_LINE.fullmatch(text)) if len(text) < 120 else False


def is_greeting(text):
    """Say whether a line greets, invites or takes leave."""
    return bool(_GREETING.match(text))


_KICKERS = frozenset(
    """actualite actualites article articles blog billet evenement evenements recit reportage retour zoom agenda
    actu actus communique carnet""".split()
) | {"compte rendu", "nos actualites", "communique de presse", "retour sur evenement", "retour d evenement", "a la une"}


def is_kicker(text):
    """Say whether a line is the name of a section of a site, above a title."""
    return len(text) < 40 and key(text) in _KICKERS


def opens_pictures(text):
    """Say whether a line opens pictures, which a plain text has lost: « La journée en photos », « Galerie »."""
    return len(text) < 70 and bool(_PICTURES.search(text))


def is_aside(text):
    """Say whether a short line goes with what stands around it, and opens nothing."""
    if len(text) > 110 and text.rstrip(SPACES).endswith((".", "!", "?")) and not is_caption(text):
        return False
    return (
        is_caption(text)
        or is_byline(text)
        or is_link(text)
        or is_contact(text)
        or is_hashtags(text)
        or is_label(text)
        or is_speaker(text)
        or is_date(text)
    )
