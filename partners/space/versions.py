"""Two people on one profile: what each of them wrote, side by side."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

ROWS = {"projects": _("Projets"), "figures": _("Chiffres"), "networks": _("Réseaux")}


@dataclass
class Difference:
    """One field that two people left different: what is kept now, and what this person typed."""

    label: str
    kept: str
    typed: str


def both_texts(page, form):
    """Return the differences between the version of `page` that was kept meanwhile and what `form` holds.

    `form` is bound and valid; the draft that it started from is the version kept.
    """
    kept = page.get_latest_revision_as_object()
    found = []
    for name in form.changed_data:
        field = form.fields[name]
        now, mine = _said(field, form[name].initial), _said(field, form.cleaned_data.get(name))
        if name == "logo_file":
            now, mine = (kept.logo.title if kept.logo else ""), form.cleaned_data[name].name
        if now != mine:
            found.append(Difference(str(field.label), now, mine))
    for name, label in ROWS.items():
        if name in form.formsets and form.formsets[name].has_changed():
            rows = [one.cleaned_data for one in form.formsets[name].forms if one.has_changed() or one.instance.pk]
            mine = "\n".join(_row(row) for row in rows if row and not row.get("DELETE"))
            names = [one for one in form.formsets[name].form.base_fields if one not in ("id", "DELETE", "ORDER")]
            now = "\n".join(_row({key: getattr(row, key) for key in names}) for row in getattr(kept, name).all())
            if now != mine:
                found.append(Difference(str(label), now, mine))
    return found


def merged(post, began_with, kept_form):
    """Return `post` with what its author did not touch as it was kept meanwhile.

    `began_with` is the form of the version that the author had on the screen, bound to `post`; `kept_form` the
    form of the version kept, unbound.
    """
    data = post.copy()
    for name in kept_form.fields:
        if name not in began_with.changed_data:
            _set(data, name, kept_form[name].value())
    for name, formset in kept_form.formsets.items():
        if not began_with.formsets[name].has_changed():
            for key in [key for key in data if key.startswith(f"{formset.prefix}-")]:
                del data[key]
            for field in formset.management_form:
                _set(data, field.html_name, field.value())
            for field in (field for row in formset for field in row):
                _set(data, field.html_name, field.value())
    return data


def _set(data, name, value):
    if isinstance(value, (list, tuple)):
        data.setlist(name, [str(one) for one in value])
    elif value is False:
        data.pop(name, None)
    else:
        data[name] = "" if value is None else str(value)


def _said(field, value):
    if value is None:
        return ""
    if isinstance(value, list) and not hasattr(field, "choices"):
        return "\n".join(value)
    if hasattr(field, "choices") and not isinstance(value, str):
        values = value if isinstance(value, (list, tuple)) or hasattr(value, "model") else [value]
        keys = {str(getattr(one, "pk", one)) for one in values}
        return ", ".join(label for key, label in _flat(field.choices) if str(key) in keys)
    if hasattr(field, "choices"):
        return ", ".join(label for key, label in _flat(field.choices) if str(key) == value)
    return str(value)


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from ((inner, str(name)) for inner, name in label)
        else:
            yield str(getattr(key, "value", key)), str(label)


def _row(values):
    return ", ".join(str(value) for key, value in values.items() if value and key not in ("id", "DELETE", "ORDER"))
