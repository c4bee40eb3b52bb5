"""LibreOffice's .odt, opened by odfdo and told as HTML."""

from html import escape

import odfdo
from django.utils.translation import gettext as _
from lxml import etree
from odfdo.security import SecurityError

from .archive import Archive, damaged, packed
from .html import read_html
from .limits import ELEMENTS, check_length, left_out, too_deep, too_long
from .odfstyles import Styles
from .pictures import Album
from .wordml import parse

MIME = b"application/vnd.oasis.opendocument.text"
PARTS = ["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"]

TABLES = {
    "table:table": "table",
    "table:table-row": "tr",
    "table:table-cell": "td",
}
BREAKS = {"text:line-break": "<br>", "text:tab": " ", "text:s": " ", "text:soft-page-break": " "}
UNSEEN = {
    "table:covered-table-cell",
    "text:tracked-changes",
    "text:sequence-decls",
    "text:variable-decls",
    "text:user-field-decls",
    "text:note-citation",
    "text:list-header-label",
    "office:forms",
    "office:event-listeners",
    "office:annotation-end",
    "svg:title",
    "svg:desc",
    "draw:object",
    "draw:object-ole",
    "table:table-column",
    "form:form",
}
CONTENTS = {"text:table-of-content", "text:illustration-index", "text:table-index", "text:alphabetical-index"}


def read_odt(data):
    """Return the document of an .odt."""
    archive = Archive(data)
    parts = {"mimetype": MIME} | {name: _xml(archive, name) for name in PARTS if name in archive.names}
    try:
        told = Telling(odfdo.Document(packed(parts)), archive)
        markup = told.html()
    except RecursionError as error:
        raise too_deep() from error
    except (SecurityError, ValueError, TypeError, KeyError, AttributeError, etree.LxmlError) as error:
        raise damaged() from error
    document = read_html(markup, told.album.pictures)
    document.warnings = told.warnings() + document.warnings
    return document


def _xml(archive, name):
    root = parse(archive.xml(name))
    if name == "content.xml":
        check_length("".join(root.itertext()))
    if sum(1 for _element in root.iter()) > ELEMENTS:
        raise too_long()
    return etree.tostring(root, encoding="utf-8")


