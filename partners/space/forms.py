"""The form of a profile, as a partner fills it in: these fields of this page, and nothing else."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import ClusterForm

from core.models import PageTerritory, PageTheme, Territory, Theme
from core.text import of
from core.uploads import CleanImageField
from core.web import INCOMPLETE
from partners.models import PartnerAlias, PartnerPage

from . import photos
from .half_typed import KeepsHalves
from .incidents import note_what_is_left_to_editors
from .rows import Row, Rows
from .writing import check_links, rich, typed

MISSION_LENGTH = 160
LOGO_HELP = _("%s De préférence sur fond clair.") % photos.FORMATS
NEEDED_TO_SEND = {
    "kind": _("Choisissez ce qu’est votre structure."),
    "summary": _("Dites votre mission en une phrase : elle apparaît dans l’annuaire."),
}
MOST_ROWS = 30
_OPTIONS = {
    "form": Row,
    "formset": Rows,
    "inherit_kwargs": ["sending"],
    "extra": 1,
    "max_num": MOST_ROWS,
    "validate_max": True,
}
_ROWS = {
    "photos": photos.OPTIONS,
    "projects": {
        **_OPTIONS,
        "fields": ["name", "since", "text", "url"],
        "widgets": {"text": forms.Textarea({"rows": 3})},
    },
    "figures": {**_OPTIONS, "fields": ["value", "text", "year", "source"]},
    "networks": {**_OPTIONS, "fields": ["name", "url"]},
}


class ProfileForm(KeepsHalves, ClusterForm):
    """Changes a draft of a profile in memory; whoever calls it stores the revision.

    With `sending`, what readers cannot do without is asked for; to keep a draft, only the name is.
    """

    title = forms.CharField(
        label=_("Nom de la structure"),
        max_length=150,
        error_messages={"required": _("Donnez le nom de votre structure.")},
    )
    summary = forms.CharField(
        label=_("Votre mission en une phrase"),
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("160 caractères au plus. Elle apparaît dans l’annuaire."),
    )
    presentation_typed = forms.CharField(
        label=_("Ce que vous faites"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "Une ligne vide sépare deux paragraphes, un tiret commence un point de liste. "
            "Pour du gras : **un mot**. Pour un lien : [le texte](https://adresse)."
        ),
    )
    logo_file = CleanImageField(label=_("Logo"), required=False, error_messages=photos.NO_PICTURE)
    logo_held = forms.CharField(label=_("Logo"), required=False, widget=forms.HiddenInput)
    other_names_typed = forms.CharField(
        label=_("Autres noms"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Un par ligne : anciens noms, sigles, orthographes que l’on rencontre. On vous trouvera avec eux."),
    )
    without_logo = forms.BooleanField(label=_("Retirer le logo"), required=False)
    themes = forms.ModelMultipleChoiceField(
        label=_("Thèmes"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ceux sur lesquels on peut compter sur vous."),
    )

    may_be_half_typed = ("postal_code", "accessibility_url", "email", "website", "siret", "rna")

    class Meta:
        model = PartnerPage
        fields = [
            "title",
            "short_name",
            "kind",
            "summary",
            "publics",
            "services",
            "schemes",
            "address",
            "postal_code",
            "city",
            "opening_hours",
            "accessibility",
            "accessibility_url",
            "email",
            "phone",
            "website",
            "members",
            "siret",
            "rna",
        ]
        formsets = _ROWS
        error_messages = {"email": {"invalid": INCOMPLETE}}
        widgets = {
            "opening_hours": forms.Textarea({"rows": 3}),
            "accessibility": forms.Textarea({"rows": 3}),
            "members": forms.Textarea({"rows": 4}),
        }

    def __init__(self, data=None, *args, instance, user, sending=False, **kwargs):
        data = _with_plain_ends_of_lines(data) if data else data
        self.user = user
        self.pictures, self.out_of_reach = photos.within_reach(instance, data, user)
        instance.logo = self.pictures.get(instance.logo_id)
        super().__init__(data, *args, instance=instance, sending=sending, **kwargs)
        page = self.instance
        self.fields["kind"].required = False
        # Wagtail's field says in its own words what it takes.
        self.fields["logo_file"].help_text = LOGO_HELP
        self.fields["presentation_typed"].initial = typed(page.presentation)
        self.fields["other_names_typed"].initial = "\n".join(alias.name for alias in page.other_names.all())
        self.fields["themes"].queryset = Theme.objects.filter(merged_into=None)
        self.fields["themes"].initial = [theme.pk for theme in page.themes]
        self._offer_territories(page.territories)

    def _offer_territories(self, chosen):
        by_level = {level: [] for level in Territory.Level}
        for territory in Territory.objects.in_alphabetical_order():
            by_level[territory.level].append((territory.pk, territory.name))
        choices = [("", "—"), *((level.label, names) for level, names in by_level.items())]
        # One more than there are: saving brings the next.
        self.territory_names = [f"territory_{place}" for place in range(len(chosen) + 1)]
        for place, name in enumerate(self.territory_names):
            self.fields[name] = forms.TypedChoiceField(
                label=_("Territoire") if place == 0 else _("Territoire %d") % (place + 1),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=chosen[place].pk if place < len(chosen) else None,
            )

    @property
    def held_logo(self):
        """The logo that was sent with a form that could not be kept, or None."""
        key = self["logo_held"].value()
        return self.pictures.get(int(key)) if key else None

    def hold_uploads(self):
        """Store the pictures that were just chosen, whatever becomes of the rest: nobody has to choose them again.

        The form is bound, and was asked whether it is valid.
        """
        rows, new = self.formsets["photos"], {}
        if upload := self.cleaned_data.get("logo_file"):
            new["logo_held"] = photos.picture(upload, photos.LOGO_OF % of(self.instance.title), self.user)
        new |= rows.new_pictures(self.user)
        photos.store(new.values())
        for name, photo in new.items():
            self.pictures[photo.pk] = photo
            self.data[name] = str(photo.pk)
        rows.show_pictures()

    def fetch_thumbnails(self):
        """Fetch what the screen shows of the pictures, all at once."""
        prefetch_related_objects(list(self.pictures.values()), "renditions")

    @property
    def territory_fields(self):
        """The choices of territories, as bound fields."""
        return [self[name] for name in self.territory_names]

    def _update_errors(self, errors):
        # What an editor left undone in the draft (an address that another page took) is met by whoever publishes:
        # the person who fills in this form can neither see nor mend it.
        if hasattr(errors, "error_dict"):
            theirs = [name for name in errors.error_dict if name not in self.fields and name != NON_FIELD_ERRORS]
            for name in theirs:
                note_what_is_left_to_editors(name, self.instance)
                del errors.error_dict[name]
        super()._update_errors(errors)

    @property
    def faults(self):
        """What is refused, the profile's own fields before its rows: [(id of the element, its label)]."""
        forms = [self, *(form for formset in self.formsets.values() for form in formset.forms)]
        found = [form[name] for form in forms for name in form.errors if name in form.fields]
        return [(box.id_for_label or box.auto_id, box.label) for box in found]

    def has_news(self):
        """Whether something was typed that the draft does not say; blanks and ends of lines say nothing."""
        forms = [self, *(form for formset in self.formsets.values() for form in formset.forms)]
        return any(
            _flat(form[name].initial) != _flat(form[name].data)
            for form in forms
            for name in form.changed_data
            if name != "ORDER"
        )

    def clean_summary(self):
        """A sentence, not a paragraph."""
        summary = " ".join(self.cleaned_data["summary"].split())
        if len(summary) > MISSION_LENGTH and self.sending:
            raise ValidationError(
                _("%(n)d caractères : gardez l’essentiel, en 160 au plus.") % {"n": len(summary)}, code="max_length"
            )
        return summary

    def clean_presentation_typed(self):
        """Check where it leads, when the profile is sent."""
        if self.sending:
            check_links(self.cleaned_data["presentation_typed"])
        return self.cleaned_data["presentation_typed"]

    def clean_other_names_typed(self):
        """Return the names, each once."""
        names = [" ".join(name.split()) for name in self.cleaned_data["other_names_typed"].splitlines()]
        if long := next((name for name in names if len(name) > 150), None):
            raise ValidationError(_("« %s… » : un nom compte 150 caractères au plus.") % long[:40])
        return list(dict.fromkeys(filter(None, names)))

    def clean(self):
        """Ask for what readers cannot do without, when the profile is sent to be read."""
        data = super().clean()
        if self.sending:
            for name, sentence in NEEDED_TO_SEND.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    def apply(self):
        """Put what was typed into the draft, which is not stored; uploads were held before."""
        page, data = self.save(commit=False), self.cleaned_data
        page.draft_title = page.title
        if data["presentation_typed"] != self.fields["presentation_typed"].initial:
            page.presentation = rich(data["presentation_typed"])
        if "themes" in self.changed_data:
            self._set_links(page, "theme_links", PageTheme, "theme_id", [theme.pk for theme in data["themes"]])
        known = {alias.name: alias for alias in page.other_names.all()}
        page.other_names = [known.get(name) or PartnerAlias(name=name) for name in data["other_names_typed"]]
        chosen = dict.fromkeys(filter(None, (data.get(name) for name in self.territory_names)))
        self._set_links(page, "territory_links", PageTerritory, "territory_id", chosen)
        for name in ("themes", "territories"):
            page.__dict__.pop(name, None)
        self.formsets["photos"].put_first()
        if logo := self.held_logo:
            page.logo = logo
        elif data["without_logo"]:
            page.logo = None
        return page

    @staticmethod
    def _set_links(page, name, model, key, wanted):
        # Those that stay keep their place: the first theme gives the page its colour.
        kept = {getattr(link, key): link for link in getattr(page, name).all() if getattr(link, key) in set(wanted)}
        order = [*kept, *(pk for pk in wanted if pk not in kept)] if model is PageTheme else list(wanted)
        links = [kept.get(pk) or model(**{key: pk}) for pk in order]
        for place, link in enumerate(links):
            link.sort_order = place
        setattr(page, name, links)


def _with_plain_ends_of_lines(data):
    # Browsers end lines in two signs: what was left alone would seem to be written anew.
    data = data.copy()
    for name, values in data.lists():
        data.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return data


def _flat(value):
    return "" if value is None else " ".join(str(value).split())
