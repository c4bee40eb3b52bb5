"""How much of a file is read: enough for the longest recap, too little to wear out the server."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..document import Refused

FILE = 10 * 1024 * 1024
"""Bytes in a file."""

CHARACTERS = 400_000
"""Characters in a text: about 150 pages."""

TOO_LONG = gettext_lazy(
    "Ce texte dépasse 400 000 signes (environ 150 pages). Coupez-le en plusieurs récits, un par fichier."
)

BLOCKS = 5_000
"""Items of lists and rows of tables."""

LINES = 12_000
"""Paragraphs: notes are made of lines, and many lines make few blocks of a draft."""
DEPTH = 100
PICTURES = 60
ELEMENTS = 120_000
"""Elements of XML in a part of a document."""


def check_size(data):
    """Refuse a file that is empty or too heavy."""
    if not data:
        raise Refused(_("Ce fichier est vide. Vérifiez que c’est le bon, puis déposez-le à nouveau."))
    if len(data) > FILE:
        raise Refused(
            _(
                "Ce fichier dépasse 10 Mo. Allégez ses images, ou retirez-les et ajoutez-les ensuite dans le récit, "
                "puis déposez-le à nouveau."
            )
        )


def check_length(text):
    """Refuse a text too long for one page."""
    if len(text) > CHARACTERS:
        raise too_long()


def check_document(document):
    """Refuse a document without a word or with too many blocks; return it otherwise."""
    if not any(document.words()) and not any(block.picture for block in document.blocks):
        raise Refused(_("Aucun texte n’a été trouvé. S’il est dans une image, recopiez-le ; sinon collez-le ici."))
    if sum(len(block.items) + len(block.rows) for block in document.blocks) > BLOCKS:
        raise too_many()
    if len(document.blocks) > LINES:
        raise Refused(_("Ce texte compte plus de 12 000 paragraphes. Coupez-le en plusieurs récits, un par fichier."))
    return document


def too_many():
    """Return the refusal of a text in too many pieces."""
    return Refused(
        _("Ce texte compte plus de 5 000 points ou lignes de tableau. Coupez-le en plusieurs récits, un par fichier.")
    )


def too_long():
    """Return the refusal of a text that no single page could hold."""
    return Refused(TOO_LONG)


def too_deep():
    """Return the refusal of a file in which too many things are within each other."""
    return Refused(
        _(
            "La mise en forme de ce fichier est trop compliquée : trop d’éléments y sont imbriqués. "
            "Copiez son texte et collez-le ici."
        )
    )


def left_out(count, one, many):
    """Return the warning of what was left out, as a list with one sentence or none."""
    return [ngettext(one, many, count) % {"count": count}] if count else []
