"""Pictures and documents."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

from core.licences import Licence
from core.records import ChosenQuerySet


class PhotoQuerySet(ChosenQuerySet, ImageQuerySet):
    """Questions about pictures."""

    chosen_as = ("image", "picture", "cover", "logo")


class Photo(AbstractImage):
    """A picture, with who made it, under which licence, and whether the people on it agreed."""

    class Consent(models.TextChoices):
        """What the people who can be recognised on a picture said."""

        NOBODY = "nobody", _("Personne n’est reconnaissable")
        GIVEN = "given", _("Les personnes ont donné leur accord")
        UNKNOWN = "unknown", _("Accord à demander")

    credit = models.CharField(
        _("crédit"), max_length=255, blank=True, help_text=_("Qui a pris la photo ou fait le dessin.")
    )
    licence = models.CharField(
        _("licence"),
        max_length=30,
        choices=Licence,
        default=Licence.ALL_RIGHTS_RESERVED,
        help_text=_("Ce que les autres ont le droit de faire de l’image."),
    )
    consent = models.CharField(
        _("accord des personnes"),
        max_length=10,
        choices=Consent,
        default=Consent.UNKNOWN,
        help_text=_("On ne publie pas une personne reconnaissable sans son accord."),
    )

    objects = PhotoQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "consent",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self):
        """What the picture shows, as its alternative text; never its title, which is often the name of a file."""
        return self.description


class Rendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class Document(AbstractDocument):
    """A file to download."""

    # Wagtail's own document model stands beside this one: the ways back must differ.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("déposé par"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="uploaded_documents",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True
    tags = TaggableManager(verbose_name=_("étiquettes"), help_text=None, blank=True, related_name="tagged_documents")

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
