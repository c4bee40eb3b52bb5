"""A page on which somebody commits to something (`promised`), and what became of it."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .commitments import NO_NEWS, Commitment, CommitmentNews
from .registers import replace_rows

ANCHOR = "et-depuis"


class Promising:
    """What a page with commitments does with them."""

    @property
    def contents(self):
        """The parts of the text, then what became of what was promised."""
        since = [(ANCHOR, _("Et depuis ?"))] if self.promised else []
        return [*super().contents, *since]

    @cached_property
    def commitments_told(self):
        """The commitments as this page says them, published or not, each with its last news. Not to be stored."""
        found = []
        for block_id, fields in self._commitments().items():
            commitment = Commitment(page=self, block_id=block_id, **fields)
            commitment.partner_is_open = commitment.partner_id in self.open_partners
            found.append(commitment)
        return found

    def copy_to_registers(self):
        """Make the rows of commitments follow the live text too."""
        super().copy_to_registers()
        replace_rows(Commitment, self, self._commitments() if self.live else {})

    def get_context(self, request, *args, **kwargs):
        """Add what was promised."""
        return super().get_context(request, *args, **kwargs) | {"commitments": self.commitments_told}

    def _partners_named_elsewhere(self):
        named = (child.value["partner"] for child in self.promised)
        return (*super()._partners_named_elsewhere(), *(partner.pk for partner in named if partner))

    def _commitments(self):
        # {block id: columns}; one query for the news, and none when nothing was promised.
        news = {}
        if self.promised and self.pk:
            for row in CommitmentNews.objects.approved().filter(page=self.pk):
                news[str(row.block_id)] = row.as_columns
        return {child.id: self._as_told(child.value) | news.get(child.id, NO_NEWS) for child in self.promised}

    def _as_told(self, value):
        return {
            "partner": value["partner"],
            "who": value["who"] or "",
            "text": value["text"] or "",
            "last_day": value.last_day,
            "due_label": value.due_label,
            "said_on": self.end_date or self.date,
            "said_precision": self.date_precision,
        }
