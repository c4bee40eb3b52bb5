"""What an editor brings is read whole, whatever its format."""

import base64
import io
import textwrap
from pathlib import Path

import docx
import odfdo
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.importer.readers import bullets, read, read_pasted
from blog.importer.readers.html import read_html
from blog.importer.readers.text import clean, read_text
from tests import importer_files as files

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "seed" / "nec-centre-val-de-loire.txt"


def kinds(document):
    return [block.kind for block in document.blocks]


def texts(document):
    return [block.text for block in document.blocks]


def items(document):
    return [[item.text for item in block.items] for block in document.blocks if block.kind == "list"]


def test_one_recap_has_the_same_words_in_every_format():
    content = files.RECAP

    for made in (files.as_text, files.as_markdown, files.as_html, files.as_docx, files.as_odt):
        data = made(content)
        document = read(data.encode() if isinstance(data, str) else data, name="recit." + made.__name__[3:])
        assert document.words() == files.words_of(content), made.__name__
        assert items(document) == [content[4][1]], made.__name__
        if made is not files.as_text:
            assert document.explicit, made.__name__
            assert [block.text for block in document.blocks if block.kind == "heading" and block.level == 2] == [
                text for kind, text in content if kind == "heading"
            ]
            assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2, 2]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
def test_the_sample_has_the_same_words_in_every_format():
    content = files.recap_from(SAMPLE.read_text())
    expected = [word for word in SAMPLE.read_text().split() if word != "•"]

    for made in (files.as_text, files.as_markdown, files.as_html, files.as_docx, files.as_odt):
        data = made(content)
        assert read(data.encode() if isinstance(data, str) else data).words() == expected, made.__name__
    assert read(SAMPLE.read_bytes(), SAMPLE.name).words() == expected


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_accents_survive_whatever_wrote_the_file(encoding):
    text = "Récit d'été à L'Haÿ-les-Roses\n\nUn hôte reçoit vingt élèves : « ça marche ! »"

    document = read(text.encode(encoding), "récit.txt")

    assert texts(document) == text.split("\n\n")


def test_a_few_bytes_of_old_windows_do_not_spoil_a_modern_file():
    data = "Un été à Orléans.".encode() + b"\n\n" + "L’équipe d’accueil.".encode("cp1252")

    assert texts(read(data)) == ["Un été à Orléans.", "L’équipe d’accueil."]


def test_what_a_mac_decomposed_is_composed_and_what_nobody_sees_is_gone():
    data = "\ufeffRe\u0301cit\u200b d’e\u0301te\u0301\u00ad \u202esecret\u202c"

    assert texts(read(data)) == ["Récit d’été secret"]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_lines_cut_to_a_width_are_joined_again(width):
    paragraphs = [text for kind, text in files.RECAP if kind != "list"]
    cut = ["\n".join(textwrap.wrap(text, width, break_on_hyphens=False)) for text in paragraphs]

    assert [text.rstrip() for text in texts(read("\n\n".join(cut)))] == [text.rstrip() for text in paragraphs]


def test_a_heading_right_above_a_cut_paragraph_stays_apart():
    paragraph = " ".join(f"mot{number} suivi d’autres mots plus ou moins longs," for number in range(12))
    text = (
        "Un titre court\n" + "\n".join(textwrap.wrap(paragraph, 72)) + "\n\n" + "\n".join(textwrap.wrap(paragraph, 72))
    )

    assert texts(read(text)) == ["Un titre court", paragraph, paragraph]


def test_one_paragraph_per_line_without_any_blank_line_stays_so():
    lines = [text for kind, text in files.RECAP if kind != "list"]

    assert [text.strip() for text in texts(read("\n".join(lines)))] == [line.strip() for line in lines]


def test_short_lines_of_notes_are_not_glued_together():
    notes = "Accueil café\nIntro par la mairie\nTour de table\nDes questions sur le wifi\nFin vers 17 h"

    assert texts(read(notes)) == notes.split("\n")


