"""Records that blocks point to, fetched once a page however many blocks point to them."""

import copy
from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

_page = ContextVar("the records and the keys of the page being read", default=None)


@contextmanager
def fetched_once(stream):
    """Within this context, records that blocks of `stream` choose under one field name come in one query."""
    keys = {}
    _collect(list(stream.raw_data), keys)
    token = _page.set(({}, keys))
    try:
        yield
    finally:
        _page.reset(token)


def _collect(raw, keys):
    for name, value in raw.items() if isinstance(raw, dict) else enumerate(raw):
        if isinstance(value, (dict, list)):
            _collect(value, keys)
        elif isinstance(value, int) and not isinstance(value, bool):
            keys.setdefault(name, set()).add(value)


class FetchedOnce:
    """Makes a chooser block share what the page has already fetched. `related` names what comes with it."""

    related = ()

    def bulk_to_python(self, values):
        """Return the records of `values` (primary keys or None), in order; None for one that is gone."""
        known, keys = _page.get() or ({}, {})
        records = known.setdefault(self.model_class, {})
        missing = {pk for pk in values if pk is not None} - records.keys()
        if missing:
            missing |= keys.get(self.name, set()) - records.keys()
            records.update(dict.fromkeys(missing))
            records.update(self.model_class.objects.select_related(*self.related).in_bulk(missing))
        # Each block has a copy of its own: a picture carries the alternative text of its place.
        return [copy.copy(records.get(pk)) for pk in values]


class RecordChooserBlock(FetchedOnce, SnippetChooserBlock):
    """Chooses a record."""

    def __init__(self, target_model, related=(), **kwargs):
        self.related = related
        super().__init__(target_model, **kwargs)


class PhotoChooserBlock(FetchedOnce, ImageChooserBlock):
    """Chooses a picture."""


class PhotoBlock(ImageBlock):
    """A picture with the alternative text of its place."""

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        chooser = PhotoChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser
