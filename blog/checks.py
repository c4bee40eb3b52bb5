"""What a second reader would say of a page before it is published. Advice is advice: nothing here blocks."""

import html
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from core.models.media import Rendition
from core.search import fold
from core.templatetags.maillage import anchor
from core.text import plain_text
from partners.models import PartnerAlias, PartnerPage

from .blocks import Voice, walk
from .models.records import EventSeries, KeyFigure

MOST_WORDS = 25
MOST_BYTES = 250_000
WEIGHED_RENDITION = "width-800|format-avif"
FURNITURE = (
    "css/site.css",
    "fonts/atkinson-hyperlegible-next.woff2",
    "fonts/bricolage-grotesque.woff2",
    "img/icon.svg",
    "img/weave.svg",
)
"""Files that every page brings with it."""
COMPRESSED = 0.25
"""What gzip leaves of HTML and CSS, about."""
SAID_OF_A_FILE = re.compile(
    r"\.(avif|gif|jpe?g|png|svg|webp)$|_|^(img|dsc|dcim|pxl|image|photo|capture)[\s\d-]*$", re.I
)
SENTENCE_END = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f]*[»”\"]?\s+(?=[«“\"A-ZÀ-ÖØ-Þ0-9])")
WORD = re.compile(r"[^\W_]+(?:[-’'.,][^\W_]+)*")
ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,8}(?![\w-])")


class Place(NamedTuple):
    """Where something is: its fragment in the page that is read, its path in the form (empty: nowhere of its own)."""

    fragment: str = ""
    path: str = ""


class Advice(NamedTuple):
    """One remark: which rule, what to do about it, and what it is about.

    `count` is how many words a long sentence has.
    """

    rule: str
    sentence: str
    where: Place = Place()
    count: int = 0


class Text(NamedTuple):
    """Words of a page, and what holds them."""

    where: Place
    words: str


def advice(page):
    """Return the advice on `page` (a recap or an article, as it is in memory), in reading order of subjects."""
    texts = list(texts_of(page))
    return [
        *_missing(page),
        *_pictures(page),
        *_figures(page),
        *_quotations(page),
        *_long_sentences(texts),
        *_unknown_acronyms(texts),
        *_weight(page, texts),
    ]


def texts_of(page):
    """Yield the texts of `page` in reading order, without quotations: nobody rewrites what somebody said."""
    yield Text(Place(path="summary"), page.summary)
    for sentence in page.in_brief:
        yield Text(Place("en-bref", f"in_brief.{sentence.id}"), str(sentence.value))
    for child in walk(page.body):
        if child.block_type == "heading":
            yield Text(_place(child), str(child.value))
        elif child.block_type == "session":
            yield Text(_place(child), child.value["heading"] or "")
        elif child.block_type not in ("quote", "key_figure", "audience_questions"):
            for words in _words_in(child.value):
                yield Text(_place(child), words)
    yield Text(Place(path="thanks"), getattr(page, "thanks", ""))


def _place(block):
    return Place(anchor(block.id), f"body.{block.id}")


def sentences(text):
    """Return the sentences of `text`."""
    return [sentence.strip() for sentence in SENTENCE_END.split(text) if sentence.strip()]


def _words_in(value):
    if isinstance(value, RichText):
        # Each paragraph and each point of a list is a text of its own.
        for part in re.split(r"</(?:p|li|h\d)>|<br\s*/?>", value.source):
            yield plain_text(part)
    elif isinstance(value, str):
        yield value
    elif hasattr(value, "bound_blocks"):
        blocks = value.bound_blocks
        for child in blocks.values() if isinstance(blocks, dict) else blocks:
            if not isinstance(child.value, bool) and getattr(child.block, "name", "") != "url":
                yield from _words_in(child.value)


def _missing(page):
    if not page.summary.strip():
        yield Advice(
            "summary", _("Le chapô manque : deux ou trois phrases qui donnent envie de lire."), Place(path="summary")
        )
    if not page.themes:
        yield Advice(
            "theme", _("Aucun thème : la page ne se trouvera dans aucune liste de thème."), Place(path="theme_links")
        )
    if not page.territories:
        yield Advice(
            "territory",
            _("Aucun territoire : la page ne se trouvera sous aucun territoire."),
            Place(path="territory_links"),
        )
    if not page.ai_help:
        yield Advice(
            "ai-help",
            _("Dites si une IA a aidé, ou cochez « Aucune » : la page n’en dit encore rien."),
            Place(path="ai_help"),
        )


def _pictures(page):
    for image, caption, where in pictures_of(page):
        alt = (image.contextual_alt_text or "").strip()
        if image.decorative:
            continue
        if not alt:
            yield Advice("alt-missing", _("Une image n’a pas de texte alternatif : dites ce qu’elle montre."), where)
        elif SAID_OF_A_FILE.search(alt):
            yield Advice("alt-file", _("« %s » est un nom de fichier : dites ce que l’image montre.") % alt, where)
        elif caption and fold(alt) == fold(caption):
            yield Advice(
                "alt-caption", _("Le texte alternatif répète la légende « %s » : il dit ce que l’on voit.") % alt, where
            )


