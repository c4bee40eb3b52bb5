"""The styles of an OpenDocument text, through those they come from."""

from dataclasses import dataclass

from . import styles

FAMILIES = {"text:span": "text"}


@dataclass
class Style:
    """What a style says of words: what they are for, how they look; None where it says nothing."""

    role: str = ""
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool = False
    numbering: str = ""

    def look(self, inside):
        """Return HTML with this look."""
        if self.bold is not None:
            inside = f"<b>{inside}</b>" if self.bold else f'<span style="font-weight:normal">{inside}</span>'
        return f"<i>{inside}</i>" if self.italic else inside


class Styles:
    """All styles of a document."""

    def __init__(self, document):
        self._document = document
        self._elements, self._read, self._numbered = {}, {}, {}
        for element in document.get_styles():
            name = element.attributes.get("style:name", "")
            if element.tag == "text:list-style":
                first = element.children[:1]
                self._numbered[name] = bool(first) and first[0].tag == "text:list-level-style-number"
            elif element.tag == "style:style":
                self._elements.setdefault((element.attributes.get("style:family", ""), name), element)

    def of(self, element):
        """Return the style of an element."""
        key = FAMILIES.get(element.tag, "paragraph"), element.attributes.get("text:style-name", "")
        if key not in self._read:
            self._read[key] = self._chain(*key)
        return self._read[key]

    def _chain(self, family, name):
        style, seen = Style(role=styles.role(name)), set()
        while name and name not in seen:
            seen.add(name)
            element = self._elements.get((family, name))
            if element is None:
                style.role = style.role or styles.role(name)
                break
            self._add(style, element, name)
            name = element.attributes.get("style:parent-style-name", "")
        return style

    def _add(self, style, element, name):
        attributes = element.attributes
        level = attributes.get("style:default-outline-level", "")
        style.role = style.role or styles.role(attributes.get("style:display-name", name))
        if not style.role and level in ("1", "2", "3", "4", "5", "6"):
            style.role = f"heading {level}"
        style.numbering = style.numbering or attributes.get("style:list-style-name", "")
        for look in element.children:
            if look.tag != "style:text-properties":
                continue
            weight, slant = look.attributes.get("fo:font-weight"), look.attributes.get("fo:font-style")
            if style.bold is None and weight:
                style.bold = weight == "bold" or weight in ("600", "700", "800", "900")
            if style.italic is None and slant:
                style.italic = slant in ("italic", "oblique")
            style.hidden = style.hidden or look.attributes.get("text:display") == "none"

    def is_numbered(self, element):
        """Tell whether the items of a list have numbers."""
        name = element.attributes.get("text:style-name", "")
        if not name and (paragraph := element.get_element("descendant::text:p")) is not None:
            name = self.of(paragraph).numbering
        return self._numbered.get(name, False)

    def words_around(self):
        """Return how many words are in the headers and the footers."""
        around = self._document.styles.root.get_elements("//style:header | //style:footer")
        return sum(len(element.text_recursive.split()) for element in around)
