# ruff: noqa: E501
"""The quirks of files that Word and LibreOffice write, beyond what libraries write for tests."""

import re

from blog.importer.readers import read
from tests import importer_files as files

NAMESPACES = """xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""

WORD = """<w:body>
<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>Sommaire 1</w:t></w:r>
</w:p>
<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Un titre direct</w:t></w:r>
</w:p>
<w:p><w:r><w:t>Avant</w:t></w:r>
<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Encadré moderne</w:t></w:r>
</w:p>
</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Encadré ancien</w:t></w:r>
</w:p>
</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>
<w:r><w:t xml:space="preserve"> après</w:t></w:r>
</w:p>
<w:p><w:r><w:t>Avant2</w:t></w:r>
<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Encadré seul</w:t></w:r>
</w:p>
</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>
</w:p>
<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:r><w:t> formule</w:t><w:cr/><w:t>Ligne</w:t><w:br w:type="page"/><w:t>Page</w:t></w:r>
</w:p>
<w:p><w:moveFrom w:id="1" w:author="x"><w:r><w:t>ancien</w:t></w:r>
</w:moveFrom><w:r><w:t>1</w:t></w:r>
<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>er</w:t></w:r>
<w:r><w:t xml:space="preserve"> mai </w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText> HYPERLINK "https://ex.fr/" </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:rPr><w:b/></w:rPr><w:t>lien</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:t> reste</w:t></w:r>
</w:p>
<w:p><w:r><w:endnoteReference w:id="3"/></w:r>
<w:r><w:t>Fin</w:t></w:r>
</w:p>
<w:sectPr/></w:body>"""

ENDNOTES = """<w:endnote w:id="3"><w:p><w:r><w:t>Note de fin.</w:t></w:r></w:p>
<w:p><w:r><w:t>Suite.</w:t></w:r></w:p></w:endnote>"""

STYLES = """<office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style></office:automatic-styles>"""

LIBREOFFICE = """<office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info/><text:p>effacé</text:p>
</text:deletion></text:changed-region></text:tracked-changes>
<text:table-of-content><text:index-body><text:p>Sommaire 1</text:p>
</text:index-body></text:table-of-content>
<text:p text:style-name="P2">Le titre</text:p>
<text:p>Un <text:span text:style-name="T1">mot</text:span><text:s/>et<text:tab/>un<text:span text:style-name="T2">caché</text:span> autre<text:line-break/>Ligne <text:change text:change-id="c1"/><text:a xlink:href="https://ex.fr/">lien</text:a>.</text:p>
<text:list text:style-name="L1"><text:list-item><text:h text:outline-level="2">Partie numérotée</text:h></text:list-item></text:list>
<text:list text:style-name="L1"><text:list-item><text:p>un</text:p>
</text:list-item><text:list-item><text:p>deux</text:p>
</text:list-item></text:list>
<text:p><draw:frame><draw:text-box><text:p text:style-name="Illustration"><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:title>Salle</svg:title></draw:frame>Illustration <text:sequence>1</text:sequence>: la salle</text:p>
</draw:text-box></draw:frame>
</text:p>
<text:p text:style-name="Quotations">Une citation</text:p>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>A</text:p>
</table:table-cell><table:covered-table-cell/></table:table-row>
</table:table-header-rows><table:table-row><table:table-cell><text:p>1</text:p>
</table:table-cell><table:table-cell><text:p>2</text:p>
</table:table-cell></table:table-row>
</table:table>
<text:section text:display="none"><text:p>section cachée</text:p>
</text:section>
</office:text></office:body>"""


def shown(document):
    return [(block.kind, block.text) for block in document.blocks]


def test_word_s_boxes_fields_formulas_and_moves_lose_nothing():
    body = f"<w:document {NAMESPACES}>{WORD}</w:document>"
    notes = f"<w:endnotes {NAMESPACES}>{ENDNOTES}</w:endnotes>"
    data = files.with_parts(files.as_docx(files.RECAP), {"word/document.xml": body, "word/endnotes.xml": notes})

    document = read(data)

    assert shown(document) == [
        ("heading", "Un titre direct"),
        ("paragraph", "Avant après"),
        ("paragraph", "Encadré ancien"),
        ("paragraph", "Avant2"),
        ("paragraph", "Encadré seul"),
        ("paragraph", "x=1 formule"),
        ("paragraph", "Ligne"),
        ("paragraph", "Page"),
        ("paragraph", "1er mai lien reste"),
        ("paragraph", "Fin"),
        ("note", "Note de fin. Suite."),
    ]
    assert document.blocks[8].html == '1er mai <a href="https://ex.fr/"><b>lien</b></a> reste'
    assert "sommaire" in " ".join(document.warnings)
    assert "suppression" in document.warnings[0]


def test_libreoffice_s_numbered_headings_captions_and_hidden_passages_are_told_apart():
    base = files.as_odt(files.RECAP)
    head = files.part(base, "content.xml").decode().split("<office:body>")[0]
    head = re.sub(
        r"<office:automatic-styles/>|<office:automatic-styles>.*?</office:automatic-styles>", "", head, flags=re.S
    )
    content = f"{head}{STYLES}{LIBREOFFICE}</office:document-content>"

    document = read(files.with_parts(base, {"content.xml": content, "Pictures/a.png": files.PNG}))

    assert shown(document) == [
        ("heading", "Le titre"),
        ("paragraph", "Un mot et un autre"),
        ("paragraph", "Ligne lien."),
        ("heading", "Partie numérotée"),
        ("list", ""),
        ("image", "Illustration 1: la salle"),
        ("quote", "Une citation"),
        ("table", ""),
    ]
    assert (document.blocks[4].ordered, document.blocks[4].words()) == (True, ["un", "deux"])
    assert document.blocks[5].picture.alt == "Salle"
    assert document.blocks[7].rows == [["A", ""], ["1", "2"]]
    for said in ("suppression", "2 passages", "sommaire"):
        assert said in " ".join(document.warnings)
