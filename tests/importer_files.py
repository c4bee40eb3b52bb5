"""Files that an editor could bring, built from one content, so that no binary is kept here."""

import base64
import io
import zipfile

import docx
import odfdo
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

RECAP = [
    ("title", "Rencontres du Val d’Essai : le numérique à hauteur d’habitants"),
    ("text", "Mardi 3 juin, une centaine de personnes étaient à Brume-sur-Loire. On vous raconte ici !"),
    ("heading", "Peut-on choisir ses outils ?"),
    ("text", "Pour ouvrir la matinée, Inès Valdor interroge la salle à mains levées. Deux pistes ressortent :\u00a0"),
    (
        "list",
        ["outiller sans infantiliser”, c’est-à-dire former aussi les équipes ;", "ouvrir les choix aux habitants."],
    ),
    ("text", "A la médiathèque, 1 200 personnes ont été reçues l’an dernier."),
    ("heading", "Réparer, prêter, donner” avec Les Ateliers du Réemploi"),
    ("text", "Que devient un ordinateur donné ? L'association l’efface, le répare et le prête pour un an."),
    ("text", "Un grand merci au Fablab de Brume-sur-Loire pour l’accueil !"),
    ("text", "Déplacement"),
]


def recap_from(text):
    """Return a plain text with one block a line as the content that the builders take: short lines are headings."""
    content = []
    for line in filter(str.strip, text.split("\n")):
        if line.lstrip().startswith("•"):
            if content[-1][0] != "list":
                content.append(("list", []))
            content[-1][1].append(line.strip().removeprefix("•").strip())
        else:
            short = len(line) < 100 and content and line.rstrip()[-1] not in "!" and len(line) > 20
            content.append(("title" if not content else "heading" if short else "text", line.strip(" ")))
    return content


def words_of(content):
    return [word for _, text in content for word in (" ".join(text) if isinstance(text, list) else text).split()]


def as_text(content):
    return "\n\n".join("\n".join(f"  • {item}" for item in t) if k == "list" else t for k, t in content)


def as_markdown(content):
    marks = {"title": "# ", "heading": "## ", "text": ""}
    return "\n\n".join("\n".join(f"- {item}" for item in t) if k == "list" else marks[k] + t for k, t in content)


def as_html(content):
    tags = {"title": "h1", "heading": "h2", "text": "p"}
    parts = [
        "<ul>" + "".join(f"<li>{item}</li>" for item in t) + "</ul>" if k == "list" else f"<{tags[k]}>{t}</{tags[k]}>"
        for k, t in content
    ]
    return f"<!doctype html><html><head><title>x</title></head><body>{''.join(parts)}</body></html>"


def as_docx(content):
    document = docx.Document()
    for kind, text in content:
        if kind == "list":
            for item in text:
                document.add_paragraph(item, style="List Bullet")
        elif kind == "text":
            document.add_paragraph(text)
        else:
            document.add_heading(text, 0 if kind == "title" else 1)
    return saved(document)


def as_odt(content):
    document = odfdo.Document("text")
    document.body.clear()
    for kind, text in content:
        if kind == "list":
            document.body.append(odfdo.List(text))
        elif kind == "text":
            document.body.append(odfdo.Paragraph(text))
        else:
            document.body.append(odfdo.Header(1 if kind == "title" else 2, text))
    return saved(document)


def saved(document):
    """Return the bytes of a Word or OpenDocument file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xml(markup):
    """Return Word XML."""
    return parse_xml(markup.replace(">", f" {nsdecls('w')}>", 1))


def with_parts(data, parts):
    """Return an archive with some parts replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def part(data, name):
    """Return a part of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