class Telling:
    """An OpenDocument text told as HTML."""

    def __init__(self, document, archive):
        self.body = document.body
        self.styles = Styles(document)
        self.archive = archive
        self.album = Album()
        self.notes = []
        self.comments = self.hidden = self.drawn = 0
        changes = self.body.get_elements("descendant::text:tracked-changes//text:deletion")
        self.deleted = len(changes)

    def html(self):
        """Return the whole text as HTML, its notes after it."""
        text = self.children(self.body)
        return f"<main>{text}</main><ol>{''.join(self.notes)}</ol>" if self.notes else text

    def children(self, element):
        """Return the words and the elements within an element."""
        parts = [escape(element.text or "")]
        for child in element.children:
            parts += [self.element(child), escape(child.tail or "")]
        return "".join(parts)

    def element(self, element):
        """Return an element as HTML."""
        tag = element.tag
        if tag in UNSEEN:
            return ""
        if tag in BREAKS:
            return BREAKS[tag]
        if "true" in element.attributes.get("text:is-hidden", "") or element.attributes.get("text:display") == "none":
            self.hidden += 1
            return ""
        if tag in CONTENTS:
            return f"<nav>{self.children(element)}</nav>"
        if tag in TABLES:
            return self.table(element, TABLES[tag])
        told = {
            "office:annotation": self.annotation,
            "text:h": self.heading,
            "text:p": self.paragraph,
            "text:span": self.span,
            "text:a": self.link,
            "text:list": self.list,
            "text:note": self.note,
            "draw:frame": self.frame,
        }.get(tag, self.children)
        return told(element)

    def annotation(self, element):
        """Count a comment and leave it."""
        self.comments += 1
        return ""

    def heading(self, element):
        """Return a heading."""
        level = element.get_attribute_string("text:outline-level") or "1"
        level = min(6, max(1, int(level))) if level.isdigit() else 1
        return f"<h{level}>{self.children(element)}</h{level}>"

    def paragraph(self, element):
        """Return a paragraph as what its style stands for."""
        style = self.styles.of(element)
        if style.hidden:
            self.hidden += 1
            return ""
        inside = style.look(self.children(element))
        if style.role.startswith("heading"):
            tag = f"h{style.role[-1]}"
            return f"<{tag}>{inside}</{tag}>"
        if style.role == "quote":
            return f"<blockquote><p>{inside}</p></blockquote>"
        return f'<p class="caption">{inside}</p>' if style.role == "caption" else f"<p>{inside}</p>"

    def span(self, element):
        """Return words of one look."""
        style = self.styles.of(element)
        inside = self.children(element)
        if style.hidden:
            self.hidden += bool(inside.strip())
            return ""
        return style.look(inside)

    def link(self, element):
        """Return a link."""
        href = element.get_attribute_string("xlink:href") or ""
        return f'<a href="{escape(href)}">{self.children(element)}</a>'

    def list(self, element):
        """Return a list; one that numbers headings is none."""
        if element.get_element("descendant::text:h") is not None:
            return "".join(self.children(item) for item in element.children)
        tag = "ol" if self.styles.is_numbered(element) else "ul"
        items = "".join(f"<li>{self.children(item)}</li>" for item in element.children)
        return f"<{tag}>{items}</{tag}>"

    def table(self, element, tag):
        """Return a table, a row or a cell."""
        spans = ""
        for name, attribute in (("colspan", "columns"), ("rowspan", "rows")):
            value = element.attributes.get(f"table:number-{attribute}-spanned", "1")
            spans += f' {name}="{value}"' if value.isdigit() and value != "1" else ""
        return f"<{tag}{spans}>{self.children(element)}</{tag}>"

    def note(self, element):
        """Return the call of a note, and keep the note for the end."""
        body = element.get_element("text:note-body")
        number = len(self.notes) + 1
        self.notes.append("")
        inside = self.children(body) if body is not None else ""
        self.notes[number - 1] = f'<li id="note-{number}">{inside} <a href="#call-{number}">↑</a></li>'
        return f'<sup><a id="call-{number}" href="#note-{number}">{number}</a></sup>'

    def frame(self, element):
        """Return a picture with what it shows, or the text of a box with the caption of its picture."""
        box = element.get_element("draw:text-box")
        if box is not None:
            return f"<figure>{self.box(box)}</figure>"
        image = element.get_element("draw:image")
        if image is None:
            self.drawn += element.get_element("draw:object") is not None
            return ""
        alt = [element.get_element(name) for name in ("svg:desc", "svg:title")]
        alt = next((found.text for found in alt if found is not None and found.text.strip()), "")
        href = (image.get_attribute_string("xlink:href") or "").removeprefix("./")
        source = self.album.keep(self.archive.read(href)) if href in self.archive.names else ""
        return f'<img src="{source}" alt="{escape(alt)}">'

    def box(self, box):
        """Return a text box: beside a picture, its words are the caption."""
        inside = self.children(box)
        return inside if box.get_element("descendant::draw:image") is None else f"<figcaption>{inside}</figcaption>"

    def warnings(self):
        """Return the sentences about what was left out."""
        around = self.styles.words_around()
        macros = any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in self.archive.names)
        return [
            *left_out(
                self.comments,
                _("Un commentaire n’a pas été repris."),
                _("%(count)d commentaires n’ont pas été repris."),
            ),
            *left_out(
                self.deleted,
                _("Une suppression en suivi des modifications a été appliquée."),
                _("%(count)d suppressions en suivi des modifications ont été appliquées."),
            ),
            *left_out(
                self.hidden,
                _("Un passage en texte masqué n’a pas été repris."),
                _("%(count)d passages en texte masqué n’ont pas été repris."),
            ),
            *left_out(
                around,
                _("L’en-tête ou le pied de page (un mot) n’a pas été repris."),
                _("L’en-tête et le pied de page (%(count)d mots) n’ont pas été repris."),
            ),
            *left_out(
                self.drawn,
                _("Un graphique ou un objet n’a pas été repris : ajoutez-le comme image."),
                _("%(count)d graphiques ou objets n’ont pas été repris : ajoutez-les comme images."),
            ),
            *([_("Les macros de ce document n’ont pas été reprises.")] if macros else []),
        ]
