"""Records that pages and forms point to, fetched once however often they are pointed to."""

import copy
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

_desk = ContextVar("the records at hand, and those that may be asked for", default=None)


class Desk:
    """The records at hand, by model and primary key; the keys seen under each field name; answers already had."""

    def __init__(self):
        self.records, self.keys, self.answers = {}, {}, {}

    def expect(self, name, pk):
        """Note that `pk` was seen under the field `name`."""
        self.keys.setdefault(name, set()).add(pk)

    def bring(self, queryset, pks, names):
        """Return the records at hand of the model of `queryset`, `pks` and all those expected under `names` among them.

        A key that leads nowhere gives None.
        """
        known = self.records.setdefault(queryset.model, {})
        missing = set(pks) - known.keys()
        if missing:
            for name in names:
                missing |= self.keys.get(name, set()) - known.keys()
            known.update(dict.fromkeys(missing))
            known.update({record.pk: record for record in queryset.filter(pk__in=missing).for_choosers()})
        return known


@contextmanager
def one_desk():
    """Within this context, a record that editors choose is fetched once, together with all those chosen like it."""
    if _desk.get():
        yield
        return
    token = _desk.set(Desk())
    try:
        yield
    finally:
        _desk.reset(token)


@contextmanager
def fetched_once(stream):
    """Within this context, records that blocks of `stream` choose under one field name come in one query."""
    with one_desk():
        expect(list(stream.raw_data))
        yield


def expect(data):
    """Note the keys in `data` (nested dicts and lists, as a revision holds them)."""
    desk = _desk.get()
    for name, value in (data.items() if isinstance(data, dict) else enumerate(data)) if desk else ():
        if isinstance(value, (dict, list)):
            expect(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            desk.expect(name, value)


def expect_rows(page):
    """Note the keys that `page` and its rows, read from the tables, point to."""
    if desk := _desk.get():
        holders = [page]
        for relation in get_all_child_relations(page):
            holders += getattr(page, relation.get_accessor_name()).get_object_list()
        for holder in holders:
            for field in holder._meta.concrete_fields:
                if field.many_to_one and getattr(holder, field.attname):
                    desk.expect(field.name, getattr(holder, field.attname))


def at_hand(model, pk):
    """Return the record of `model` with the key `pk` if it was fetched already, or None."""
    desk = _desk.get()
    return desk.records.get(model, {}).get(pk) if desk else None


def expect_form(data):
    """Note the keys in `data` (a posted form), under the last word of the field's name, or the type of its block."""
    desk = _desk.get()
    for name, value in data.items() if desk and data else ():
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
            stem, _hyphen, last = name.rpartition("-")
            desk.expect(data.get(f"{stem}-type", last) if last == "value" else last, int(value))


def once(question, ask):
    """Return what the function `ask` answers to `question` (hashable), asked once until something is stored."""
    desk = _desk.get()
    if desk is None:
        return ask()
    if question not in desk.answers:
        desk.answers[question] = ask()
    return desk.answers[question]


def forget(record):
    """Take `record` off the desk, and every answer with it: what is stored has changed."""
    if desk := _desk.get():
        desk.records.get(type(record), {}).pop(record.pk, None)
        desk.answers.clear()


class ChosenQuerySet(models.QuerySet):
    """Records that editors choose. `chosen_as` are the names of the fields and blocks that point to them."""

    chosen_as = ()

    def for_choosers(self):
        """With what pages and choosers show of each record."""
        return self

    def standing(self, pks):
        """Return those of `pks` that still lead to a record."""
        with one_desk():
            known = _desk.get().bring(self, pks - {None}, self.chosen_as)
        return {pk for pk in pks if known.get(pk)}

    def get(self, *args, **kwargs):
        """Return one record; asked for by its key alone, it comes from the desk, if there is one."""
        desk = _desk.get()
        pk = self._only_key(args, kwargs) if desk else None
        if pk is None:
            return super().get(*args, **kwargs)
        record = desk.bring(self, [pk], self.chosen_as)[pk]
        if record is None:
            raise self.model.DoesNotExist
        return copy.copy(record)

    def _only_key(self, args, kwargs):
        query = self.query
        narrowed = query.where or query.is_sliced or self._prefetch_related_lookups
        # Other columns, other rows, or the row held against other writers: none of that is on the desk.
        narrowed = narrowed or query.annotations or query.values_select or query.select_for_update or self._fields
        if args or len(kwargs) != 1 or narrowed:
            return None
        (name, value), key = *kwargs.items(), self.model._meta.pk
        if name not in ("pk", key.name, key.attname):
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            return None


class FetchedOnce:
    """Makes a chooser block share what is at hand."""

    def bulk_to_python(self, values):
        """Return the records of `values` (primary keys or None), in order; None for one that is gone."""
        with one_desk():
            known = _desk.get().bring(
                self.model_class.objects.all(), [pk for pk in values if pk is not None], [self.name]
            )
        # Each block has a copy of its own: a picture carries the alternative text of its place.
        return [copy.copy(known.get(pk)) for pk in values]


class RecordChooserBlock(FetchedOnce, SnippetChooserBlock):
    """Chooses a record."""


class PhotoChooserBlock(FetchedOnce, ImageChooserBlock):
    """Chooses a picture."""


class PhotoBlock(ImageBlock):
    """A picture with the alternative text of its place."""

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        chooser = PhotoChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser
