"""What recaps and articles have in common."""

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel

from core.fields import StreamField
from core.models import BasePage
from core.records import fetched_once
from core.templatetags.maillage import anchor

from ..blocks import walk
from ..forms import PublicationForm
from ..openness import objection_to_copying, refuse_unreviewed_help
from .citing import CitingPage, speakers
from .registers import AudienceQuestion, FigureMention, PersonMention, replace_rows

RELATED_PAGES = 3


class Publication(CitingPage):
    """A page that tells something, and whose questions, figures and people can be found elsewhere."""

    in_brief = StreamField(
        [("sentence", blocks.CharBlock(label=_("Phrase"), max_length=200, icon="pilcrow"))],
        verbose_name=_("en bref"),
        blank=True,
        max_num=5,
        help_text=_("Cinq phrases au plus, de quinze mots au plus : ce qu’il faut retenir."),
    )
    publisher = models.ForeignKey(
        "partners.PartnerPage",
        verbose_name=_("publié par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)s_published",
        help_text=_("La structure qui raconte, souvent différente de celle qui organise."),
    )
    correction = models.TextField(
        _("note de correction"),
        blank=True,
        max_length=600,
        help_text=_("Ce qui a changé depuis la publication."),
    )
    corrected_on = models.DateField(
        _("corrigé le"), null=True, blank=True, help_text=_("Le jour de la correction, annoncé en tête de page.")
    )

    is_publication = True
    base_form_class = PublicationForm
    served_with = ("publisher", "cover", "human_reviewer")

    partners_panel = MultiFieldPanel(
        [
            PageChooserPanel("publisher", "partners.PartnerPage"),
            InlinePanel("partner_links", label=_("Partenaire"), heading=_("Partenaires et leurs rôles")),
        ],
        heading=_("Qui publie, qui a fait quoi"),
    )
    publication_panel = MultiFieldPanel(
        [
            FieldPanel("licence"),
            FieldPanel("fictional"),
        ],
        heading=_("Publication"),
        classname="collapsed",
    )
    correction_panel = MultiFieldPanel(
        [FieldRowPanel([FieldPanel("corrected_on")]), FieldPanel("correction")],
        heading=_("Correction"),
        classname="collapsed",
    )

    class Meta:
        abstract = True

    @property
    def contents(self):
        """[(anchor, heading)] of the parts of the text, in order."""
        headings = []
        for child in self.body:
            heading = child.value["heading"] if child.block_type == "session" else child.value
            if child.block_type in ("session", "heading") and heading:
                headings.append((anchor(child.id), heading))
        return headings

    @property
    def open_publisher(self):
        """The partner that publishes, if anyone may read its page."""
        return self.publisher if self.publisher_id in self.open_partners else None

    def related(self):
        """Up to three visible pages that share themes, territories or partners, the closest first.

        Each has `shared_themes`, `shared_territories` and `shared_partners`, which say why it is here.
        """
        themes = [theme.pk for theme in self.themes]
        territories = [territory.pk for territory in self.territories]
        partners = [partner.pk for partner, _roles in self.cited_partners]
        near = (
            Q(theme_links__theme__in=themes)
            | Q(territory_links__territory__in=territories)
            | Q(partner_links__partner__in=partners)
        )
        return (
            BasePage.objects.visible()
            .publications()
            .exclude(pk__in=[self.pk, self.alias_of_id or self.pk])
            .filter(near)
            .annotate(
                shared_themes=Count("theme_links", filter=Q(theme_links__theme__in=themes), distinct=True),
                shared_territories=Count(
                    "territory_links", filter=Q(territory_links__territory__in=territories), distinct=True
                ),
                shared_partners=Count(
                    "partner_links__partner", filter=Q(partner_links__partner__in=partners), distinct=True
                ),
            )
            .order_by(
                (F("shared_themes") + F("shared_territories") + F("shared_partners")).desc(),
                F("date").desc(nulls_last=True),
                "-pk",
            )[:RELATED_PAGES]
        )

    def body_texts(self):
        """Yield what the page says, with the figures that it gives."""
        yield from super().body_texts()
        for figure, _block_id in self._figures():
            yield str(figure)

    def publish(self, revision, *args, **kwargs):
        """Publish, unless a machine helped to write what nobody else has read.

        Every way to publish passes here but the editing form, which says the same beside its field.
        """
        refuse_unreviewed_help(revision)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args, **kwargs):
        """Store the page; a copy made live of what nobody else has read stays a draft."""
        if objection_to_copying(self):
            self.live, self.has_unpublished_changes, self._is_kept_back = False, True, True
        if getattr(self, "_is_kept_back", False):
            # Whoever copies goes on as if it were live, and says so once the copy is stored.
            self.live_revision = self.first_published_at = self.last_published_at = None
        super().save(*args, **kwargs)

    def copy_to_registers(self):
        """Make the rows of questions, figures and people follow the live text."""
        questions = list(self._questions()) if self.is_registered else []
        figures = list(self._figures()) if self.is_registered else []
        people = list(self._people()) if self.is_registered else []
        replace_rows(AudienceQuestion, self, {key: {"text": text, "session": part} for text, part, key in questions})
        replace_rows(FigureMention, self, {key: {"figure": figure} for figure, key in figures})
        replace_rows(PersonMention, self, {key: {"person": person, "role": role} for person, role, key in people})

    def get_context(self, request, *args, **kwargs):
        """Add what stands around the text."""
        with fetched_once(self.body):
            list(self.body)
        return super().get_context(request, *args, **kwargs) | {
            "open_partners": self.open_partners,
            "contents": self.contents,
            "cited_partners": self.cited_partners,
            "related": self.related(),
            "json_ld": self.json_ld(request),
        }

    def json_ld(self, request):
        """Return the page in schema.org's words (Article)."""
        url = self.get_full_url(request)
        article = {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": self.title,
            "abstract": self.summary,
            "url": url,
            "inLanguage": "fr",
            "datePublished": self.first_published_at.isoformat() if self.first_published_at else None,
            "dateModified": self.last_published_at.isoformat() if self.last_published_at else None,
            "publisher": self._organisation_ld(self.open_publisher),
            "keywords": [theme.name for theme in self.themes],
            "spatialCoverage": [territory.name for territory in self.territories],
            "mentions": [self._organisation_ld(partner) for partner, _roles in self.cited_partners],
            "license": self.licence_url,
        }
        return {key: value for key, value in article.items() if value}

    def _partners_named_elsewhere(self):
        return (self.publisher_id,)

    def _questions(self):
        session = ""
        for child in walk(self.body):
            if child.block_type == "session":
                session = child.value["heading"]
            elif child.block_type == "audience_questions":
                for question in child.value["questions"].bound_blocks:
                    yield question.value, session, question.id

    def _figures(self):
        for child in walk(self.body):
            if child.block_type == "key_figure" and child.value:
                yield child.value, child.id

    def _people(self):
        for child in walk(self.body):
            if child.block_type == "session":
                yield from speakers(child.value)
            elif child.block_type == "quote" and child.value.named_person:
                yield child.value.named_person, "", child.id