@pytest.mark.parametrize(
    "typed",
    [
        "• prêter\n• réparer\n• donner",
        "\u00a0\u00a0•\u00a0prêter\n\t•\tréparer\n  • donner",
        "- prêter\n\n- réparer\n\n- donner",
        "– prêter\n– réparer\n– donner",
        "* prêter\n* réparer\n* donner",
        "-prêter\n-réparer\n-donner",
        "\uf0b7\tprêter\n\uf0b7\tréparer\n\uf0b7\tdonner",
        "•\nprêter\n•\nréparer\n•\ndonner",
        "1. prêter\n2. réparer\n3. donner",
        "1) prêter\n2) réparer\n3) donner",
        "a) prêter\nb) réparer\nc) donner",
    ],
)
def test_bullets_and_numbers_typed_by_hand_make_a_list(typed):
    document = read(f"Trois gestes :\n\n{typed}\n\nEt voilà.")

    assert kinds(document) == ["paragraph", "list", "paragraph"]
    assert items(document) == [["prêter", "réparer", "donner"]]
    assert document.blocks[1].ordered == (typed[0] in "1a")


def test_the_indented_end_of_an_item_belongs_to_it():
    document = read("Deux pistes :\n  • ouvrir les choix\n    aux habitants ;\n  • former.\nPuis on a débattu.")

    assert items(document) == [["ouvrir les choix aux habitants ;", "former."]]
    assert texts(document)[-1] == "Puis on a débattu."


def test_a_lone_number_or_dash_in_a_sentence_is_not_a_list():
    for text in ("1. Une première étape", "2024. Une année pleine", "M. Dupont parle", "— Une voix", "3) puis 4)"):
        assert texts(read(text)) == [text]


def test_a_cut_line_that_starts_with_a_dash_goes_on():
    sentence = "Cette belle journée a réuni beaucoup de monde autour du numérique au sens – large – outils, usages"
    sentence += " et droits – sans oublier les absents, que personne n’avait pensé à inviter cette fois encore."
    cut = next(lines for width in range(60, 90) if (lines := textwrap.wrap(sentence, width))[1].startswith("– "))

    assert texts(read("\n".join(cut) + "\n\n" + "\n".join(cut))) == [sentence, sentence]


def test_a_line_drawn_across_the_text_is_left_out_and_said():
    document = read("Un titre\n========\nDu texte\n\n-----\n\nLa suite")

    assert texts(document) == ["Un titre", "Du texte", "La suite"]
    assert document.warnings == ["2 lignes de séparation (tirets, étoiles) n’ont pas été reprises."]


def _without_marker(line):
    """Return the words of a line when what `bullets` calls a marker starts it, else None."""
    line = line.strip()
    if bullets.ALONE.fullmatch(line):
        return []
    found = bullets.marker(line)
    return line[found.length :].split() if found else None


def loses_and_invents_nothing(text, words):
    """Tell whether the words are those of the text, line after line, but for markers and drawn lines."""
    places = {0}
    for line in clean(text).split("\n"):
        readings = [line.split()]
        if bullets.RULE.fullmatch(line):
            readings = [[]]
        elif (unmarked := _without_marker(line)) is not None:
            readings.append(unmarked)
        places = {p + len(reading) for p in places for reading in readings if words[p : p + len(reading)] == reading}
    return len(words) in places


@given(
    st.lists(
        st.one_of(
            st.text(max_size=150),
            st.text(alphabet="abé,. \t\u00a0-•*–12)o", max_size=100),
            st.sampled_from(
                ["- un", "• deux", "1. trois", "2. quatre", "", "•", "  suite", "-----", "o\tcinq", "— six"]
            ),
        ),
        max_size=12,
    ).map("\n".join)
)
def test_no_word_of_any_text_is_lost_or_invented(text):
    document = read_text(text)

    words = document.words()

    assert loses_and_invents_nothing(text, words), (text, words)


