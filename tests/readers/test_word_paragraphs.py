"""What is read of a Word document's paragraphs."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.errors import InputError
from outreachlint.readers.word_paragraphs import Paragraph, main_part, read_paragraphs
from tests.readers.word_files import DOCUMENT, RELS, W, archive, document, paragraph, run


def read(data: bytes) -> list[Paragraph]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return read_paragraphs("x.docx", opened, main_part("x.docx", opened))


def text_of(*inside: str) -> str:
    (found,) = read(document(paragraph(*inside)))
    return found.text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>Hi</w:t></w:r><w:r><w:t> Ann</w:t></w:r>", "Hi Ann"),
        ("<w:r><w:t>Hi</w:t><w:tab/><w:t>Ann</w:t><w:br/><w:t>so</w:t></w:r>", "Hi\tAnn\nso"),
        ('<w:r><w:t>Hi</w:t><w:br w:type="page"/><w:t>Ann</w:t><w:cr/><w:t>a</w:t><w:noBreakHyphen/></w:r>', "HiAnn\na\u2011"),
        ("<w:r><w:t>a &amp; b &lt;c&gt;</w:t></w:r>", "a & b <c>"),
        ("<w:r><w:t>two\nlines</w:t></w:r>", "two lines"),
        ('<w:hyperlink><w:r><w:t>our table</w:t></w:r></w:hyperlink>', "our table"),
        ("<w:sdt><w:sdtContent><w:r><w:t>Hi</w:t></w:r></w:sdtContent></w:sdt>", "Hi"),
        ('<w:r><w:instrText> MERGEFIELD Name </w:instrText></w:r><w:r><w:t>«Name»</w:t></w:r>', "«Name»"),
        ('<w:fldSimple><w:r><w:t>«Name»</w:t></w:r></w:fldSimple>', "«Name»"),
        ('<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>', "new"),
        ("<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>new</w:t></w:r></w:moveTo>", "new"),
        (run("Hi") + run(" hidden", "<w:vanish/>") + run(" Ann", '<w:vanish w:val="0"/>'), "Hi Ann"),
        ('<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Hi</w:t></w:r>', "Hi"),
        ("<w:r><w:t/><w:t>Hi</w:t></w:r>", "Hi"),
        ('<w:commentRangeStart w:id="1"/><w:r><w:t>Hi</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r>', "Hi"),
    ],
)  # fmt: skip
def test_the_text_is_what_a_reader_sees(inside: str, text: str) -> None:
    assert text_of(inside) == text


def test_text_boxes_are_left_out() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        "<w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text_of(run("Hi"), box, run(" Ann")) == "Hi Ann"


def test_headings_go_by_their_style_or_outline_level() -> None:
    found = read(
        document(
            paragraph("T", style="Titel"),
            paragraph("H", style="berschrift1"),
            paragraph("O", style="Own"),
            paragraph("L", properties='<w:outlineLvl w:val="1"/>'),
            paragraph("", style="berschrift1"),
            paragraph("C", style="Verzeichnis1"),
            paragraph("A", style="A"),
            paragraph("N", properties="<w:tabs><w:tab/></w:tabs><w:rPr><w:vanish/></w:rPr>"),
        )
    )
    assert [(each.text, each.level) for each in found] == [
        ("T", 1), ("H", 2), ("O", 2), ("L", 3), ("", 0), ("", 0), ("A", 0), ("N", 0),
    ]  # fmt: skip
    assert [each.number for each in found] == list(range(1, 9))


def test_a_paragraph_is_bold_where_all_of_its_text_is() -> None:
    found = read(
        document(paragraph(run("a", "<w:b/>"), run(" "), run("b", "<w:b/>")), paragraph(run("a", "<w:b/>"), "b"))
    )
    assert [each.bold for each in found] == [True, False]


def test_cells_are_told_apart() -> None:
    cell = "<w:tc>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(paragraph('c'))}</w:tr></w:tbl>"
    rows = f"<w:tr>{cell.format(paragraph('a'))}{cell.format(paragraph('b') + inner + paragraph('d'))}</w:tr>"
    found = read(document("out", f"<w:tbl>{rows}</w:tbl>", "out"))
    numbers = [(each.text, each.cell.number if each.cell else 0, each.cell.row if each.cell else 0) for each in found]
    assert numbers == [("out", 0, 0), ("a", 1, 1), ("b", 2, 1), ("c", 3, 2), ("d", 2, 1), ("out", 0, 0)]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8)))
def test_each_run_knows_its_bytes(texts: list[str]) -> None:
    data = document(paragraph(*(run(text) for text in texts)))
    (found,) = read(data)
    assert found.text == "".join(texts)
    xml = zipfile.ZipFile(io.BytesIO(data)).read(DOCUMENT)
    for each in found.runs:
        written = xml[each.start : each.end].decode()
        text = found.text[each.at : each.at + each.length]
        assert written == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"a.txt": "x"}, "there is no Word document in the file"),
        ({"_rels/.rels": RELS, DOCUMENT: "<a/>"}, "there is no Word document in the file"),
        ({"_rels/.rels": RELS, DOCUMENT: f"<w:document {W}><w:body>"}, "the document is damaged: no element found"),
        ({"_rels/.rels": "<a", DOCUMENT: "<a/>"}, "the document is damaged"),
        (
            {"_rels/.rels": RELS, DOCUMENT: f'<!DOCTYPE a [<!ENTITY b "c">]><w:document {W}/>'},
            "the document declares XML entities",
        ),
        (
            {"_rels/.rels": RELS, DOCUMENT: f'<?xml version="1.0" encoding="latin-1"?><w:document {W}/>'},
            "the document's XML is not UTF-8",
        ),
    ],
)
def test_what_is_no_sound_document_is_refused(members: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(archive(members))
    assert str(caught.value).startswith(f"x.docx: {said}")


def test_deep_xml_is_refused() -> None:
    with pytest.raises(InputError, match="more than 500 elements deep"):
        read(document("<w:sdt>" * 100_000))


def test_a_strict_document_is_read() -> None:
    strict = document("Hi Ann")
    with zipfile.ZipFile(io.BytesIO(strict)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    members[DOCUMENT] = members[DOCUMENT].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert [each.text for each in read(archive(members))] == ["Hi Ann"]