def pictures_of(page):
    """Yield (picture, caption, place) for each picture of the story."""
    for child in walk(page.body):
        if child.block_type == "picture" and child.value["image"]:
            yield child.value["image"], child.value["caption"], _place(child)
        elif child.block_type == "gallery":
            for picture in child.value["pictures"]:
                if picture["image"]:
                    yield picture["image"], picture["caption"], _place(child)
        elif child.block_type == "video" and child.value["picture"]:
            yield child.value["picture"], "", _place(child)


def _figures(page):
    here = [
        (child.value, _place(child)) for child in walk(page.body) if child.block_type == "key_figure" and child.value
    ]
    if not here:
        return
    for figure, where in here:
        if not figure.source:
            yield Advice("figure-source", _("« %s » n’a pas de source : qui le dit ?") % figure, where)
    known = {}
    for figure in [
        *KeyFigure.objects.filter(unit__in={figure.unit for figure, _where in here}),
        *[f for f, _w in here],
    ]:
        known.setdefault(_what_it_counts(figure), set()).add(figure.value)
    for figure, where in here:
        others = known[_what_it_counts(figure)] - {figure.value}
        if others:
            sentence = _("« %(figure)s » : le site donne aussi %(others)s pour le même sujet.")
            yield Advice("figure-values", sentence % {"figure": figure, "others": ", ".join(sorted(others))}, where)


def _what_it_counts(figure):
    return tuple(fold(part).strip(" .") for part in (figure.subject, figure.unit, figure.scope, figure.as_of))


def _quotations(page):
    for child in walk(page.body):
        if child.block_type == "quote":
            anonymous = child.value.get("voice") == Voice.ANONYMOUS
            start = " ".join((child.value.get("text") or "").split()[:8])
            if not anonymous and not child.value.speaker:
                yield Advice("quote-voice", _("« %s… » : dites qui parle.") % start, _place(child))
            elif anonymous and not child.value.get("context"):
                sentence = _("« %s… » : sans nom, dites au moins à quel propos.")
                yield Advice("quote-context", sentence % start, _place(child))


def _long_sentences(texts):
    for where, text in texts:
        for sentence in sentences(text):
            count = len(WORD.findall(sentence))
            if count > MOST_WORDS:
                start = " ".join(sentence.split()[:10])
                said = _("%(n)d mots : « %(start)s… »") % {"n": count, "start": start}
                yield Advice("long-sentence", said, where, count)


def _unknown_acronyms(texts):
    everything = " ".join(text for _where, text in texts)
    unknown = {}
    for where, text in texts:
        for acronym in ACRONYM.findall(text):
            unknown.setdefault(acronym, where)
    if not unknown:
        return
    known = known_acronyms()
    for acronym, where in unknown.items():
        if acronym not in known and not _is_explained(acronym, everything) and not _is_shouted(acronym, everything):
            yield Advice(
                "acronym",
                _("« %s » : écrivez-le en toutes lettres la première fois, le sigle entre parenthèses.") % acronym,
                where,
            )


def _is_explained(acronym, text):
    # « Direction interministérielle du numérique (DINUM) », or « DINUM (Direction interministérielle…) ».
    return bool(re.search(rf"[^\W\d_]{{3,}}\s*\(\s*{acronym}\s*[,;)]|\b{acronym}\s*\([^)]*[^\W\d_]{{3,}}", text))


def _is_shouted(word, text):
    """Whether `word` stands in a run of capitals, which is emphasis and not a sigle."""
    return bool(re.search(rf"[A-ZÀ-Ý]{{3,}}\s+{word}\b|\b{word}\s+[A-ZÀ-Ý]{{3,}}", text))


def known_acronyms():
    """Return the acronyms that need no explanation here: everybody's, the partners' and the series'."""
    names = [
        *PartnerPage.objects.exclude(short_name="").values_list("short_name", flat=True),
        *PartnerAlias.objects.values_list("name", flat=True),
        *EventSeries.objects.exclude(acronym="").values_list("acronym", flat=True),
    ]
    return _everybodys() | {name for name in names if ACRONYM.fullmatch(name)}


@cache
def _everybodys():
    lines = Path(__file__).with_name("data").joinpath("acronyms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def weight(page, texts):
    """Return about how many bytes a first visit to `page` fetches once its pictures are shown."""
    pictures = [image.pk for image, _caption, _where in pictures_of(page)] + [page.cover_id]
    renditions = Rendition.objects.filter(image__in=filter(None, pictures), filter_spec=WEIGHED_RENDITION)
    written = sum(len(html.escape(text).encode()) for _where, text in texts)
    return int(_furniture() + written * 2 * COMPRESSED + sum(rendition.file.size for rendition in renditions))


@cache
def _furniture():
    sizes = {name: Path(path).stat().st_size for name in FURNITURE if (path := finders.find(name))}
    return sum(size if name.endswith(".woff2") else size * COMPRESSED for name, size in sizes.items())


def _weight(page, texts):
    bytes_ = weight(page, texts)
    if bytes_ > MOST_BYTES:
        sentence = _("La page pèse environ %d ko ; au-delà de 250, elle s’ouvre mal sur un téléphone. Moins d’images ?")
        yield Advice("weight", sentence % (bytes_ // 1000))