def test_markdown_states_its_headings_links_tables_quotes_and_notes():
    document = read(
        "# Récit\n\nUn **mot** fort, un [lien](https://exemple.fr/?a=1&b=2)[^1] et une\nsuite.\n\n## Partie\n\n"
        "| Lieu | Visites |\n|---|---|\n| Brume | 1 200 |\n\n1. un\n2. deux\n\n> Une voix.\n\n[^1]: Vu en *juin*.\n",
        "récit.md",
    )

    assert kinds(document) == ["heading", "paragraph", "heading", "table", "list", "quote", "note"]
    assert document.blocks[1].text == "Un mot fort, un lien et une suite."
    assert document.blocks[1].html == (
        'Un <b>mot</b> fort, un <a href="https://exemple.fr/?a=1&amp;b=2">lien</a> et une suite.'
    )
    assert document.blocks[3].rows == [["Lieu", "Visites"], ["Brume", "1 200"]]
    assert document.blocks[4].ordered
    assert document.blocks[6].html == "Vu en <i>juin</i>."
    assert "note" in document.warnings[0]


def test_what_is_stated_before_markdown_is_kept_apart_from_its_words():
    stated = "---\ntitre: Une journée : récit\ndate: 2024-04-09\nlieu: Brume\nthemes: [ia, données]\n---\n\nLe texte.\n"
    strict = "---\ntitle: Une journée\ndate: 2024-04-09\ntags:\n  - ia\n  - données\n---\nLe texte.\n"

    document = read(stated, "récit.md")

    assert document.meta == {
        "title": "Une journée : récit",
        "date": "2024-04-09",
        "place": "Brume",
        "tags": "ia, données",
    }
    assert read(strict, "récit.md").meta == {"title": "Une journée", "date": "2024-04-09", "tags": "ia, données"}
    assert document.words() == ["Le", "texte."]


def test_markdown_pasted_as_plain_text_or_named_txt_is_still_markdown():
    document = read_pasted("# Récit\n\nDu texte.\n\n## Partie\n\nLa suite.")

    assert kinds(document) == ["heading", "paragraph", "heading", "paragraph"]
    assert document.explicit


def test_a_page_keeps_its_text_and_says_what_it_leaves_out():
    document = read(
        "<!doctype html><title>Récit - Site</title><nav>Accueil Agenda</nav><script>x()</script><!-- à revoir -->"
        "<main><p style='display:none'>caché</p><p>Le texte &amp; sa <a href='javascript:x()'>suite</a>.</p>"
        "<img src='https://exemple.fr/a.png'><dl><dt>Fablab<dd>un atelier ouvert</dl></main><footer>Mentions</footer>"
    )

    assert texts(document)[0] == "Le texte & sa suite."
    assert document.blocks[0].html == ""
    assert items(document) == [["Fablab un atelier ouvert"]]
    assert document.meta["title"] == "Récit - Site"
    for said in ("remarque cachée", "script", "caché aux lecteurs", "3 mots", "lien", "restée sur son site"):
        assert any(said in warning for warning in document.warnings), said


def test_a_picture_in_a_page_comes_with_its_alt_text_and_its_caption():
    data = base64.b64encode(files.PNG).decode()
    document = read(
        f"<p>Avant</p><figure><img alt='La salle' src='data:image/png;base64,{data}'>"
        f"<figcaption>La salle, <i>à midi</i></figcaption></figure><p>Après</p>"
        f"<img src='data:image/svg+xml;base64,{base64.b64encode(b'<svg></svg>' * 3).decode()}'>"
    )

    picture = document.blocks[1]

    assert kinds(document) == ["paragraph", "image", "paragraph"]
    assert (picture.text, picture.html) == ("La salle, à midi", "La salle, <i>à midi</i>")
    assert (picture.picture.data, picture.picture.alt, picture.picture.name) == (files.PNG, "La salle", "image-1.png")
    assert "PNG ou JPEG" in document.warnings[0]


