"""Word's own XML made simpler, so that no word of it is lost on its way through mammoth."""

from lxml import etree

from . import styles as roles
from .archive import damaged

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"

IDENTIFIERS = {"caption": "Caption", "quote": "Quote", "contents": "Contents", "bullet": "Bullet", "number": "Number"}
"""The name under which the style map below knows a role."""

STYLE_MAP = """
p.Caption => p.caption:fresh
p.Quote => blockquote:fresh > p:fresh
p.Contents => nav:fresh > p:fresh
p.Bullet => ul > li:fresh
p.Number => ol > li:fresh
r[style-name='Emphasis'] => em
"""
LOOKS = {W + name for name in ("rStyle", "b", "i", "vertAlign")}
GONE = [
    W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd")
]
TRANSPARENT = [W + name for name in ("fldSimple", "dir", "bdo", "ruby", "rubyBase", "customXml")]


def parse(data):
    """Return the root of a part; nothing is fetched and no entity is replaced."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data.replace(STRICT, W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error


class Styles:
    """What each paragraph style of a document stands for, through the styles it is based on."""

    def __init__(self, data):
        self._styles = {}
        if data:
            for style in parse(data).iterfind(W + "style"):
                if style.get(W + "type") == "paragraph":
                    self._styles.setdefault(style.get(W + "styleId", ""), style)

    def _chain(self, identifier):
        seen = set()
        while (style := self._styles.get(identifier)) is not None and identifier not in seen:
            seen.add(identifier)
            yield style
            based_on = style.find(W + "basedOn")
            identifier = based_on.get(W + "val") if based_on is not None else None

    def role(self, identifier):
        """Return the name that the style map knows, or nothing."""
        names = [
            style.find(W + "name").get(W + "val", "")
            for style in self._chain(identifier)
            if style.find(W + "name") is not None
        ]
        for name in names or [identifier]:
            if role := roles.role(name):
                return role.replace("heading ", "Heading") if role.startswith("heading") else IDENTIFIERS[role]
        for style in self._chain(identifier):
            if level := outline(style.find(W + "pPr")):
                return level
        return ""

    def numbering(self, identifier):
        """Return the numbering that a style gives, or None."""
        return next(
            (found for style in self._chain(identifier) if (found := style.find(f"{W}pPr/{W}numPr")) is not None), None
        )

    def is_bold(self, identifier):
        """Tell whether a style makes its words bold."""
        return any(
            _is_on(bold) for style in self._chain(identifier) if (bold := style.find(f"{W}rPr/{W}b")) is not None
        )


def outline(properties):
    """Return the heading that an outline level makes of a paragraph, or nothing."""
    level = properties.find(W + "outlineLvl") if properties is not None else None
    value = level.get(W + "val", "") if level is not None else ""
    return f"Heading{int(value) + 1}" if value in "012345" and value else ""


def _is_on(element):
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")


def simplify(root, styles):
    """Make a part simpler in place; return how many passages were hidden and how many deleted."""
    hidden = _drop_hidden(root)
    gone = root.iter(W + "del", W + "moveFrom")
    deleted = sum(1 for element in gone if _has(element, W + "delText", W + "t"))
    for element in list(root.iter(*GONE)):
        _unlink(element)
    for element in root.iter(*TRANSPARENT):
        element.tag = W + "smartTag"
    for element in root.iter(W + "cr", W + "br"):
        element.tag = W + "br"
        element.attrib.clear()
    for element in root.iter(W + "ptab"):
        element.tag = W + "tab"
    for formula in list(root.iter(M + "oMath")):
        _unfold(formula)
    for choice in list(root.iter(MC + "AlternateContent")):
        _choose(choice)
    for box in list(root.iter(W + "txbxContent")):
        _open_box(box)
    for paragraph in root.iter(W + "p"):
        _name_role(paragraph, styles)
        _join_runs(paragraph)
    return hidden, deleted


def _has(element, *tags):
    return next(element.iter(*tags), None) is not None


def _drop_hidden(root):
    hidden = [run for run in root.iter(W + "r") if _is_on(run.find(f"{W}rPr/{W}vanish")) and _has(run, W + "t")]
    for run in hidden:
        _unlink(run)
    return len(hidden)


def _unlink(element):
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unfold(formula):
    """Turn a formula into the words it shows."""
    run = etree.Element(W + "r")
    text = etree.SubElement(run, W + "t")
    text.text = " ".join(part.text or "" for part in formula.iter(M + "t"))
    formula.getparent().replace(formula, run)


def _choose(choice):
    """Leave of a content written twice the one that mammoth reads."""
    fallback = choice.find(MC + "Fallback")
    if fallback is None or not len(fallback):
        fallback = choice.find(MC + "Choice")
    parent = choice.getparent()
    if fallback is None or parent is None:
        return
    place = parent.index(choice)
    parent.remove(choice)
    for offset, child in enumerate(list(fallback)):
        parent.insert(place + offset, child)


def _open_box(box):
    """Turn a text box of today into one of yesterday, which mammoth reads."""
    drawing = next(box.iterancestors(W + "drawing", W + "pict"), None)
    if drawing is None or drawing.tag != W + "drawing" or drawing.getparent() is None:
        return
    picture = etree.Element(W + "pict")
    etree.SubElement(etree.SubElement(picture, V + "shape"), V + "textbox").append(box)
    drawing.addnext(picture)


def _name_role(paragraph, styles):
    """Give a paragraph the role that its style stands for, and what else the style gives."""
    properties = paragraph.find(W + "pPr")
    style = properties.find(W + "pStyle") if properties is not None else None
    identifier = style.get(W + "val", "") if style is not None else ""
    role = outline(properties) or (styles.role(identifier) if identifier else "")
    if not role.startswith("Heading") and identifier and properties.find(W + "numPr") is None:
        numbering = styles.numbering(identifier)
        if numbering is not None:
            properties.append(etree.fromstring(etree.tostring(numbering)))
    if properties is not None and properties.find(W + "numPr") is not None and role in ("Bullet", "Number"):
        role = ""
    if style is not None:
        style.set(W + "val", role or "Normal")
    elif role:
        etree.SubElement(properties, W + "pStyle").set(W + "val", role)
    if identifier and not role and styles.is_bold(identifier):
        for run in paragraph.iter(W + "r"):
            look = run.find(W + "rPr")
            if look is None:
                look = etree.Element(W + "rPr")
                run.insert(0, look)
            if look.find(W + "b") is None:
                etree.SubElement(look, W + "b")


def _join_runs(paragraph):
    """Join the runs of one look: Word cuts a sentence into a dozen each time it is touched."""
    previous, look_before = None, b""
    for run in list(paragraph.iterchildren()):
        if run.tag != W + "r" or any(child.tag not in (W + "t", W + "rPr") for child in run):
            previous = None
            continue
        look = _look(run)
        if previous is not None and look == look_before:
            text = previous.find(W + "t")
            text.text = (text.text or "") + "".join(part.text or "" for part in run.iter(W + "t"))
            paragraph.remove(run)
        elif run.find(W + "t") is not None:
            previous, look_before = run, look
            texts = run.findall(W + "t")
            texts[0].text = "".join(part.text or "" for part in texts)
            for text in texts[1:]:
                run.remove(text)


def _look(run):
    """Leave of the look of a run what is kept of it; return it as bytes to compare."""
    properties = run.find(W + "rPr")
    if properties is None:
        return b""
    for child in list(properties):
        if child.tag not in LOOKS:
            properties.remove(child)
    if not len(properties):
        run.remove(properties)
        return b""
    return etree.tostring(properties)


def character_styles(data):
    """Return the part of styles with those of characters and lists only: paragraphs have their roles by now."""
    root = parse(data)
    for child in list(root):
        if child.tag != W + "style" or child.get(W + "type") not in ("character", "numbering"):
            root.remove(child)
    return etree.tostring(root, encoding="utf-8")
