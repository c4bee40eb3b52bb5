"""Blocks that any page can hold."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from core.records import PhotoBlock

TEXT = _("Texte")
MEDIA = _("Images et fichiers")
INLINE_FEATURES = ["bold", "italic", "link"]


class HeadingBlock(blocks.CharBlock):
    """An intertitle, which the contents list points to."""

    class Meta:
        label = _("Intertitre")
        icon = "title"
        group = TEXT
        template = "blocks/heading.html"
        description = _("Il paraît dans le sommaire.")
        preview_value = "Comment s’y prendre ?"


class SubheadingBlock(blocks.CharBlock):
    """A heading within a part."""

    class Meta:
        label = _("Sous-titre")
        icon = "title"
        group = TEXT
        template = "blocks/subheading.html"
        description = _("À l’intérieur d’une partie. Il ne paraît pas dans le sommaire.")
        preview_value = "Ce que l’on a essayé"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        label = _("Paragraphe")
        icon = "pilcrow"
        group = TEXT
        template = "blocks/paragraph.html"
        description = _("Une idée par paragraphe, des phrases courtes.")
        preview_value = "<p>Le matin, les habitants testent ; l’après-midi, ils débattent.</p>"


class ListBlock(blocks.StructBlock):
    """A list of points or steps."""

    items = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE_FEATURES), label=_("Éléments"), help_text=_("Un point par ligne.")
    )
    ordered = blocks.BooleanBlock(
        label=_("Numérotée (des étapes)"), required=False, help_text=_("Cochez si l’ordre compte.")
    )

    class Meta:
        label = _("Liste")
        icon = "list-ul"
        group = TEXT
        template = "blocks/list.html"
        description = _("Des points, ou des étapes numérotées.")
        preview_value = {"items": ["Choisir un lieu", "Inviter les habitants", "Raconter"], "ordered": True}


class AsideBlock(blocks.StructBlock):
    """A boxed remark beside the story."""

    title = blocks.CharBlock(label=_("Titre"), required=False, help_text=_("« À retenir », « Définition »…"))
    text = blocks.RichTextBlock(label=_("Texte"), help_text=_("Quelques phrases."))

    class Meta:
        label = _("Encadré")
        icon = "info-circle"
        group = TEXT
        template = "blocks/aside.html"
        description = _("Un point à retenir, une définition, un détour.")
        preview_value = {"title": "À retenir", "text": "<p>On accompagne, on ne remplace pas.</p>"}


class PictureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = PhotoBlock(label=_("Image"), required=True, help_text=_("Le texte alternatif dit ce qu’elle montre."))
    caption = blocks.CharBlock(
        label=_("Légende"), required=False, help_text=_("Qui, où, quand : ce que l’image ne dit pas.")
    )

    class Meta:
        label = _("Image")
        icon = "image"
        group = MEDIA
        template = "blocks/picture.html"
        description = _("Une image, son texte alternatif et sa légende.")
        preview_template = "blocks/previews/picture.html"
        preview_value = {"caption": "L’atelier du matin, à la médiathèque"}


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    pictures = blocks.ListBlock(
        PictureBlock(), label=_("Images"), min_num=2, help_text=_("Les deux premières se voient d’emblée.")
    )

    class Meta:
        label = _("Galerie")
        icon = "grip"
        group = MEDIA
        template = "blocks/gallery.html"
        description = _("Deux images ou plus, chacune avec sa légende.")
        preview_template = "blocks/previews/gallery.html"
        preview_value = {"pictures": []}


class FileBlock(blocks.StructBlock):
    """A document to download, with its format and weight."""

    document = DocumentChooserBlock(label=_("Document"), help_text=_("Le plus léger possible."))
    note = blocks.CharBlock(label=_("En quelques mots"), required=False, help_text=_("Ce que le lecteur y trouvera."))

    class Meta:
        label = _("Fichier")
        icon = "doc-full"
        group = MEDIA
        template = "blocks/file.html"
        description = _("Un document à télécharger : format et poids sont annoncés.")
        preview_template = "blocks/previews/file.html"
        preview_value = {"note": "Le support présenté pendant l’atelier"}


class VideoBlock(blocks.StructBlock):
    """A video elsewhere: a link and a picture. Nothing is loaded from there before the reader goes."""

    url = blocks.URLBlock(label=_("Adresse de la vidéo"), help_text=_("La page où on la regarde."))
    title = blocks.CharBlock(label=_("Titre"), help_text=_("Ce que l’on y voit."))
    duration = blocks.CharBlock(label=_("Durée"), required=False, help_text=_("Par exemple : 12 minutes"))
    picture = PhotoBlock(
        label=_("Image"), required=False, help_text=_("Gardée ici : rien n’est demandé au site de la vidéo.")
    )

    class Meta:
        label = _("Vidéo")
        icon = "media"
        group = MEDIA
        template = "blocks/video.html"
        description = _("Un lien vers une vidéo, avec son image. Rien n’est chargé avant le clic.")
        preview_value = {
            "url": "https://video.example/w/1",
            "title": "L’atelier en images",
            "duration": "12 minutes",
        }

    class VideoValue(blocks.StructValue):
        """A video link that knows where it leads."""

        @cached_property
        def host(self):
            """The name of the site that holds the video."""
            return self.get("url", "").split("/")[2] if self.get("url", "").count("/") > 1 else ""

    def clean(self, value):
        """Accept addresses of the web alone."""
        value = super().clean(value)
        if value["url"] and not value["url"].startswith(("https://", "http://")):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("Donnez une adresse qui commence par https://"))}
            )
        return value

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.meta.value_class = self.VideoValue


class TableBlock(blocks.StructBlock):
    """A small table of plain texts, whose first row names its columns."""

    caption = blocks.CharBlock(
        label=_("Légende"), required=False, help_text=_("Ce que le tableau montre, en une phrase.")
    )
    header = blocks.ListBlock(
        blocks.CharBlock(label=_("Titre de colonne"), required=False),
        label=_("Titres des colonnes"),
        help_text=_("Un par colonne, de gauche à droite."),
    )
    rows = blocks.ListBlock(
        blocks.ListBlock(
            blocks.CharBlock(label=_("Case"), required=False),
            label=_("Ligne"),
            help_text=_("Une case par colonne, de gauche à droite."),
        ),
        label=_("Lignes"),
        help_text=_("De haut en bas."),
    )

    class Meta:
        label = _("Tableau")
        icon = "table"
        group = TEXT
        template = "blocks/table.html"
        description = _("Quelques lignes et colonnes de textes courts.")
        preview_value = {
            "caption": "Les ateliers de la journée",
            "header": ["Atelier", "Places"],
            "rows": [["Premiers pas", "12"], ["Réparer son téléphone", "8"]],
        }


COMMON_BLOCKS = [
    ("paragraph", ParagraphBlock()),
    ("list", ListBlock()),
    ("aside", AsideBlock()),
    ("table", TableBlock()),
    ("picture", PictureBlock()),
    ("gallery", GalleryBlock()),
    ("file", FileBlock()),
    ("video", VideoBlock()),
]


class PlainBody(blocks.StreamBlock):
    """What a plain page is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    list = ListBlock()
    aside = AsideBlock()
    picture = PictureBlock()
    file = FileBlock()