def test_lines_broken_within_a_paragraph_become_what_they_look_like():
    document = read_pasted(
        "",
        "<p>Trois gestes :<br>- prêter<br>- réparer</p><p>• donner</p><p>Une phrase assez longue pour être coupée ici"
        "<br>par son auteur.</p>",
    )

    assert texts(document) == ["Trois gestes :", "", "Une phrase assez longue pour être coupée ici par son auteur."]
    assert items(document) == [["prêter", "réparer", "donner"]]


def test_a_paste_from_word_keeps_its_lists():
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; "
    )
    item += "</span></span>{}<o:p></o:p></p>"

    document = read_pasted("", item.format("·", "prêter") + item.format("o", "réparer"))

    assert items(document) == [["prêter", "réparer"]]


def test_a_paste_from_google_docs_is_not_all_bold_and_its_bold_lines_are_headings():
    line = (
        "<p><span style='font-weight:700'>{}</span></p><p><span style='font-weight:400'>Du texte ordinaire.</span></p>"
    )
    html = "<b style='font-weight:normal' id='docs-internal-guid-1'>" + "".join(
        map(line.format, "Récit|Un|Deux".split("|"))
    )

    document = read_pasted("", html + "</b>")

    assert [(block.kind, block.level, block.html) for block in document.blocks[:3]] == [
        ("heading", 1, ""),
        ("paragraph", 0, ""),
        ("heading", 2, ""),
    ]
    assert document.explicit


def test_one_bold_line_is_not_a_heading():
    document = read_pasted("", "<p>Un début.</p><p><b>Attention</b></p><p>La suite.</p>")

    assert kinds(document) == ["paragraph"] * 3
    assert not document.explicit


@given(st.lists(st.tuples(st.sampled_from("p b i li td h2 blockquote dd span sup".split()), st.text(max_size=20))))
def test_no_word_of_a_page_is_lost(parts):
    wrapped = {"li": "<ul><li>{}</ul>", "td": "<table><tr><td>{}</table>", "dd": "<dl><dd>{}</dl>"}
    escaped = [(tag, text.replace("&", "&amp;").replace("<", "&lt;")) for tag, text in parts]
    html = " ".join(wrapped.get(tag, f"<{tag}>{{}}</{tag}>").replace("{}", text) for tag, text in escaped)

    found = read_html(html).words()

    letters = "".join(word for _, text in parts for word in clean(text.replace("\x00", "\ufffd")).split())
    assert _letters("".join(found)) == _letters(letters)


def _letters(text):
    return "".join(character for character in text if character.isalpha())


def a_word_document():
    document = docx.Document()
    document.add_heading("Une journée", 0)
    paragraph = document.add_paragraph("Un ")
    paragraph.add_run("mot").bold = True
    paragraph.add_run(" puis\tun autre")
    return document, paragraph


