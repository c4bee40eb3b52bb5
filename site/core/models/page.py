"""The base of every page: what browsing, searching and counting need, in one table."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.models import AbstractPage, DefaultBasePageMixin
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index

from core.addresses import SECTIONS
from core.dates import said
from core.fields import SeveralChoicesField
from core.licences import LICENCE_URLS, Licence
from core.openness import HELP_SAID, AIHelp
from core.search import stems
from core.text import plain_text, reading_minutes, spoken

from .page_queries import BasePageManager
from .serving import Served
from .storing import Stored, indexed_once, rows_kept


class BasePage(Stored, Served, AbstractPage, DefaultBasePageMixin):
    """What every page has, in a table that all page types share."""

    summary = models.TextField(
        _("chapô"),
        blank=True,
        max_length=600,
        help_text=_("Deux ou trois phrases qui donnent envie de lire. Elles paraissent en tête et sur les cartes."),
    )
    cover = models.ForeignKey(
        "core.Photo",
        verbose_name=_("image de couverture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Facultative : sans elle, un tissage à la couleur du thème prend sa place."),
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Le jour de l’événement, ou celui de la publication d’un article."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=30,
        choices=Licence,
        default=Licence.ETALAB,
        help_text=_("Ce que les lecteurs ont le droit de faire du texte."),
    )
    fictional = models.BooleanField(
        _("contenu de démonstration"),
        default=False,
        help_text=_("Un bandeau prévient que les organisations, les personnes et les faits sont inventés."),
    )

    ai_help = SeveralChoicesField(
        _("aide d’une IA"),
        choices=AIHelp.choices,
        help_text=_(
            "Ce qu’un outil d’IA a aidé à faire, ou « Aucune ». Tant que rien n’est coché, la page n’en dit rien."
        ),
    )
    human_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("relu par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Avec l’aide d’une IA, quelqu’un d’autre que l’auteur relit tout. Son nom paraît en bas de page."),
    )

    # Written when the page is saved, so that lists and cards need no other table.
    label = models.CharField(max_length=60, blank=True, editable=False)
    locality = models.CharField(max_length=120, blank=True, editable=False)
    date_said = models.CharField(max_length=80, blank=True, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(default=0, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    objects = BasePageManager()

    served_with = ("cover",)
    """Relations that the page's own address needs, fetched with it."""

    is_publication = False
    """Whether pages of this type tell something that is listed by theme and territory."""

    is_announcement = False
    """Whether pages of this type announce something: they are searched by type, and listed in the agenda alone."""

    is_profile = False
    """Whether pages of this type present somebody: they are searched by type, and listed in the directory alone."""

    content_panels = AbstractPage.content_panels
    topics_panel = MultiFieldPanel(
        [
            MultipleChooserPanel("theme_links", chooser_field_name="theme", label=_("Thème"), heading=_("Thèmes")),
            MultipleChooserPanel(
                "territory_links",
                chooser_field_name="territory",
                label=_("Territoire"),
                heading=_("Territoires"),
            ),
        ],
        heading=_("Thèmes et territoires"),
    )
    publication_panel = MultiFieldPanel(
        [FieldPanel("cover"), FieldPanel("licence"), FieldPanel("fictional")], heading=_("Publication")
    )
    openness_panel = MultiFieldPanel(
        [FieldPanel("ai_help"), FieldPanel("human_reviewer")], heading=_("L’IA, à découvert")
    )
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Adresse et moteurs de recherche"),
        )
    ]

    search_fields = (
        AbstractPage.search_fields
        + DefaultBasePageMixin.search_fields
        + [
            index.SearchField("title_stems", boost=4),
            index.SearchField("search_stems"),
            index.FilterField("date"),
        ]
    )

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def save(self, *args, **kwargs):
        """Store the page with all that is computed from it, at once or not at all."""
        with transaction.atomic():
            if kwargs.get("update_fields") is None:
                self._follow_mergers()
                self.describe()
                with indexed_once(self), rows_kept(self):
                    super().save(*args, **kwargs)
                if self.live or self.was_live:
                    self.copy_to_registers()
                self.was_live = self.live
            else:
                with indexed_once(self, kwargs["update_fields"]):
                    super().save(*args, **kwargs)
                if "alias_of_id" in kwargs["update_fields"]:
                    self.copy_to_registers()

    def describe(self):
        """Write the computed columns from the content. Subtypes add theirs, then call this."""
        self.label = self.label or str(self._meta.verbose_name).capitalize()
        self.date_said = self.date_label
        body = " ".join(self.body_texts())
        self.reading_minutes = reading_minutes(f"{self.summary} {body}") if self.is_publication else 0
        topics = [
            word
            for link in self.theme_links.all().select_related("theme")
            for word in (link.theme.name, link.theme.synonyms)
        ]
        topics += [link.territory.name for link in self.territory_links.all().select_related("territory")]
        self.search_text = " ".join(filter(None, [self.summary, self.locality, body, *topics]))

    def describe_again(self):
        """Write the computed columns anew, after something that the page shows has changed elsewhere."""
        self.describe()
        self.save(update_fields=["label", "locality", "date_said", "reading_minutes", "search_text"], clean=False)

    def lacks(self):
        """Return {field: sentence} for what a reader could not do without; a draft may lack it."""
        return {}

    def body_texts(self):
        """Yield what the page says, as plain texts, in order."""
        for name in self.get_streamfield_names():
            field = self._meta.get_field(name)
            yield from (plain_text(text) for text in field.get_searchable_content(getattr(self, name)))

    def copy_to_registers(self):
        """Copy what must be found across pages into tables of its own. Pages with such content override this."""

    @property
    def is_registered(self):
        """Whether what the page says is found across pages: once it is live, and not in its aliases too."""
        return self.live and not self.alias_of_id

    @property
    def date_label(self):
        """The date, as precisely as it is known, as a reader is told."""
        return said(self.date) if self.date else ""

    @property
    def path_from_home(self):
        """The address of the page on the site, without asking which site: the home page is the root of the only one."""
        return "/" + self.url_path.split("/", 2)[2]

    @property
    def title_stems(self):
        """The title, for the search index."""
        return " ".join(stems(self.title))

    @property
    def search_stems(self):
        """All that the page says, for the search index."""
        return " ".join(stems(f"{self.title} {self.search_text}"))

    @cached_property
    def themes(self):
        """The page's themes, in the order that the editor chose; the first gives the page its colour."""
        return [link.theme for link in self._links("theme_links", "theme")]

    @cached_property
    def territories(self):
        """The page's territories, in the order that the editor chose."""
        return [link.territory for link in self._links("territory_links", "territory__parent")]

    @property
    def hue(self):
        """The ink of the page: that of its first theme."""
        return self.themes[0].hue if self.themes else "indigo"

    @property
    def licence_url(self):
        """Where the licence can be read, or an empty text."""
        return LICENCE_URLS.get(self.licence, "")

    def edit_path_for(self, user):
        """Return where `user` edits the page; types that are kept elsewhere than in the editors' side say so."""
        return reverse("wagtailadmin_pages:edit", args=[self.pk])

    @property
    def ai_help_said(self):
        """What a machine helped to do, in words: « la transcription et le résumé »; empty without any."""
        return spoken(said for key, said in HELP_SAID.items() if key in self.ai_help)

    @property
    def written_without_ai(self):
        """Whether somebody declared that no machine helped."""
        return self.ai_help == [AIHelp.NONE]

    def get_context(self, request, *args, **kwargs):
        """Add what every page's head shows."""
        return super().get_context(request, *args, **kwargs) | {"breadcrumbs": self.breadcrumbs(request)}

    def breadcrumbs(self, request):
        """Return [(title, address or None)] from the home page to this one, without asking the database.

        Sections have fixed names and addresses (see `core.addresses`), so that a page two levels
        deep knows its way home.
        """
        trail = [(_("Accueil"), "/")]
        section = SECTIONS.get(self.url_path.strip("/").split("/")[1]) if self.depth > 3 else None
        if section:
            trail.append((section.title, section.url))
        return [*trail, (self.title, None)]

    def _follow_mergers(self):
        # A draft older than the merger of a theme still names the old one, perhaps beside the new.
        links, seen = list(self.theme_links.all()), set()
        if not any(link.theme.merged_into_id for link in links):
            return
        for link in links:
            link.theme = link.theme.merged_into or link.theme
        self.theme_links = [link for link in links if not (link.theme_id in seen or seen.add(link.theme_id))]

    def _links(self, name, related):
        links = getattr(self, name).all()
        prefetched = name in getattr(self, "_prefetched_objects_cache", {})
        return links if prefetched else links.select_related(related)
