"""Two people on one profile: what each of them wrote, side by side."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from partners.models import PartnerPhoto
from partners.models.rows import picture_said

ROWS = {"photos": _("Photos"), "projects": _("Projets"), "figures": _("Chiffres"), "networks": _("Réseaux")}
NOT_SAID = ("id", "DELETE", "ORDER")


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
        if name == "logo_held":
            now, mine = picture_said(kept.logo_id), picture_said(form.held_logo and form.held_logo.pk)
        if now != mine:
            found.append(Difference(str(field.label), now, mine))
    for name, label in ROWS.items():
        now, mine = _rows_kept(kept, form.formsets[name]), _rows_typed(form.formsets[name])
        if now != mine:
            found.append(Difference(str(label), now, mine))
    return found


def merged(post, began_with, kept_form, before):
    """Return `post` with what its author did not touch as it was kept meanwhile.

    `began_with` is the form of the version that the author had on the screen, bound to `post`, and `before` that
    version itself; `kept_form` is the form of the version kept, unbound.
    """
    data = post.copy()
    for name in kept_form.fields:
        if name not in began_with.changed_data:
            _set(data, name, kept_form[name].value())
    for name, formset in kept_form.formsets.items():
        if _rows_typed(began_with.formsets[name]) == _rows_kept(before, formset):
            for key in [key for key in data if key.startswith(f"{formset.prefix}-")]:
                del data[key]
            _set_rows(data, formset)
    return data


def as_typed(form):
    """Return what a browser would post of `form`, unbound, when nobody touched it."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        _set(data, name, form[name].value())
    for formset in form.formsets.values():
        _set_rows(data, formset)
    return data


def _set_rows(data, formset):
    for field in (*formset.management_form, *(field for row in formset for field in row)):
        _set(data, field.html_name, field.value())


def _set(data, name, value):
    if isinstance(value, (list, tuple)):
        data.setlist(name, [str(one) for one in value])
    elif value is False:
        data.pop(name, None)
    else:
        data[name] = "" if value is None else str(value)


def _said(field, value):
    if value is None or value is False:
        return ""
    if value is True:
        return str(_("oui"))
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


def _rows_kept(page, formset):
    """Return the rows of `page` that `formset` is about, one a line."""
    names = [name for name in formset.form.base_fields if name not in NOT_SAID]
    rows = getattr(page, formset.rel_name).all()
    return "\n".join(_row(row, {name: getattr(row, name, None) for name in names}) for row in rows)


def _rows_typed(formset):
    """Return the rows as `formset`, bound and validated, says them."""
    formset.is_valid()
    rows = [form for form in formset.forms if form not in formset.extra_forms or form.has_changed()]
    rows = [form for form in rows if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    return "\n".join(_row(form.instance, form.cleaned_data) for form in rows)


def _row(row, values):
    if isinstance(row, PartnerPhoto):
        return row.said
    return ", ".join(str(value) for name, value in values.items() if value and name not in NOT_SAID)