def test_a_word_document_with_french_styles_states_its_headings():
    document, _ = a_word_document()
    style = document.styles.add_style("Titre 2", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(docx.oxml.ns.qn("w:styleId"), "Titre2")
    home_made = document.styles.add_style("Intertitre maison", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    home_made.base_style = document.styles["Heading 3"]
    document.add_paragraph("Deuxième partie", style=style)
    document.add_paragraph("Du texte.")
    document.add_paragraph("Un détail", style=home_made)
    document.add_paragraph("Du texte.")

    headings = [(b.level, b.text) for b in read(files.saved(document)).blocks if b.kind == "heading"]

    assert headings == [(1, "Une journée"), (2, "Deuxième partie"), (3, "Un détail")]


def test_bold_lines_of_a_word_document_without_styles_are_its_headings():
    document = docx.Document()
    for heading in ("Ouvrir", "Réparer"):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph("Une phrase ordinaire, assez longue pour un paragraphe.")

    read_back = read(files.saved(document))

    assert kinds(read_back) == ["heading", "paragraph", "heading", "paragraph"]
    assert read_back.explicit


def test_what_a_word_document_hides_or_deletes_is_left_out_and_said():
    document, paragraph = a_word_document()
    paragraph._p.append(files.xml('<w:del w:id="1" w:author="x"><w:r><w:delText>supprimé</w:delText></w:r></w:del>'))
    paragraph._p.append(
        files.xml('<w:ins w:id="2" w:author="x"><w:r><w:t xml:space="preserve"> ajouté</w:t></w:r></w:ins>')
    )
    paragraph._p.append(files.xml("<w:r><w:rPr><w:vanish/></w:rPr><w:t>masqué</w:t></w:r>"))
    paragraph._p.append(
        files.xml('<w:fldSimple w:instr="DATE"><w:r><w:t xml:space="preserve"> 3 juin</w:t></w:r></w:fldSimple>')
    )
    document.add_comment(paragraph.runs, text="à vérifier", author="x")
    document.sections[0].footer.paragraphs[0].text = "Page de garde"

    read_back = read(files.saved(document))

    assert read_back.blocks[1].text == "Un mot puis un autre ajouté 3 juin"
    assert read_back.blocks[1].html == "Un <b>mot</b> puis un autre ajouté 3 juin"
    for said in ("commentaire", "suppression", "masqué", "pied de page (3 mots)"):
        assert any(said in warning for warning in read_back.warnings), said


def test_pictures_captions_notes_and_tables_of_a_word_document_are_read():
    document, paragraph = a_word_document()
    document.add_picture(io.BytesIO(files.PNG))
    document.inline_shapes[0]._inline.docPr.set("descr", "La salle")
    document.add_paragraph("La salle à midi", style="Caption")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Lieu", "Visites", "Brume", "1 200"], strict=True):
        cell.text = text
    paragraph._p.append(files.xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Vu en juin.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )

    read_back = read(files.with_parts(files.saved(document), {"word/footnotes.xml": notes}))

    assert kinds(read_back) == ["heading", "paragraph", "image", "table", "note"]
    assert read_back.blocks[1].text == "Un mot puis un autre"
    assert (read_back.blocks[2].text, read_back.blocks[2].picture.alt) == ("La salle à midi", "La salle")
    assert read_back.blocks[3].rows == [["Lieu", "Visites"], ["Brume", "1 200"]]
    assert read_back.blocks[4].text == "Vu en juin."


def test_notes_comments_pictures_and_lists_of_libreoffice_are_read(tmp_path):
    document = odfdo.Document("text")
    document.body.clear()
    paragraph = odfdo.Paragraph("Une salle pleine ce matin")
    document.body.append(odfdo.Header(1, "Une journée"))
    document.body.append(paragraph)
    paragraph.insert_note(after="salle", note_id="n1", citation="1", body="Vu en juin.")
    paragraph.insert_annotation(after="pleine", body="à vérifier", creator="x")
    (tmp_path / "salle.png").write_bytes(files.PNG)
    frame = odfdo.Frame.image_frame(document.add_file(str(tmp_path / "salle.png")), size=("5cm", "5cm"))
    description = odfdo.Element.from_tag("svg:desc")
    description.text = "La salle"
    frame.append(description)
    holder = odfdo.Paragraph("")
    holder.append(frame)
    document.body.append(holder)
    document.body.append(odfdo.Paragraph("- prêter"))
    document.body.append(odfdo.Paragraph("- réparer"))

    read_back = read(files.saved(document))

    assert kinds(read_back) == ["heading", "paragraph", "image", "list", "note"]
    assert texts(read_back)[1] == "Une salle pleine ce matin"
    assert (read_back.blocks[2].picture.alt, read_back.blocks[2].picture.data) == ("La salle", files.PNG)
    assert items(read_back) == [["prêter", "réparer"]]
    assert texts(read_back)[-1] == "Vu en juin."
    assert any("commentaire" in warning for warning in read_back.warnings)


def test_what_the_content_shows_wins_over_the_name():
    assert kinds(read(files.as_docx(files.RECAP), "récit.odt"))[0] == "heading"
    assert kinds(read(files.as_html(files.RECAP), "récit.txt"))[0] == "heading"
    assert texts(read("Du texte <simple>, sans plus.", "récit.html")) == ["Du texte <simple>, sans plus."]
