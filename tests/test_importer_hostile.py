"""A long or hostile file is refused or cleaned with a sentence that says why, within bounds."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from blog.importer.document import Refused
from blog.importer.readers import read, read_pasted
from tests import importer_files as files

ROOT = Path(__file__).parent.parent
MEMORY = 300 * 1024

READ = """
import os, re, resource, sys
sys.path[:0] = [".", "site"]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
import django
django.setup()
from blog.importer.readers import Refused, read


def peak():
    # Linux's own mark starts anew with the program; getrusage would begin with what the tests themselves hold.
    try:
        return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


for path in sys.argv[1:]:
    try:
        said = len(read(open(path, "rb").read(), path).words())
    except Refused as refused:
        said = refused
    print(said, peak(), sep="|")
"""

ALL_ELSE = "les usagers ont débattu des choix numériques dans une salle comble avec beaucoup de questions "


def a_long_recap():
    """Thirty pages with ten photos."""
    document = docx.Document()
    photo = io.BytesIO()
    Image.effect_noise((1200, 900), 80).save(photo, "JPEG")
    for page in range(30):
        document.add_heading(f"Session {page}", 1)
        for _ in range(6):
            paragraph = document.add_paragraph()
            for place in range(6):
                paragraph.add_run(ALL_ELSE).bold = bool(place % 2)
        if page < 10:
            document.add_picture(io.BytesIO(photo.getvalue()))
    return files.saved(document)


def a_bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 40_000_000)
    return file.getvalue()


COSTLY = {
    "thirty pages": (a_long_recap, ".docx", "words"),
    "a line of 1 MB": (lambda: b"mot " * 262_144, ".txt", "400 000 signes"),
    "a line as long as allowed": (lambda: b"mot " * 99_999, ".txt", "words"),
    "10,000 nested tags": (lambda: b"<div>" * 10_000 + b"x" + b"</div>" * 10_000, ".html", "imbriqués"),
    "10,000 bold tags left open": (lambda: b"<p>x</p>" + b"<b>" * 10_000 + b"x", ".html", "imbriqués"),
    "lists within lists": (lambda: b"<ul><li>x" * 5_000, ".html", "imbriqués"),
    "a tag with 100,000 attributes": (
        lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">x",
        ".html",
        "imbriqués",
    ),
    "a million signs <": (lambda: b"<p>x</p>" + b"<" * 1_000_000, ".html", "imbriqués"),
    "a bomb": (a_bomb, ".docx", "déplié"),
    "cells that span everything": (
        lambda: b"<table>" + b"<tr><td rowspan=9999 colspan=9999>a<td>b" * 19_000,
        ".html",
        "5 000",
    ),
    "brackets without end": (lambda: b"[" * 390_000, ".md", "Markdown"),
    "links without end": (lambda: b"[a](b" * 70_000, ".md", "Markdown"),
    "stars without end": (lambda: b"*a_b" * 90_000, ".md", "Markdown"),
    "quotes within quotes": (lambda: b"> " * 3_000 + b"x", ".md", "imbriqués"),
    "a list of 90,000 items": (lambda: b"- a\n" * 90_000, ".md", "Markdown"),
    "5,000 bullets on the lines of a paragraph": (lambda: b"<p>" + b"- a<br>" * 5_001, ".html", "5 000"),
}


def test_what_costs_much_is_read_or_refused_in_little_memory(tmp_path):
    paths = []
    for number, (make, extension, _) in enumerate(COSTLY.values()):
        paths.append(tmp_path / f"{number}{extension}")
        paths[-1].write_bytes(make())

    done = subprocess.run([sys.executable, "-c", READ, *paths], cwd=ROOT, capture_output=True, text=True, check=True)

    for (case, (_, _, expected)), line in zip(COSTLY.items(), done.stdout.splitlines(), strict=True):
        said, memory = line.split("|")
        assert said.isdigit() if expected == "words" else expected in said, case
        assert int(memory) <= MEMORY, case


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "vide.txt", "vide"),
        (b"  \n\t\n", "vide.txt", "Aucun texte"),
        (b"<html><body></body></html>", "vide.html", "Aucun texte"),
        (b"%PDF-1.7 ...", "récit.docx", "PDF"),
        (b"{\\rtf1 bonjour}", "récit.rtf", "RTF"),
        (b"\x89PNG\r\n\x1a\n....", "photo.txt", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "récit.doc", ".doc"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "récit.docx",
            "mot de passe",
        ),
        (b"PK\x03\x04 abc", "récit.docx", "abîmé"),
        (bytes(range(256)) * 20, "récit.txt", "pas un texte"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "récit.mht", "fichier unique"),
        (b"<?xml version='1.0'?><office:document/>", "récit.fodt", "XML"),
        (b"x" * (10 * 1024 * 1024 + 1), "récit.txt", "10 Mo"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, name, why):
    with pytest.raises(Refused, match=why):
        read(data, name)


def test_macros_are_refused_with_the_way_out():
    with pytest.raises(Refused, match=r"macros.*\.docx \(sans macro\)"):
        read(files.with_parts(files.as_docx(files.RECAP), {"word/vbaProject.bin": b"x"}), "récit.docm")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\x.xml", "c:/x"])
def test_names_that_leave_the_archive_are_refused(name):
    with pytest.raises(Refused, match="noms dangereux"):
        read(files.with_parts(files.as_docx(files.RECAP), {name: b"x"}))


@pytest.mark.parametrize("made", [files.as_docx, files.as_odt])
def test_entities_are_refused_before_any_parser_sees_them(made):
    data = made(files.RECAP)
    name = "word/document.xml" if made is files.as_docx else "content.xml"
    text = files.part(data, name)
    start = text.index(b"?>") + 2
    entity = b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>'

    for hostile in (text[:start] + entity + text[start:], (text[start:].decode()).encode("utf-16")):
        with pytest.raises(Refused, match=r"entités|abîmé"):
            read(files.with_parts(data, {name: hostile}))


def test_a_document_full_of_nested_elements_is_refused():
    nested = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    nested += b"<w:tbl><w:tr><w:tc>" * 3_000

    with pytest.raises(Refused):
        read(files.with_parts(files.as_docx(files.RECAP), {"word/document.xml": nested}))


def test_a_picture_on_another_disk_or_site_is_not_fetched():
    document = docx.Document()
    document.add_paragraph("Du texte.")
    document.add_picture(io.BytesIO(files.PNG))
    data = files.saved(document)
    relations = files.part(data, "word/_rels/document.xml.rels").decode()
    relations = relations.replace('Target="media/image1.png"', 'Target="file:///etc/hostname" TargetMode="External"')
    body = files.part(data, "word/document.xml").decode().replace("r:embed", "r:link")

    read_back = read(files.with_parts(data, {"word/_rels/document.xml.rels": relations, "word/document.xml": body}))

    assert [block.kind for block in read_back.blocks] == ["paragraph"]
    assert "restée sur son site" in read_back.warnings[0]


@pytest.mark.parametrize(
    "stated",
    ["a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "a: &a\n  - *a\n"],
)
def test_front_matter_that_repeats_itself_is_refused(stated):
    with pytest.raises(Refused, match="se répètent"):
        read(f"---\n{stated}\n---\nDu texte.\n", "récit.md")


@pytest.mark.parametrize(
    "href",
    [
        "javascript:x()",
        "JaVaScRiPt:x()",
        "java\tscript:x()",
        "&#1;javascript:x()",
        "data:text/html,x",
        "//evil.example",
        "vbscript:x",
    ],
)
def test_a_dangerous_link_leaves_only_its_words(href):
    for document in (read(f"<p>Une <a href='{href}'>suite</a>.</p>"), read(f"Une [suite](<{href}>).\n", "a.md")):
        block = document.blocks[0]
        assert "href" not in block.html
        assert "suite" in block.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=https://evil.example></iframe>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<form><button formaction=javascript:alert(1)>x</button></form>",
    ],
)
def test_nothing_that_acts_comes_through(hostile):
    document = read_pasted("", f"<p onclick=alert(1)>Du <b onmouseover=alert(1)>texte</b>.</p>{hostile}")

    shown = " ".join(block.html + block.text for block in document.blocks)

    assert document.blocks[0].html == "Du <b>texte</b>."
    assert not any(sign in shown for sign in ("alert", "<script", "<img", "onerror", "evil"))


def test_a_paste_whose_form_is_too_complicated_keeps_its_words():
    document = read_pasted("Du texte.", "<div>" * 5_000 + "Du texte.")

    assert document.words() == ["Du", "texte."]
    assert "seul le texte" in document.warnings[0]
