"""What can be seen of a line by itself: its length, its ending, its words."""

import re

from ..lexicon import first_names, key
from . import lines
from .claims import SIGNS, has_odd_quotes, is_claim
from .thanks import gives_thanks
from .words import SPACES, is_capitals, sentences

LENGTHS = [(1, "1 word"), (3, "2-3 words"), (8, "4-8 words"), (13, "9-13 words"), (19, "14-19 words")]
ENDINGS = {"?": "ends ?", "!": "ends !", ":": "ends :", ".": "ends .", "…": "ends …", ",": "ends ,", ";": "ends ,"}
KINDS = ["caption", "byline", "link", "contact", "label", "speaker", "date", "hashtags", "greeting"]

_NAME = r"[A-ZÀ-ÖØ-Þ@][\w’'.-]*"
_NAMES = rf"{_NAME}(?:[\s,/&]+(?:et\s+)?{_NAME}){{0,8}}(?:\s*[(,].*)?$"
_EMOJI = re.compile(r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]")
_SIGNS = re.compile(rf"^(?:{_EMOJI.pattern}|\s)+")
_NAME_ALONE = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:\(\w+\)|(?:de|du|le|la|van|von) )?\s*[A-ZÀ-Þ][\w’'.-]*){1,3}")
"""« Camille Roux », « Ada Le Gall » whether or not the name is known."""
_PERSON = re.compile(r"([A-ZÀ-Þ][\w’'-]+)\s+(?:de |du |d[’'])?[A-ZÀ-Þ][\w’'-]+")
NUMBER = re.compile(
    r"^\s*(?:\d{1,2}\s?(?:[.)/°–—-]|er?\b|e\b)|[IVX]{1,4}\s?[.)–—-]|[A-F]\s?[.)–—-]\s|\(\d\))", re.IGNORECASE
)
SIGNED = re.compile(rf".+\s(?:-|--|–|—|\||[Pp]ar|avec|de|by)\s{_NAMES}")
"""« Le titre – Nom Prénom », « Le titre, par Nom Prénom (métier) »."""

STARTS = {
    "numbered": NUMBER,
    "hour": re.compile(r"\s*(?:de )?\d{1,2}\s?[hH:]\s?\d{0,2}\b"),
    "part": re.compile(
        r"\W*(?:ateliers?|tables? rondes?|session|séquence|partie|jour(?:née)?|temps|plénière|conférences?|matin(?:ée)?"
        r"|après-midi|soirée|étape|acte|axe|volet|chapitre|thème|focus|stand|débat|keynotes?|module"
        r"|(?:premi[eè]re?|deuxième|seconde?|troisième|quatrième|derni[eè]re?) \w+)\b",
        re.IGNORECASE,
    ),
    "usual": re.compile(
        r"\W*(?:en |les? |la |l[’'])?(?:conclusions?|introduction|bilan|contexte|programme|présentations?|remerciements"
        r"|feedback|questions|échanges?|discussions?|perspectives|suites?|et après|pour aller plus loin|en savoir plus"
        r"|ressources|résumé|sommaire|objectifs?|participants?|organisation|constats?|résultats?|références"
        r"|prochaine?s? (?:étapes?|fois|rencontres?|rendez-vous)|à venir|annexes?|déroulé|intervenants?"
        r"|retours?|ouverture|clôture|synthèse|quelques \w+|mot de la fin|pour (?:finir|conclure)|bonus|divers)\b",
        re.IGNORECASE,
    ),
    "asks": re.compile(r"\W*(?:comment|pourquoi|quel(?:le)?s?|où|qui|que|qu[’']|quand|combien|quid)\b", re.IGNORECASE),
    "the": re.compile(r"\W*(?:les? |la |l[’'])", re.IGNORECASE),
    "a": re.compile(r"\W*(?:une?|des|du) ", re.IGNORECASE),
    "orders": re.compile(r"\W*\w{2,}ez\b", re.IGNORECASE),
    "points elsewhere": re.compile(
        r"\W*(?:date de|sources?|crédits?|liens?|auteurs?|licence|mise à jour|plus d[’']info|voir|lire|slides?|vidéos?"
        r"|supports?|à noter que|pour (?:re)?(?:voir|trouver|visionner|lire|plus de détails?))\b",
        re.IGNORECASE,
    ),
    "signed": SIGNED,
}
INSIDE = {
    "verb": re.compile(
        r"\b(?:a|ai|as|ont|est|sont|était|étaient|été|avons|avez|avait|avaient|sommes|êtes|voici|voilà|faut|peut"
        r"|peuvent|permet|permettent|proposait?|devraient|devrait|doit|doivent|sera|seront|reste|restent|va|vont|fait"
        r"|font|serait|seraient|fut|vient|viennent|présente|présentent|propose|explique|raconte|montre|parle|donne)\b"
        r"|\b(?!rendez-vous)\w{3,}(?:aient|èrent|erons|ez)\b",
        re.IGNORECASE,
    ),
    "moment": re.compile(
        r"\b(?:lors|pendant|durant|au cours|sur le stand|à l[’']occasion|en plein|devant|réunie?s?|au premier plan"
        r"|extrait|exemple|capture|graphique|schéma|aperçu|vue)\b",
        re.IGNORECASE,
    ),
    "slides": re.compile(r"\b(?:slides?|diapos?|diaporama|vidéos?|supports?|captations?|replays?)\b", re.IGNORECASE),
    "who does": re.compile(r"\bqui (?:ne |n[’']|s[’']|se |y |en )?\w+"),
    "speaks inside": re.compile(r"\s(?:j[’']|(?:je|nous)\b)", re.IGNORECASE),
    "in brackets": re.compile(r"^(?:\(.*\)|\[.*\])$"),
    "talks": re.compile(r"^\W*(?:bon|attends|allez)\b|\b(?:tu|toi|bah|ouais|hein)\b", re.IGNORECASE),
    "made by": re.compile(
        r"\b(?:développé|réalisé|produit|dessiné|créé|fabriqué|obtenu|généré|affiché|modifié|conçu|pris)e?s?"
        r" (?:par|en|le|la|lors|avec|dans|pendant|à)\b",
        re.IGNORECASE,
    ),
    "smiley": re.compile(r"(?:[:;]-?[)(DP]|\^\^|<3)[\s)]*$"),
    "colon": re.compile(r":\s*\S"),
    "dash": re.compile(r"\s(?:-|--|–|—)\s"),
    "comma": re.compile(r", "),
    "numbers": re.compile(r"\d\D+\d\D+\d[^/h:]*$"),
    "url": re.compile(r"https?://|www\.|[^\w\s]@\w|\w@\S+\.\w|\.\w\w/"),
}


def traits_of(text):
    """Return the names of what can be seen of a line by itself."""
    text = text.strip(SPACES)
    traits = {_length(text), _ending(text), *_start(text)} - {""}
    traits |= {name for name, pattern in STARTS.items() if pattern.match(text)}
    traits |= {name for name, pattern in INSIDE.items() if pattern.search(text)}
    traits |= {kind for kind in KINDS if getattr(lines, f"is_{kind}")(without_signs(text))}
    plain = NUMBER.sub("", text.replace("...", ""), count=1)
    if plain.count("(") != INSIDE["smiley"].sub("", plain).count(")"):
        traits.add("odd brackets")
    spans = sentences(plain)
    if len(spans) > 1:
        asked = all(plain[start:end].rstrip().endswith("?") for start, end in spans)
        traits.add("questions" if asked else "sentences")
    if is_capitals(text):
        traits.add("capitals")
    else:
        traits |= {sign.name for sign in SIGNS if sign.pattern.match(text)}
        if is_claim(text):
            traits.add("claim")
    if "ends !" in traits and traits & {"speaks", "goes on", "claim"}:
        traits.add("told with a !")
    if "speaker" in traits and "," in text:
        traits.add("speaker with a role")
    if has_odd_quotes(text):
        traits.add("odd quotes")
    if gives_thanks(text) and len(text.split()) > 3:
        traits.add("thanks")
    people = sum(key(name.split("-")[0]) in first_names() for name in _PERSON.findall(text))
    if people:
        traits.add("person" if people == 1 else "persons")
    return traits


def is_told(text):
    """Say whether a line has a verb, or ends as a sentence does."""
    return bool(INSIDE["verb"].search(text)) or text.rstrip(SPACES).endswith((".", "!", "…", ":"))


def without_signs(text):
    """Return a line without the pictograms that begin it: « 🎤 Camille Roux » names somebody all the same."""
    return _SIGNS.sub("", text.strip(SPACES))


def is_name_alone(text):
    """Say whether a line holds two to four words that all begin as names do, and nothing else."""
    return bool(_NAME_ALONE.fullmatch(without_signs(text))) and not is_capitals(text)


def _length(text):
    words = len(text.split())
    return next((name for most, name in LENGTHS if words <= most), "20+ words")


def _ending(text):
    if text.endswith(("...", " etc.")):
        return "ends …"
    text = INSIDE["smiley"].sub("", text)
    return ENDINGS.get(_EMOJI.sub("", text).rstrip('»”")' + SPACES)[-1:], "ends bare")


def _start(text):
    if _EMOJI.match(text[-1:]):
        yield "emoji"
    if _EMOJI.match(text):
        yield "starts emoji"
        return
    if text[:1].islower():
        yield "starts low"
    elif text[:1].isdigit():
        yield "" if NUMBER.match(text) or STARTS["hour"].match(text) else "starts digit"
    elif text[:1] in '«“"':
        yield "starts quote"
    elif not text[:1].isalpha():
        yield "starts dots" if text.startswith(("...", "…")) else "starts sign"
