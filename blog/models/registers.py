"""What must be found across pages, copied from stories when they are published.

The StreamField is the one source; these rows are made from it in the transaction that publishes,
and vanish with it. They are keyed by page and block, so that what later hangs on a question stays
there when its wording changes.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import BasePage


class BlockRecord(models.Model):
    """A row made from one block of one page."""

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="%(class)ss")
    block_id = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["page", "position"]
        constraints = [models.UniqueConstraint(fields=["page", "block_id"], name="%(class)s_one_row_per_block")]


class AudienceQuestion(BlockRecord):
    """A question that the audience asked."""

    text = models.TextField(_("question"))
    session = models.CharField(_("séquence"), max_length=255, blank=True)

    class Meta(BlockRecord.Meta):
        verbose_name = _("question du public")
        verbose_name_plural = _("questions du public")

    def __str__(self):
        return self.text


class FigureMention(BlockRecord):
    """A page gives a figure."""

    figure = models.ForeignKey("blog.KeyFigure", on_delete=models.CASCADE, related_name="mentions")

    class Meta(BlockRecord.Meta):
        verbose_name = _("chiffre cité")
        verbose_name_plural = _("chiffres cités")

    def __str__(self):
        return str(self.figure)


class PersonMention(BlockRecord):
    """A page lets somebody speak."""

    person = models.ForeignKey("partners.Person", on_delete=models.CASCADE, related_name="mentions")
    role = models.CharField(_("fonction"), max_length=255, blank=True)

    class Meta(BlockRecord.Meta):
        verbose_name = _("personne citée")
        verbose_name_plural = _("personnes citées")

    def __str__(self):
        return str(self.person)


def replace_rows(model, page, rows):
    """Make `rows` ({block_id: fields}) the only rows of `model` for `page`, keeping those that stay."""
    model.objects.filter(page=page).exclude(block_id__in=rows.keys()).delete()
    instances = [
        model(page_id=page.pk, block_id=block_id, position=position, **fields)
        for position, (block_id, fields) in enumerate(rows.items())
    ]
    if instances:
        names = list(next(iter(rows.values())))
        model.objects.bulk_create(
            instances,
            update_conflicts=True,
            unique_fields=["page", "block_id"],
            update_fields=["position", *names],
        )
