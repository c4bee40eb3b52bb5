"""Records that blocks point to, fetched once a page however many blocks point to them."""

from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.snippets.blocks import SnippetChooserBlock

_known = ContextVar("records already fetched for the page being read", default=None)


@contextmanager
def fetched_once():
    """Within this context, no RecordChooserBlock asks twice for the same record."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


class RecordChooserBlock(SnippetChooserBlock):
    """Chooses a record. `related` names what is fetched with it."""

    def __init__(self, target_model, related=(), **kwargs):
        self.related = related
        super().__init__(target_model, **kwargs)

    def bulk_to_python(self, values):
        """Return the records of `values` (primary keys or None), in order; None for one that is gone."""
        known = _known.get()
        records = {} if known is None else known.setdefault(self.model_class, {})
        missing = {pk for pk in values if pk is not None} - records.keys()
        if missing:
            records.update(dict.fromkeys(missing))
            records.update(self.model_class.objects.select_related(*self.related).in_bulk(missing))
        return [records.get(pk) for pk in values]
