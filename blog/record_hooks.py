"""Figures and people are not deleted under the pages that name them."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import ReferenceIndex

from partners.models import Person

from .models import KeyFigure


@hooks.register("before_delete_snippet")
def keep_what_pages_name(request, records):
    """Delete none of `records` while a page needs one of them: it would lose a number, or who says a quotation."""
    for record in records if request.method == "POST" else ():
        number = (
            ReferenceIndex.get_grouped_references_to(record).count() if isinstance(record, KeyFigure | Person) else 0
        )
        if number:
            sentence = ngettext(
                "« %(record)s » n’est pas supprimé : une page le donne. Retirez-le d’abord de cette page.",
                "« %(record)s » n’est pas supprimé : %(number)s pages le donnent. Retirez-le d’abord de ces pages.",
                number,
            )
            if isinstance(record, Person):
                sentence = _(
                    "« %(record)s » est encore sur le site. Pour que ce nom ne paraisse plus nulle part, "
                    "ouvrez la fiche de la personne et cochez « nom retiré »."
                )
            messages.error(request, sentence % {"record": record, "number": number})
            return redirect(reverse(record.snippet_viewset.get_url_name("usage"), args=[record.pk]))
    return None
