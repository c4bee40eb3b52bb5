"""What the editor is asked: the text, then what only they can decide."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from core.typography import french

from ..models import RecapPage
from .document import Refused
from .draft import dates
from .readers import read, read_pasted
from .readers.limits import CHARACTERS, TOO_LONG
from .story import SUMMARY, TITLE

ACCEPTED_FILES = ".docx,.odt,.md,.markdown,.html,.htm,.txt"
OTHER, UNKNOWN = "other", "unknown"
EARLIEST_YEAR = 1990


class SourceForm(forms.Form):
    """The text that is brought: pasted, or in a file. What it was read into is `document`."""

    text = forms.CharField(
        label=_("Collez votre texte"),
        help_text=_("Depuis un traitement de texte, un courriel, une page web : titres, listes et liens sont gardés."),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 9, "data-paste": "html", "data-longest": CHARACTERS, "data-too-long": TOO_LONG}
        ),
    )
    html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput(attrs={"data-paste-html": ""}))
    file = forms.FileField(
        label=_("ou choisissez un fichier"),
        help_text=_("Word (.docx), LibreOffice (.odt), Markdown, HTML ou texte."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED_FILES}),
    )

    document = None

    def clean(self):
        """Read the text; say in a sentence why it cannot be."""
        data = super().clean()
        text, file = data.get("text", ""), data.get("file")
        if self.errors:
            return data
        if file and text.strip():
            self.add_error("file", _("Il y a un texte collé et un fichier : gardez l’un des deux."))
        elif not file and not text.strip():
            self.add_error("text", _("Collez un texte ici, ou choisissez un fichier plus bas."))
        else:
            try:
                self.document = read(file.read(), file.name) if file else read_pasted(text, data.get("html", ""))
            except Refused as reason:
                self.add_error("file" if file else "text", str(reason))
        return data


class DecisionForm(forms.Form):
    """What was understood, for the editor to correct, accept and refuse.

    `accept` holds the keys of the proposals that are accepted; `proposals` maps keys to proposals.
    """

    title = forms.CharField(
        label=_("Titre"), max_length=TITLE, error_messages={"required": _("Écrivez un titre : le récit n’en a plus.")}
    )
    summary = forms.CharField(
        label=_("Chapô"),
        help_text=_("Deux ou trois phrases, en tête de page."),
        max_length=SUMMARY,
        required=False,
        widget=AdminAutoHeightTextInput,
    )
    category = forms.ChoiceField(
        label=_("Catégorie"), choices=[("", _("À choisir plus tard")), *RecapPage.Category.choices], required=False
    )
    year = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    other_year = forms.IntegerField(
        label=_("Une autre année"),
        required=False,
        widget=forms.NumberInput(attrs={"aria-label": _("L’autre année"), "placeholder": _("Année")}),
        validators=[MinValueValidator(EARLIEST_YEAR, _("Vérifiez l’année : elle est trop ancienne."))],
    )
    accept = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, understood, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        self.understood, self.proposals = understood, proposals
        self.fields["accept"].choices = [(key, proposal.label) for key, proposal in proposals.items()]
        when = understood.date
        if when.year or not when.month:
            del self.fields["year"], self.fields["other_year"]
        else:
            told = dates(understood)["date_as_told"]
            question = _("En quelle année ? Le texte dit « %(date)s ».") % {"date": told}
            self.fields["year"].label = french(question)
            self.fields["year"].choices = [
                *((str(year), self._year_label(year)) for year in self._candidate_years()),
                (OTHER, _("Une autre année")),
                (UNKNOWN, _("On ne la connaît pas")),
            ]
            latest = timezone.localdate().year + 1
            self.fields["other_year"].validators.append(
                MaxValueValidator(latest, _("Vérifiez l’année : elle n’est pas encore venue."))
            )

    def clean(self):
        """Ask for a year in which the day exists."""
        data = super().clean()
        if "year" not in self.fields or {"year", "other_year"} & set(self.errors):
            return data
        if not data.get("year") and data.get("other_year"):
            data["year"] = OTHER
        if not data.get("year"):
            self.add_error("year", _("Choisissez une année, ou « On ne la connaît pas »."))
        elif data["year"] == OTHER and not data.get("other_year"):
            self.add_error("other_year", _("Écrivez l’année, en quatre chiffres."))
        else:
            try:
                dates(self.understood, year=self.chosen_year)
            except ValueError:
                self.add_error("year", _("Ce jour n’existe pas cette année-là : vérifiez l’année."))
        return data

    @property
    def chosen_year(self):
        """The year that the editor chose, or None."""
        answer = self.cleaned_data.get("year") or UNKNOWN
        if answer == OTHER:
            return self.cleaned_data.get("other_year")
        return None if answer == UNKNOWN else int(answer)

    @property
    def accepted(self):
        """The proposals that were accepted, in their order."""
        keys = set(self.cleaned_data.get("accept", []))
        return [proposal for key, proposal in self.proposals.items() if key in keys]

    def _candidate_years(self):
        return dict.fromkeys(
            proposal.value["year"] for proposal in self.understood.proposals if proposal.kind == "year"
        )

    def _year_label(self, year):
        try:
            day = dates(self.understood, year=year)
        except ValueError:
            return str(year)
        if not self.understood.date.day:
            return str(year)
        return _("%(year)s (un %(weekday)s)") % {"year": year, "weekday": format_date(day["date"], "l")}
