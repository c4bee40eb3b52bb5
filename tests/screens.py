"""What the editor's screen sends back: forms as a browser would post them, filled from a page."""

from django.urls import reverse
from wagtail import blocks
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.images.blocks import ImageBlock
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

FIELDS = (
    "title slug summary category date end_date date_precision date_as_told event_title series place venue audience "
    "thanks publisher cover licence correction corrected_on seo_title search_description kind author online fictional"
).split()


def form_of(page, **changes):
    """Return what the screen of `page` would post, with `changes` (field: value)."""
    data = {}
    for name in FIELDS:
        if hasattr(page, name):
            value = getattr(page, name)
            if value is None or value is False:
                continue
            data[name] = "on" if value is True else getattr(value, "pk", value)
    for name in page.get_streamfield_names():
        data[name] = _block(page._meta.get_field(name).stream_block, getattr(page, name))
    for relation, fields in (
        ("theme_links", ["theme"]),
        ("territory_links", ["territory"]),
        ("partner_links", ["partner", "role"]),
    ):
        rows = [
            {"id": link.pk or "", **{field: getattr(link, f"{field}_id", None) or link.role for field in fields}}
            for link in getattr(page, relation).all()
        ]
        data[relation] = inline_formset(rows, initial=len([row for row in rows if row["id"]]))
    data["comments"] = inline_formset([])
    return nested_form_data(data | changes)


def _block(block, value):
    """Return the form data of `value`, a value of `block`."""
    if isinstance(block, blocks.StreamBlock):
        rows = [(child.block_type, _block(child.block, child.value)) for child in value]
        return _with_ids(streamfield(rows), value)
    if isinstance(block, blocks.ListBlock):
        rows = {
            str(i): {"value": _block(block.child_block, child.value), "order": str(i), "deleted": "", "id": child.id}
            for i, child in enumerate(value.bound_blocks)
        }
        return rows | {"count": str(len(rows))}
    if isinstance(block, ImageBlock):
        image = {
            "image": getattr(value, "pk", ""),
            "alt_text": getattr(value, "contextual_alt_text", ""),
        }
        return image | ({"decorative": "on"} if getattr(value, "decorative", False) else {})
    if isinstance(block, blocks.StructBlock):
        return {name: _block(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.RichTextBlock):
        return get_rich_text_editor_widget("default", features=block.features).format_value(value.source)
    if isinstance(block, blocks.BooleanBlock):
        return "on" if value else ""
    return getattr(value, "pk", value) if value is not None else ""


def _with_ids(data, stream):
    for index, child in enumerate(stream):
        data[str(index)]["id"] = child.id or ""
    return data


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class Screen:
    """The editor's screen of `page`, open in front of `client`: what it holds was read before, as in a browser."""

    def __init__(self, client, page):
        self.client, self.page, self.url = client, page, edit_url(page)
        self.held = form_of(page.get_latest_revision_as_object())
        self.revision = {}

    def open(self):
        """Ask for the screen."""
        response = self.client.get(self.url)
        assert response.status_code == 200
        return response

    def save(self, **changes):
        """Press « Enregistrer »."""
        response = self.client.post(self.url, self.held | changes)
        assert response.status_code == 302, response.context and response.context["form"].errors
        return response

    def autosave(self, **changes):
        """Let the screen save itself, as it does while one writes: over its own last revision."""
        data = self.held | self.revision | changes
        response = self.client.post(self.url, data, headers={"accept": "application/json"})
        assert response.status_code == 200, response.content
        self.revision = {"overwrite_revision_id": response.json()["revision_id"]}
        return response.json()

    def preview(self, **changes):
        """Look at what is being written; return the page as the panel shows it."""
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[self.page.pk])
        posted = self.client.post(url, self.held | changes)
        assert posted.json()["is_valid"], posted.content
        response = self.client.get(f"{url}?mode=&in_preview_panel=true")
        assert response.status_code == 200
        return response
