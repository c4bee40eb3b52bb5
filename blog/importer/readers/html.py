"""HTML, and what other formats become on their way: its tree walked into blocks."""

from django.utils.translation import gettext as _

from ..document import Document
from . import cleaning, furniture, headings, notes
from .flow import Flow
from .inline import block
from .limits import check_length, left_out
from .text import clean


def read_html(markup, pictures=None):
    """Return the document of HTML. `pictures` are those of a format that became HTML: `#picture-0` is the first."""
    tree, found, warnings = cleaning.soup(markup)
    check_length(tree.get_text())
    title = tree.title.extract().get_text(" ", strip=True) if tree.title else ""
    warnings += furniture.take(tree) + furniture.lost_links(tree)
    held = notes.take(tree)
    flow = Flow(found if pictures is None else pictures)
    flow.walk(tree)
    flow.end()
    document = Document(blocks=flow.blocks)
    headings.settle(document)
    document.blocks += [note for element in held if (note := block(flow.runs(element), "note"))]
    flow.put_pictures()
    if title and not any(part.kind == "heading" and part.level == 1 for part in document.blocks):
        document.meta["title"] = clean(title)
    document.warnings = (
        warnings
        + flow.warnings()
        + left_out(
            len(held),
            _("Une note de bas de page est placée à la fin, sans son appel dans le texte."),
            _("%(count)d notes de bas de page sont placées à la fin, sans leurs appels dans le texte."),
        )
    )
    return document
