"""Wagtail's content checker, which also says what `blog.checks` has to say.

The editor's panel runs its rules inside the preview: a rule that shows there must be known to both, under one name and
with one text. So there is a rule for each kind of advice (and one for each length of a sentence); the preview alone
says on which elements it fails. « Relire avant de publier » says the rest: which words, which acronym.
"""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from .checks import MOST_WORDS, advice
from .models import Publication

NAMES = {
    "summary": _("Chapô"),
    "theme": _("Thème"),
    "territory": _("Territoire"),
    "ai-help": _("Aide d’une IA"),
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

HELP = {
    "summary": _("Écrivez deux ou trois phrases : elles paraissent en tête et sur les cartes."),
    "theme": _("Choisissez au moins un thème : c’est par lui que l’on trouvera la page."),
    "territory": _("Choisissez un territoire : c’est par lui que l’on trouvera la page près de chez soi."),
    "ai-help": _("Dites si une IA a aidé à écrire, ou cochez « Aucune »."),
    "alt-missing": _("Dites ce qu’elle montre, ou cochez « image décorative »."),
    "alt-file": _("Dites ce que l’image montre."),
    "alt-caption": _("Le texte alternatif répète la légende : dites ce que l’on voit."),
    "figure-source": _("Qui le dit ? Donnez la source, ou les lecteurs liront « source non précisée »."),
    "figure-values": _("Un autre chiffre est donné ailleurs sur le même sujet : lequel est juste ?"),
    "quote-voice": _("Dites qui parle, ou choisissez « Anonyme »."),
    "quote-context": _("Dites à quel propos ces mots ont été prononcés."),
    "acronym": _("Écrivez son nom entier la première fois, avec le sigle entre parenthèses."),
    "weight": _("Plus de 250 ko : allégez ou retirez des images."),
}
"""What to do about it, for any page."""

LONGEST_COUNTED = 60
"""In words. Beyond, one rule serves: « 60 mots ou plus »."""


def rules():
    """Return {name of the rule: (what it is about, what to do)}, the same for every page."""
    said = {kind: (str(NAMES[kind]), str(text)) for kind, text in HELP.items()}
    for count in range(MOST_WORDS + 1, LONGEST_COUNTED + 1):
        words = _now("%d mots ou plus") if count == LONGEST_COUNTED else _now("%d mots")
        help_text = f"{words % count} : {_now('coupez-la en deux, une idée par phrase.')}"
        said[f"long-sentence-{count}"] = (str(NAMES["long-sentence"]), help_text)
    return said


def rule_of(item):
    """Return the name of the rule that a piece of advice falls under."""
    return f"{item.rule}-{min(item.count, LONGEST_COUNTED)}" if item.count else item.rule


class Checker(ContentCheckerItem):
    """Shows advice on the elements that it is about, beside axe's own findings. `found` is a list of Advice."""

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
        "empty-meta-description": {
            "error_name": _("Rien pour les moteurs de recherche"),
            "help_text": _("Sans description ni chapô, ils montreront un morceau de texte au hasard."),
        },
    }

    def __init__(self, found=(), in_editor=False):
        super().__init__(in_editor=in_editor)
        self.rules = rules()
        self.where = {name: [] for name in self.rules}
        for item in found:
            self.where[rule_of(item)].append(f"#{item.where.fragment}" if item.where.fragment else "h1")

    def get_axe_run_only(self, request):
        """Run Wagtail's rules, but for the one that ours says better, and ours."""
        return [rule for rule in self.axe_run_only if rule != "alt-text-quality"] + [
            f"advice-{name}" for name in self.rules
        ]

    def get_axe_custom_rules(self, request):
        """Let each rule fail on the elements that advice was given about; on none in the editor's own window."""
        return self.axe_custom_rules + [
            {
                "id": f"advice-{name}",
                "impact": "moderate",
                "selector": ", ".join(dict.fromkeys(where)) or "[data-no-such-advice]",
                "tags": ["best-practice"],
                "any": ["check-advice"],
                "enabled": True,
            }
            for name, where in self.where.items()
        ]

    def get_axe_custom_checks(self, request):
        """Name the one check that all advice shares."""
        return [*self.axe_custom_checks, {"id": "check-advice"}]

    def get_axe_messages(self, request):
        """Say each rule in its own words."""
        return self.axe_messages | {
            f"advice-{name}": {"error_name": about, "help_text": what_to_do}
            for name, (about, what_to_do) in self.rules.items()
        }


@hooks.register("construct_wagtail_userbar")
def check_what_is_told(request, items, page):
    """Check recaps and articles by our rules too, while they are being written."""
    is_preview = getattr(request, "is_preview", False)
    is_editor = request.path_info.startswith("/admin/")
    if isinstance(page, Publication) and (is_preview or is_editor):
        found = advice(page) if is_preview else ()
        items[:] = [
            Checker(found, in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
        ]
