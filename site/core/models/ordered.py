"""Rows that editors put in order by hand."""

from wagtail.models import Orderable

from core.records import ChosenQuerySet, at_hand, forget


class OrderedQuerySet(ChosenQuerySet):
    """Questions about rows."""

    chosen_as = ("id",)


class Ordered(Orderable):
    """Sorted as editors left it, and always the same way when two rows share a place."""

    objects = OrderedQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]

    def save(self, *args, **kwargs):
        """Store the row, unless it was just read and is stored like that already."""
        stored = at_hand(type(self), self.pk)
        names = [field.attname for field in self._meta.concrete_fields]
        if stored and all(getattr(stored, name) == getattr(self, name) for name in names):
            return
        super().save(*args, **kwargs)
        forget(self)

    def clean_fields(self, exclude=None):
        """Check the row; a record that it was just given exists, and is not looked for again."""
        given = {field.name for field in self._meta.concrete_fields if field.many_to_one and field.is_cached(self)}
        super().clean_fields(exclude=given | set(exclude or ()))
