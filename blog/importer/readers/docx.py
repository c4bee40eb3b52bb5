"""Word's .docx, through mammoth."""

import re
from zipfile import BadZipFile

import mammoth
from django.utils.translation import gettext as _
from lxml import etree

from .archive import Archive, damaged, packed
from .html import read_html
from .limits import ELEMENTS, check_length, left_out, too_deep, too_long
from .pictures import Album
from .wordml import STYLE_MAP, Styles, W, character_styles, parse, simplify

TEXTS = re.compile(r"(?:.*/)?(?:document\d*|footnotes|endnotes)\.xml")
NEEDED = re.compile(r"(?:.*/)?(?:styles|numbering|\[Content_Types\])\.xml|.*\.rels")
AROUND = re.compile(r"(?:.*/)?(?:header|footer)\d*\.xml")
MEDIA = re.compile(r".*\.(?:png|jpe?g|gif|webp)", re.IGNORECASE)
DRAWN = re.compile(r"(?:.*/)?(?:charts/chart\d*|diagrams/data\d*)\.xml")


def read_docx(data):
    """Return the document of a .docx."""
    archive = Archive(data)
    styles = Styles(archive.xml("word/styles.xml"))
    parts, hidden, deleted = {}, 0, 0
    for name in sorted(archive.names):
        if TEXTS.fullmatch(name):
            root = parse(archive.xml(name))
            counts = simplify(root, styles)
            hidden, deleted = hidden + counts[0], deleted + counts[1]
            _check(root)
            parts[name] = etree.tostring(root, encoding="utf-8")
        elif name == "word/styles.xml":
            parts[name] = character_styles(archive.xml(name))
        elif NEEDED.fullmatch(name):
            parts[name] = archive.xml(name)
        elif MEDIA.fullmatch(name):
            parts[name] = archive.read(name)
    markup, album = _html(parts)
    document = read_html(markup, album.pictures)
    document.warnings = _warnings(archive, hidden, deleted) + document.warnings
    return document


def _check(root):
    """Refuse what would fill the memory once it is a tree of Python objects."""
    check_length("".join(root.itertext(W + "t")))
    if sum(1 for _element in root.iter()) > ELEMENTS:
        raise too_long()


def _html(parts):
    """Return the HTML that mammoth makes of the parts, and the pictures that it met."""
    album = Album()

    def keep(image):
        try:
            with image.open() as file:
                return {"src": album.keep(file.read())}
        except (KeyError, ValueError):
            # The picture is on a disk or a site that is not ours to open, or is not in the file.
            return {"src": ""}

    try:
        result = mammoth.convert_to_html(
            packed(parts),
            style_map=STYLE_MAP,
            convert_image=mammoth.images.img_element(keep),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except RecursionError as error:
        raise too_deep() from error
    except (BadZipFile, OSError, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise damaged() from error
    return result.value, album


def _words(archive, pattern, tag):
    roots = [parse(archive.xml(name)) for name in sorted(archive.names) if pattern.fullmatch(name)]
    return sum(len("".join(root.itertext(tag)).split()) for root in roots)


def _warnings(archive, hidden, deleted):
    comments = archive.xml("word/comments.xml")
    comments = sum(1 for _comment in parse(comments).iter(W + "comment")) if comments else 0
    around = _words(archive, AROUND, W + "t")
    drawn = sum(1 for name in archive.names if DRAWN.fullmatch(name))
    return [
        *left_out(
            comments,
            _("Un commentaire n’a pas été repris."),
            _("%(count)d commentaires n’ont pas été repris."),
        ),
        *left_out(
            deleted,
            _("Une suppression en suivi des modifications a été appliquée."),
            _("%(count)d suppressions en suivi des modifications ont été appliquées."),
        ),
        *left_out(
            hidden,
            _("Un passage en texte masqué n’a pas été repris."),
            _("%(count)d passages en texte masqué n’ont pas été repris."),
        ),
        *left_out(
            around,
            _("L’en-tête ou le pied de page (un mot) n’a pas été repris."),
            _("L’en-tête et le pied de page (%(count)d mots) n’ont pas été repris."),
        ),
        *left_out(
            drawn,
            _("Un graphique ou un schéma n’a pas été repris : ajoutez-le comme image."),
            _("%(count)d graphiques ou schémas n’ont pas été repris : ajoutez-les comme images."),
        ),
    ]
