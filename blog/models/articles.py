"""Articles: what is worth telling between events."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.fields import StreamField
from core.models import BasePage

from ..blocks import ArticleBody
from .publication import Publication


class ArticlePage(Publication):
    """A text on a subject: an interview, a portrait, a how-to…"""

    class Kind(models.TextChoices):
        """What sort of text it is."""

        ARTICLE = "article", _("Article")
        INTERVIEW = "interview", _("Entretien")
        PORTRAIT = "portrait", _("Portrait")
        REPORT = "report", _("Reportage")
        OPINION = "opinion", _("Tribune")
        HOW_TO = "howto", _("Fiche pratique")

    kind = models.CharField(
        _("genre"),
        max_length=10,
        choices=Kind,
        default=Kind.ARTICLE,
        help_text=_("Il paraît au-dessus du titre et sur les cartes."),
    )
    author = models.CharField(_("signature"), max_length=150, blank=True, help_text=_("Par exemple : La rédaction"))
    place = models.CharField(_("ville"), max_length=120, blank=True, help_text=_("Si l’article se passe quelque part."))
    body = StreamField(
        ArticleBody(),
        verbose_name=_("le texte"),
        blank=True,
        help_text=_("Des intertitres, des paragraphes courts, et ce qui s’est dit."),
    )

    parent_page_types = ["blog.ArticleIndexPage"]
    subpage_types = []
    template = "blog/article.html"

    identity_panel = MultiFieldPanel(
        [
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("author")]),
            FieldRowPanel(
                [
                    FieldPanel(
                        "date",
                        heading=_("Date de publication"),
                        help_text=_("Sans elle, ce sera le jour où l’article paraît."),
                    ),
                    FieldPanel("place"),
                ]
            ),
            FieldPanel("cover"),
        ],
        heading=_("Identité"),
    )
    content_panels = [
        *BasePage.content_panels,
        identity_panel,
        FieldPanel("in_brief"),
        FieldPanel("body"),
        Publication.partners_panel,
        BasePage.topics_panel,
        Publication.publication_panel,
        BasePage.openness_panel,
        Publication.correction_panel,
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def describe(self):
        """An article's card says what sort of text it is; published without a date, it is of that day."""
        if self.live and not self.date:
            self.date = timezone.localdate()
        self.label = str(self.get_kind_display())
        self.locality = self.place
        super().describe()
