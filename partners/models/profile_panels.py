"""What editors fill in of a profile, in the order of its page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel

from core.models import BasePage

MOST_PHOTOS = 4

PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("short_name"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("own_hue")]),
            FieldPanel("logo"),
            FieldPanel(
                "summary",
                heading=_("Mission en une phrase"),
                help_text=_("Une phrase de 160 caractères environ : elle paraît dans l’annuaire."),
            ),
            InlinePanel("other_names", label=_("Autre nom"), heading=_("Autres noms")),
        ],
        heading=_("Identité"),
    ),
    FieldPanel("presentation"),
    InlinePanel(
        "photos",
        label=_("Photo"),
        heading=_("Photos"),
        help_text=_("Quatre au plus. Les deux premières se voient d’emblée."),
        max_num=MOST_PHOTOS,
    ),
    InlinePanel("projects", label=_("Projet"), heading=_("Projets")),
    InlinePanel("figures", label=_("Chiffre"), heading=_("Chiffres de la structure")),
    MultiFieldPanel(
        [FieldPanel("publics"), FieldPanel("services"), FieldPanel("schemes")],
        heading=_("Publics et services"),
        classname="collapsed",
    ),
    BasePage.topics_panel,
    MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
            FieldPanel("opening_hours"),
            FieldPanel("accessibility"),
            FieldPanel("accessibility_url"),
        ],
        heading=_("Lieu"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            FieldPanel("website"),
            InlinePanel("networks", label=_("Réseau"), heading=_("Réseaux sociaux")),
        ],
        heading=_("Contacts"),
    ),
    MultiFieldPanel(
        [
            PageChooserPanel("parent_partner", "partners.PartnerPage"),
            FieldPanel("members"),
            FieldRowPanel([FieldPanel("siret"), FieldPanel("rna")]),
        ],
        heading=_("Structure"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("reviewed_by")]),
            FieldPanel("written_by"),
            FieldPanel("fictional"),
        ],
        heading=_("Fraîcheur de la fiche"),
    ),
]
