"""What is demo content, so that it can be taken away again, and nothing else with it."""

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import ReferenceIndex

from core.models import BasePage, Photo, Theme, User

from ..models import DemoItem


def is_loaded():
    """Tell whether the demo content is there."""
    return DemoItem.objects.exists()


def keep(instance, saved=False):
    """Save `instance`, unless it is saved, and remember that it is demo content."""
    if not saved:
        instance.save()
    DemoItem.objects.create(content_object=instance)
    return instance


class Album:
    """The drawings, each of which is stored once."""

    def __init__(self):
        self.photos = {}

    def photo(self, name, data, alt, credit=""):
        """Return the photo called `name`, made of `data` (bytes of a picture) the first time."""
        if name not in self.photos:
            self.photos[name] = keep(
                Photo(
                    title=name.capitalize(),
                    file=ContentFile(data, name=f"demo-{name.replace(' ', '-')}.png"),
                    description=alt,
                    credit=credit or "Dessin : la rédaction",
                    consent=Photo.Consent.NOBODY,
                    licence="cc-by-sa-4.0",
                )
            )
        return Photo.objects.get(pk=self.photos[name].pk)


@transaction.atomic
def wipe():
    """Remove what the demo brought and nothing else. Return the names of what stays because it serves elsewhere.

    The last that came goes first: pages before the partners and people that they name, these before themes.
    """
    kept = []
    for item in DemoItem.objects.order_by("-pk"):
        instance = item.content_object
        if instance is None:
            continue
        if isinstance(instance, BasePage):
            instance = instance.specific
        if _serves_elsewhere(instance):
            kept.append(str(instance))
        else:
            instance.delete()
    DemoItem.objects.all().delete()
    return kept


def _serves_elsewhere(instance):
    if isinstance(instance, Theme):
        return instance.page_links.exists()
    if isinstance(instance, User):
        return False
    return ReferenceIndex.get_references_to(instance).exists()
