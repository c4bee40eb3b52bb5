"""Wagtail's content checker, which also says what `blog.checks` has to say."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from .checks import advice
from .models import Publication

NAMES = {
    "summary": _("Chapô"),
    "theme": _("Thème"),
    "territory": _("Territoire"),
    "alt-missing": _("Image sans texte alternatif"),
    "alt-file": _("Nom de fichier en texte alternatif"),
    "alt-caption": _("Texte alternatif et légende"),
    "figure-source": _("Chiffre sans source"),
    "figure-values": _("Deux valeurs pour un même sujet"),
    "quote-voice": _("Citation sans voix"),
    "quote-context": _("Citation anonyme"),
    "long-sentence": _("Phrase longue"),
    "acronym": _("Sigle inconnu"),
    "weight": _("Page lourde"),
}
"""What each rule is about, as an editor says it."""


class Checker(ContentCheckerItem):
    """Shows each piece of advice on the block that it is about, beside axe's own findings."""

    class Media:
        js = ["js/checks.js"]

    axe_messages = ContentCheckerItem.axe_messages | {
        "heading-order": {
            "error_name": _("Niveau de titre sauté"),
            "help_text": _("Les titres se suivent : pas de niveau 3 sans niveau 2 au-dessus."),
        },
        "empty-heading": {
            "error_name": _("Titre vide"),
            "help_text": _("Un titre dit ce qui suit ; sinon, retirez-le."),
        },
        "alt-text-quality": {
            "error_name": _("Nom de fichier en texte alternatif"),
            "help_text": _("Dites ce que l’image montre."),
        },
        "empty-meta-description": {
            "error_name": _("Rien pour les moteurs de recherche"),
            "help_text": _("Sans description ni chapô, ils montreront un morceau de texte au hasard."),
        },
    }

    def __init__(self, page, in_editor=False):
        super().__init__(in_editor=in_editor)
        self.advice = [(f"advice-{number}", item) for number, item in enumerate(advice(page))]

    def get_axe_run_only(self, request):
        """Run Wagtail's rules, but for the one that ours says better, and one rule for each piece of advice."""
        return [rule for rule in self.axe_run_only if rule != "alt-text-quality"] + [
            rule for rule, _item in self.advice
        ]

    def get_axe_custom_rules(self, request):
        """Let each piece of advice fail on the element that it is about."""
        return self.axe_custom_rules + [
            {
                "id": rule,
                "impact": "moderate",
                "selector": f"#{item.where}" if item.where else "h1",
                "tags": ["best-practice"],
                "any": ["check-advice"],
                "enabled": True,
            }
            for rule, item in self.advice
        ]

    def get_axe_custom_checks(self, request):
        """Name the one check that all advice shares."""
        return [*self.axe_custom_checks, {"id": "check-advice"}]

    def get_axe_messages(self, request):
        """Say each piece of advice in its own words."""
        said = {rule: {"error_name": str(NAMES[item.rule]), "help_text": item.sentence} for rule, item in self.advice}
        return self.axe_messages | said


@hooks.register("construct_wagtail_userbar")
def check_what_is_told(request, items, page):
    """Check recaps and articles by our rules too, while they are being written."""
    if isinstance(page, Publication) and getattr(request, "is_preview", False):
        items[:] = [
            Checker(page, in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
        ]
