"""A page on which somebody commits to something (`promised`), and what became of it."""

import json
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.records import expect

from ..commitment_block import CommitmentValue
from .commitments import NO_NEWS, Commitment, CommitmentNews
from .registers import replace_rows

ANCHOR = "et-depuis"


class Promising(models.Model):
    """What a page with commitments does with them."""

    # The last approved news of each commitment, by block, so that reading the page asks no other table.
    told_since = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    @property
    def contents(self):
        """The parts of the text, then what became of what was promised."""
        since = [(ANCHOR, _("Et depuis ?"))] if self.promised else []
        return [*super().contents, *since]

    @cached_property
    def commitments_told(self):
        """The commitments as this page says them, published or not, each with its last news. Not to be stored."""
        found = []
        for block_id, value in self._as_readers_know_them():
            news = NO_NEWS | self.told_since.get(block_id, {})
            news |= {name: date.fromisoformat(news[name]) for name in ("news_date",) if news[name]}
            commitment = Commitment(page=self, block_id=block_id, **self._columns(value) | news)
            commitment.partner_is_open = bool(value["partner"])
            found.append(commitment)
        return found

    @classmethod
    def from_serializable_data(cls, data, **kwargs):
        """Rebuild the page from a revision, which names these partners inside a text: ask for them with the others."""
        expect(json.loads(data.get("promised") or "[]"))
        return super().from_serializable_data(data, **kwargs)

    def with_content_json(self, content):
        """Return the page as a revision tells it: what happened since is not the revision's to tell."""
        page = super().with_content_json(content)
        if self.first_published_at:
            page.told_since = self.told_since
        return page

    def copy_to_registers(self):
        """Make the rows of commitments follow the live text too, with the news that were approved."""
        super().copy_to_registers()
        promised = self.promised if self.is_registered else []
        news = CommitmentNews.objects.last_approved(self.pk) if promised else {}
        rows = {child.id: self._columns(child.value) | NO_NEWS for child in promised}
        for block_id, one in news.items():
            if block_id in rows:
                rows[block_id] |= one.as_columns
        replace_rows(Commitment, self, rows)
        if promised:
            self.show_since(news)

    def show_since(self, news):
        """Have readers of the page see `news` ({block id: CommitmentNews}), unless they do already."""
        told = {block_id: one.as_told for block_id, one in news.items()}
        if told != self.told_since:
            self.told_since = told
            type(self).objects.filter(Q(pk=self.pk) | Q(alias_of=self.pk)).update(told_since=told)

    def get_context(self, request, *args, **kwargs):
        """Add what was promised."""
        return super().get_context(request, *args, **kwargs) | {"commitments": self.commitments_told}

    def _partners_named_elsewhere(self):
        named = (child["value"].get("partner") for child in self.promised.raw_data)
        return (*super()._partners_named_elsewhere(), *named)

    def _as_readers_know_them(self):
        # From the stored data: choosers would fetch partners one need not know of, and again those that are known.
        block = self.promised.stream_block.child_blocks["commitment"]
        for child in self.promised.raw_data:
            raw = child["value"]
            value = {
                name: field.to_python(raw.get(name)) for name, field in block.child_blocks.items() if name != "partner"
            }
            value["partner"] = self.open_partners.get(raw.get("partner"))
            yield str(child["id"]), CommitmentValue(block, value)

    def _columns(self, value):
        return {
            "partner": value["partner"],
            "who": value["who"] or "",
            "text": value["text"] or "",
            "last_day": value.last_day,
            "due_label": value.due_label,
            "said_on": self.end_date or self.date,
            "said_precision": self.date_precision,
        }
