"""Model fields that behave."""

from django import forms
from django.db import models
from django.utils.text import capfirst
from wagtail.fields import StreamField as WagtailStreamField

from .web import WebAddressBox, validate_web_address


class StreamField(WagtailStreamField):
    """A StreamField whose blocks stay out of migrations.

    Blocks describe a form, not the database: written into migrations they would grow them with
    every label that changes.
    """

    def deconstruct(self):
        """Describe the field to a migration as a stream without blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class WebAddressField(models.URLField):
    """The address of a web site, for everybody to open; what it refuses is no business of the database."""

    default_validators = [validate_web_address]

    def deconstruct(self):
        """Describe the field to a migration as any address."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs

    def formfield(self, **kwargs):
        """Say in plain words what is wrong."""
        return super().formfield(**{"form_class": WebAddressBox, **kwargs})


class SeveralChoicesField(models.JSONField):
    """Some of a closed list of choices, stored as a JSON list of keys in the list's own order."""

    def __init__(self, *args, choices=(), **kwargs):
        self.options = list(choices)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        """Offer the choices as boxes to tick."""
        return forms.MultipleChoiceField(
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=self.help_text,
            choices=self.options,
            required=not self.blank,
            widget=forms.CheckboxSelectMultiple,
        )

    def pre_save(self, model_instance, add):
        """Put the keys in the list's order."""
        keys = super().pre_save(model_instance, add)
        if isinstance(keys, list):
            known = [key for key, _label in self.options if key in keys]
            keys = [*known, *(key for key in keys if key not in known)]
            setattr(model_instance, self.attname, keys)
        return keys

    def labels(self, keys):
        """Return the labels of `keys`, in the list's order."""
        return [str(label) for key, label in self.options if key in keys]
