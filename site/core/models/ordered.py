"""Rows that editors put in order by hand."""

from wagtail.models import Orderable


class Ordered(Orderable):
    """Sorted as editors left it, and always the same way when two rows share a place."""

    class Meta(Orderable.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]
