"""What all our own screens of the editors' side share."""

from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


def with_words(sentence, *typed):
    """Return `sentence`, followed by what was typed when it comes too late to be kept: it can be copied from there."""
    words = " ".join(filter(None, (word.strip() for word in typed)))
    return (
        _("%(sentence)s Vous aviez écrit : « %(words)s »") % {"sentence": sentence, "words": words}
        if words
        else sentence
    )


class FrenchHeading:
    """Says « title : subtitle » as French does, with a space before the colon."""

    def get_header_title(self):
        """Return what the tab of the browser and the heading say."""
        title, subtitle = self.get_page_title(), self.get_page_subtitle()
        return _("%(title)s : %(subtitle)s") % {"title": title, "subtitle": subtitle} if subtitle else title


class AdminScreen(FrenchHeading, WagtailAdminTemplateMixin):
    """A screen of ours, with the furniture of the others."""
