"""Recaps: what happened at an event."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from core.dates import said
from core.fields import StreamField
from core.models import BasePage
from core.models.page_queries import is_restricted

from ..blocks import RecapBody
from .publication import Publication


class RecapPage(Publication):
    """What was said at an event, session by session."""

    class Category(models.TextChoices):
        """What the event was to those who tell it."""

        TRIP = "trip", _("Déplacement")
        HOSTED = "hosted", _("Événement organisé")
        WORKSHOP = "workshop", _("Compte rendu d’atelier")
        DEBATE = "debate", _("Débat ou café")
        WEBINAR = "webinar", _("Webinaire")

    class Precision(models.TextChoices):
        """How much of the date is known."""

        DAY = "day", _("Le jour")
        MONTH = "month", _("Le mois")
        YEAR = "year", _("L’année")

    event = models.ForeignKey(
        "blog.EventPage",
        verbose_name=_("annonce"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="recaps",
        help_text=_("La page de l’agenda qui annonçait cet événement, s’il y en a une : chacune mènera à l’autre."),
    )
    event_title = models.CharField(
        _("nom de l’événement"),
        max_length=200,
        blank=True,
        help_text=_("Par exemple : NEC Centre-Val de Loire"),
    )
    series = models.ForeignKey(
        "blog.EventSeries",
        verbose_name=_("série"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="recaps",
        help_text=_("Si l’événement revient sous un même nom, comme Numérique en Commun[s]."),
    )
    category = models.CharField(
        _("catégorie"),
        max_length=10,
        choices=Category,
        help_text=_("Ce que l’événement était pour la structure qui raconte."),
    )
    end_date = models.DateField(
        _("jusqu’au"), null=True, blank=True, help_text=_("Si l’événement a duré plusieurs jours.")
    )
    date_precision = models.CharField(
        _("on connaît"),
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("La page ne dira rien de plus que ce que l’on connaît."),
    )
    date_as_told = models.CharField(
        _("date telle qu’écrite"),
        max_length=60,
        blank=True,
        help_text=_("Si l’année manque : « 9 avril ». On n’invente pas une année que personne ne connaît."),
    )
    place = models.CharField(
        _("ville"), max_length=120, blank=True, help_text=_("La commune ; vide si tout s’est passé en ligne.")
    )
    venue = models.CharField(_("lieu"), max_length=200, blank=True, help_text=_("La salle, le bâtiment."))
    online = models.BooleanField(
        _("en ligne"), default=False, help_text=_("Cochez si l’on pouvait y assister à distance.")
    )
    audience = models.CharField(
        _("participation"), max_length=120, blank=True, help_text=_("Par exemple : 60 personnes")
    )
    body = StreamField(
        RecapBody(),
        verbose_name=_("le récit"),
        blank=True,
        help_text=_("Une séquence par moment de l’événement, dans l’ordre où il s’est déroulé."),
    )
    thanks = models.TextField(
        _("remerciements"), blank=True, max_length=600, help_text=_("Une ou deux phrases, en fin de page.")
    )

    served_with = (*Publication.served_with, "series", "event")

    parent_page_types = ["blog.RecapIndexPage"]
    subpage_types = []
    template = "blog/recap.html"

    identity_panel = MultiFieldPanel(
        [
            FieldPanel("summary"),
            FieldPanel("category"),
            FieldPanel("cover"),
        ],
        heading=_("Identité"),
    )
    event_panel = MultiFieldPanel(
        [
            PageChooserPanel("event", "blog.EventPage", heading=_("Annonce dans l’agenda")),
            FieldRowPanel([FieldPanel("event_title"), FieldPanel("series")]),
            FieldRowPanel(
                [
                    FieldPanel("date", heading=_("Date de l’événement"), help_text=_("Le premier jour.")),
                    FieldPanel("end_date"),
                ]
            ),
            FieldRowPanel([FieldPanel("date_precision"), FieldPanel("date_as_told")]),
            FieldRowPanel([FieldPanel("place"), FieldPanel("venue")]),
            FieldRowPanel([FieldPanel("audience"), FieldPanel("online")]),
        ],
        heading=_("L’événement"),
    )
    content_panels = [
        *BasePage.content_panels,
        identity_panel,
        event_panel,
        FieldPanel("in_brief"),
        FieldPanel("body"),
        FieldPanel("thanks"),
        Publication.partners_panel,
        BasePage.topics_panel,
        Publication.publication_panel,
        BasePage.openness_panel,
        Publication.correction_panel,
    ]

    class Meta:
        verbose_name = _("retour d’événement")
        verbose_name_plural = _("retours d’événements")

    @property
    def date_label(self):
        """The date as precisely as it is known, as a reader is told: « du 9 au 11 avril 2024 », « avril 2024 »."""
        if not self.date:
            return self.date_as_told
        return said(self.date, self.end_date, self.date_precision)

    def clean(self):
        """Refuse an event that ends before it begins."""
        super().clean()
        if self.end_date and (not self.date or self.end_date < self.date):
            raise ValidationError({"end_date": _("L’événement finirait avant de commencer : vérifiez les deux dates.")})

    def lacks(self):
        """A published recap has a date."""
        if self.date or self.date_as_told:
            return {}
        return {"date": _("Donnez la date, ou à défaut ce que l’on en sait dans « date telle qu’écrite ».")}

    def describe(self):
        """A recap's card says that it is one, and where it happened."""
        self.label = str(_("Retour d’événement"))
        self.locality = str(_("En ligne")) if self.online and not self.place else self.place
        super().describe()

    def body_texts(self):
        """Yield the event's name, then the story."""
        yield self.event_title
        yield str(self.series or "")
        yield from super().body_texts()
        yield self.thanks

    def announcement(self):
        """Return the page that announced the event, if anyone may read it, or None."""
        if not self.event_id:
            return None
        if hasattr(self, "event_is_restricted"):
            return self.event if self.event.live and not self.event_is_restricted else None
        return BasePage.objects.visible().filter(pk=self.event_id).first()

    def get_context(self, request, *args, **kwargs):
        """Add the way back to the announcement."""
        return super().get_context(request, *args, **kwargs) | {"announcement": self.announcement()}

    def json_ld(self, request):
        """Add the event that the article is about; without a known day, no Event is claimed."""
        article = super().json_ld(request)
        if self.date and self.date_precision == self.Precision.DAY:
            attendance = "OnlineEventAttendanceMode" if self.online else "OfflineEventAttendanceMode"
            event = {
                "@type": "Event",
                "name": self.event_title or self.title,
                "startDate": self.date.isoformat(),
                "endDate": (self.end_date or self.date).isoformat(),
                "eventAttendanceMode": f"https://schema.org/{attendance}",
                "location": {"@type": "Place", "name": self.venue or self.place, "address": self.place}
                if self.place
                else None,
                "organizer": [self._organisation_ld(partner) for partner in self.organisers],
                "superEvent": {"@type": "EventSeries", "name": self.series.name} if self.series else None,
            }
            article["about"] = {key: value for key, value in event.items() if value}
        return article

    @classmethod
    def _served(cls):
        return super()._served().annotate(event_is_restricted=is_restricted("event__"))
