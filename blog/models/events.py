"""Events: what is announced, before it is told."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField

from core.dates import hour, said
from core.fields import StreamField
from core.forms import PageForm
from core.models import BasePage, BasePageManager
from core.records import fetched_once
from core.text import plain_text

from ..programme import Programme
from ..schema_org import event_ld
from .citing import CitingPage, speakers
from .event_status import CALLED_OFF, EventQuerySet, Status
from .registers import PersonMention, replace_rows


class EventPage(CitingPage):
    """An event that is announced: when, where, with whom, how to come. Once over, it leads to its recaps."""

    status = models.CharField(
        _("état"),
        max_length=10,
        choices=Status,
        default=Status.PLANNED,
        help_text=_(
            "« Reporté » : la nouvelle date n’est pas encore connue. Dès qu’elle l’est, changez la date et revenez à "
            "« Confirmé »."
        ),
    )
    status_note = models.CharField(
        _("ce qui a changé"),
        max_length=200,
        blank=True,
        help_text=_("Une phrase, affichée en tête : « Reportée du 9 au 23 avril, même lieu. »"),
    )
    series = models.ForeignKey(
        "blog.EventSeries",
        verbose_name=_("série"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        help_text=_("Si l’événement revient sous un même nom, comme Numérique en Commun[s]."),
    )
    end_date = models.DateField(
        _("jusqu’au"), null=True, blank=True, help_text=_("Si l’événement dure plusieurs jours.")
    )
    start_time = models.TimeField(
        _("de"), null=True, blank=True, help_text=_("L’heure du début, à Paris. Vide : toute la journée.")
    )
    end_time = models.TimeField(
        _("à"), null=True, blank=True, help_text=_("L’heure de la fin, le dernier jour. Facultative.")
    )
    place = models.CharField(
        _("ville"), max_length=120, blank=True, help_text=_("La commune ; vide si tout se passe en ligne.")
    )
    venue = models.CharField(_("lieu"), max_length=200, blank=True, help_text=_("La salle, le bâtiment."))
    address = models.CharField(
        _("adresse"),
        max_length=250,
        blank=True,
        help_text=_("Le numéro, la rue, le code postal : « 9 place de la République, 45000 Orléans »."),
    )
    online = models.BooleanField(
        _("en ligne"), default=False, help_text=_("Cochez si l’on peut y assister à distance.")
    )
    online_url = models.URLField(
        _("lien pour suivre en ligne"),
        blank=True,
        help_text=_("S’il est public. Sinon, il viendra avec l’inscription."),
    )
    registration_url = models.URLField(
        _("lien d’inscription"), blank=True, help_text=_("La page où l’on s’inscrit. Vide : entrée libre.")
    )
    price = models.CharField(
        _("tarif"), max_length=120, blank=True, help_text=_("« Gratuit », « Gratuit, sur inscription », « 5 € »…")
    )
    presentation = RichTextField(
        _("présentation"),
        blank=True,
        features=["bold", "italic", "link", "ul", "ol"],
        max_length=10_000,
        help_text=_("Pourquoi venir, pour qui, comment. Deux ou trois paragraphes."),
    )
    programme = StreamField(
        Programme(),
        verbose_name=_("programme"),
        blank=True,
        help_text=_("Un bloc par moment. Le récit partira de là : titres et intervenants y seront déjà."),
    )

    objects = BasePageManager.from_queryset(EventQuerySet)()

    is_announcement = True
    served_with = ("cover", "series")

    parent_page_types = ["blog.EventIndexPage"]
    subpage_types = []
    template = "blog/event.html"
    base_form_class = PageForm

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("État")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("date", heading=_("Date"), help_text=_("Le premier jour.")), FieldPanel("end_date")]
                ),
                FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
            ],
            heading=_("Quand"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("venue")]),
                FieldPanel("address"),
                FieldPanel("online"),
                FieldPanel("online_url"),
            ],
            heading=_("Où"),
        ),
        MultiFieldPanel([FieldPanel("registration_url"), FieldPanel("price")], heading=_("Pour venir")),
        MultiFieldPanel(
            [
                FieldPanel("series"),
                InlinePanel("partner_links", label=_("Partenaire"), heading=_("Partenaires et leurs rôles")),
            ],
            heading=_("Qui organise, qui accueille"),
        ),
        BasePage.topics_panel,
        FieldPanel("presentation"),
        FieldPanel("programme"),
        BasePage.publication_panel,
    ]

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")

    @property
    def last_day(self):
        """The day after which the event is over, or None."""
        return self.end_date or self.date

    @property
    def is_over(self):
        """Whether the last day has passed in France."""
        return bool(self.date) and self.last_day < timezone.localdate()

    @property
    def is_ahead(self):
        """Whether it has not begun."""
        return bool(self.date) and self.date > timezone.localdate()

    @property
    def is_called_off(self):
        """Whether it does not take place on the date announced."""
        return self.status in CALLED_OFF

    @property
    def can_be_told(self):
        """Whether there is something to tell: it was announced, it has begun, it was not called off."""
        return self.live and bool(self.date) and self.date <= timezone.localdate() and not self.is_called_off

    @property
    def state_label(self):
        """What a reader should know at a glance: « Annulé », « Aujourd’hui », « En cours »…; often nothing."""
        today = timezone.localdate()
        if self.is_called_off:
            return self.get_status_display()
        if not self.date or self.is_over:
            return ""
        if self.date <= today:
            return _("Aujourd’hui") if self.date == self.last_day else _("En cours")
        return _("À confirmer") if self.status == Status.PLANNED else ""

    @property
    def date_label(self):
        """The date or the period, as a reader is told."""
        return said(self.date, self.end_date) if self.date else ""

    @property
    def full_date_label(self):
        """The date or the period with the days of the week: « jeudi 9 avril 2026 »."""
        return said(self.date, self.end_date, weekday=True) if self.date else ""

    @property
    def hours_label(self):
        """The hours, as a reader is told, or an empty text for a whole day."""
        if not self.start_time:
            return ""
        if not self.end_time:
            return f"à partir de {hour(self.start_time)}"
        if self.date != self.last_day:
            return f"à partir de {hour(self.start_time)}, jusqu’à {hour(self.end_time)} le dernier jour"
        return f"de {hour(self.start_time)} à {hour(self.end_time)}"

    @property
    def postal_address(self):
        """Where to go, on one line: venue, street, town; empty when all is online."""
        town = "" if self.place and self.place.lower() in self.address.lower() else self.place
        return ", ".join(filter(None, [self.venue, self.address, town]))

    @cached_property
    def open_recaps(self):
        """The recaps of this event that anyone may read, the first published first."""
        return list(self.recaps.all().visible().originals().in_order_of_publication()) if self.pk else []

    def clean(self):
        """Refuse an event that ends before it begins."""
        super().clean()
        if self.end_date and (not self.date or self.end_date < self.date):
            raise ValidationError({"end_date": _("L’événement finirait avant de commencer : vérifiez les deux dates.")})
        if self.end_time and not self.start_time:
            raise ValidationError({"start_time": _("Donnez aussi l’heure du début.")})
        if self.end_time and self.date == self.last_day and self.end_time <= self.start_time:
            raise ValidationError({"end_time": _("L’événement finirait avant de commencer : vérifiez les heures.")})

    def lacks(self):
        """A published event has a date."""
        if self.date:
            return {}
        return {"date": _("Donnez la date de l’événement : c’est elle qui le place dans l’agenda.")}

    def describe(self):
        """An event's card says that it is one, whether it was called off, and where it takes place."""
        self.label = f"Événement {self.get_status_display().lower()}" if self.is_called_off else str(_("Événement"))
        self.locality = str(_("En ligne")) if self.online and not self.place else self.place
        super().describe()

    def body_texts(self):
        """Yield what the announcement says."""
        yield from (str(self.series or ""), self.status_note, self.venue, self.address, plain_text(self.presentation))
        yield from super().body_texts()

    def copy_to_registers(self):
        """Make the rows of people follow the live programme: a name withdrawn is withdrawn here too."""
        people = list(self._people()) if self.is_registered else []
        replace_rows(PersonMention, self, {key: {"person": person, "role": role} for person, role, key in people})

    def get_context(self, request, *args, **kwargs):
        """Add the recaps, the partners and what search engines read."""
        with fetched_once(self.programme):
            list(self.programme)
        return super().get_context(request, *args, **kwargs) | {
            "recaps": self.open_recaps,
            "open_partners": self.open_partners,
            "cited_partners": self.cited_partners,
            "json_ld": event_ld(self, request),
        }

    def _people(self):
        for child in self.programme:
            yield from speakers(child.value)
