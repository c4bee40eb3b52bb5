"""Forms that editors fill in."""

from django.utils.translation import gettext_lazy as _

from core.forms import PageForm


class RecapForm(PageForm):
    """The form of a recap: a draft may lack anything, a published page has a date."""

    def clean(self):
        """Ask for the date, or for what is known of it, when the recap is published."""
        data = super().clean()
        if not self.is_deferred_validation and not data.get("date") and not data.get("date_as_told"):
            self.add_error("date", _("Donnez la date, ou à défaut ce que l’on en sait dans « date telle qu’écrite »."))
        return data


class EventForm(PageForm):
    """The form of an event: a draft may lack anything, an announcement has a date."""

    def clean(self):
        """Ask for the date when the event is published."""
        data = super().clean()
        if not self.is_deferred_validation and not data.get("date"):
            self.add_error("date", _("Donnez la date de l’événement : c’est elle qui le place dans l’agenda."))
        return data
