"""What the people of the demo promised, and what became of it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from blog.following import show
from blog.models import CommitmentNews


def promised(row, partners, today):
    """Return the blocks of what was promised in `row` (a recap's file), with days counted from `today`."""
    return [("commitment", _block(one, partners, today)) for one in row.get("commitments", [])]


def tell_news(page, row, today):
    """Store the approved news of what `page` promised, and have its registers say them."""
    if not row.get("commitments"):
        return
    for child, one in zip(page.promised, row["commitments"], strict=True):
        if news := one.get("news"):
            at = timezone.make_aware(datetime.combine(today - timedelta(days=news["days_ago"]), time(10)))
            told = CommitmentNews.objects.create(
                page=page.basepage_ptr,
                block_id=child.id,
                partner=child.value["partner"] if news.get("by_partner") else None,
                promise=child.value["text"],
                state=news["state"],
                text=news["text"],
                status=CommitmentNews.Status.APPROVED,
                written_at=at,
                decided_at=at,
            )
            show(told)


def _block(one, partners, today):
    ahead = one.get("due_days_ahead")
    return {
        "partner": partners[one["partner"]] if "partner" in one else None,
        "who": one.get("who", ""),
        "text": one["text"],
        "due": today + timedelta(days=ahead) if ahead is not None else None,
        "precision": one.get("precision", "day"),
        "due_as_told": one.get("due_as_told", ""),
    }
