"""The records that a draft points to: people, figures and pictures, found again or made."""

from wagtail.permissions import policy_registry

from core.models import Photo
from core.search import fold
from partners.models import Person
from partners.recognition import Names

from ..models import KeyFigure
from .keeping import cleaned

LENGTHS = {"value": 30, "unit": 80, "subject": 250, "scope": 120, "source": 250}


class People:
    """Who the site knows, looked for by name and organisation."""

    def __init__(self, user):
        self.may_add = user is None or user.has_perm("partners.add_person")
        self._names = Names.of_partners()
        self._known = {}
        for person in Person.objects.select_related("organisation").order_by("pk"):
            self._known.setdefault(_folded(person.name), []).append(person)

    def organisation(self, words):
        """Return the primary key of the partner that `words` name, or None when it is none or several."""
        found = {match.partner for match in self._names.find(words)}
        return found.pop() if len(found) == 1 else None

    def speaker(self, value):
        """Return the SpeakerBlock value of {"name", "role", "organisation"}; a new person is recorded."""
        organisation = self.organisation(value.get("organisation") or "")
        person = self._person(value["name"], organisation)
        has_told_it = person and organisation and person.organisation_id == organisation
        return {
            "person": person,
            "free_name": "" if person else value["name"],
            "role": value.get("role") or "",
            "organisation": "" if has_told_it else value.get("organisation") or "",
        }

    def _person(self, name, organisation):
        same_name = self._known.setdefault(_folded(name), [])
        if organisation:
            near = [person for person in same_name if person.organisation_id in (organisation, None)]
            near.sort(key=lambda person: person.organisation_id is None)
        else:
            near = same_name
            if len(near) > 1:
                return None
        if not near and self.may_add and len(name) <= Person._meta.get_field("name").max_length:
            near = [Person.objects.create(name=name, organisation_id=organisation)]
            same_name += near
        return near[0] if near else None


def figure(value, user):
    """Return the key figure of `value` (a dict of its fields): the one that says the same, or a new one.

    None when it is too long for a figure, does not say of what, or `user` may not record figures: its words stay in
    the text.
    """
    fields = {name: (value.get(name) or "").strip() for name in LENGTHS}
    if len(fields["value"]) > LENGTHS["value"] or not fields["subject"]:
        return None
    if user and not user.has_perm("blog.add_keyfigure"):
        return None
    fields = {name: text[: LENGTHS[name]] for name, text in fields.items()}
    modality = value.get("modality")
    fields["modality"] = modality if modality in KeyFigure.Modality.values else KeyFigure.Modality.STATEMENT
    known = KeyFigure.objects.filter(**fields).order_by("pk").first()
    if known:
        return known
    new = KeyFigure.objects.create(**fields)
    new.save_revision(user=user)
    return new


def photo(picture, title, user):
    """Store a picture, cleaned, and return its record; None when it is damaged or `user` may not add pictures."""
    policy = policy_registry.get_by_type(Photo)
    collections = policy.collections_user_has_permission_for(user, "add") if user else None
    collection = collections.first() if collections is not None else None
    file = cleaned(picture) if user is None or collection else None
    if not file:
        return None
    new = Photo(title=title[:255], description=picture.alt[:255], uploaded_by_user=user, file=file)
    if collection:
        new.collection = collection
    new.save()
    return new


def _folded(name):
    return " ".join(fold(name).replace("-", " ").split())
