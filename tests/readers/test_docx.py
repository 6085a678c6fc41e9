"""Word documents: one message or several, and their places."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import NoMessageError
from outreachlint.readers import Defaults
from outreachlint.readers.facts import Reading
from tests.readers.reading import error, items
from tests.readers.word_files import DOCUMENT, RELS, W, archive, document, paragraph, run

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"


def read(data: bytes, separator: str | None = None) -> list[Document]:
    found = items("x.docx", data, Defaults(reading=Reading(separator=separator)))
    assert all(isinstance(item, Document) for item in found), [str(item) for item in found]
    return [item for item in found if isinstance(item, Document)]


def bodies(*body: str) -> list[tuple[str, str]]:
    return [(each.fields[-1].address, each.fields[-1].text) for each in read(document(*body))]


def heading(text: str, level: int = 1) -> str:
    return paragraph(text, properties=f'<w:outlineLvl w:val="{level - 1}"/>')


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def assert_all_in_place(found: Document) -> None:
    """Every code point of every field stands in its Source where the field says."""
    for field in found.fields:
        assert field.source is not None
        for at, char in enumerate(field.text):
            assert field.source.text[field.source_offset(at)] == char


def test_a_document_is_one_message_a_line_a_paragraph() -> None:
    (found,) = read(
        document("", "Subject: Table 3", "", "Hi Ann,", paragraph("the ", run("sum", "<w:b/>"), " is off."), "")
    )
    assert [(field.name, field.text) for field in found.fields] == [
        ("subject", "Table 3"),
        ("text", "Hi Ann,\nthe sum is off."),
    ]
    assert {field.address for field in found.fields} == {"paragraph 2"}
    assert found.position(0) == (1, 10)
    assert found.position(found.text.index("sum")) == (4, 5)
    assert found.source.text == "Subject: Table 3\n\nHi Ann,\nthe sum is off."
    assert_all_in_place(found)


def test_a_heading_alone_is_a_title() -> None:
    (found,) = read(document(heading("To alumni"), "Saw your talk."))
    assert (found.message_id, found.text, found.fields[0].address) == ("To alumni", "Saw your talk.", "paragraph 2")


def test_headings_divide_a_document_as_they_do_markdown() -> None:
    found = read(
        document(
            paragraph("Templates", style="Titel"),
            "How we use them.",
            paragraph("Connection request", style="berschrift1"),
            "Hi Ann,",
            "your talk was clear.",
            heading("When to use", 2),
            "In May.",
            heading("Follow-up 1"),
            "channel: message",
            "Subject: Table 3",
            "",
            "Saw it?",
        )
    )
    assert [(each.message_id, each.fields[-1].text) for each in found] == [
        ("Connection request", "Hi Ann,\nyour talk was clear."),
        ("Follow-up 1", "Saw it?"),
    ]
    assert [each.fields[-1].address for each in found] == ["paragraph 4", "paragraph 10"]
    one, two = (each.context for each in found)
    assert (one.channel.value, two.channel.value, two.touch.value) == ("connection-note", "message", 2)
    assert [field.text for field in found[1].fields] == ["Table 3", "Saw it?"]
    for each in found:
        assert_all_in_place(each)


def test_bold_lines_over_several_messages_are_headings() -> None:
    def bold(text: str) -> str:
        return paragraph(run(text, "<w:b/>"))

    found = read(document(bold("One"), "Hi Ann", bold("really"), "so", bold("Two"), "Hi Bob"))
    assert [(each.message_id, each.text) for each in found] == [("One", "Hi Ann\nreally\nso"), ("Two", "Hi Bob")]


def test_separators_divide_a_document_without_headings() -> None:
    assert bodies("Hi Ann", "=== Two ===", "Hi Bob", "---", "Ruth") == [
        ("paragraph 1", "Hi Ann"),
        ("paragraph 3", "Hi Bob\n---\nRuth"),
    ]
    assert [each.text for each in read(document("Hi", "%%", "Ho"), separator="%%")] == ["Hi", "Ho"]


def test_a_line_of_equals_signs_divides_below_a_title_too() -> None:
    assert len(bodies(heading("Notes"), "Saw your talk.", "===", "Saw your post.")) == 2


def test_too_many_paragraphs_are_refused() -> None:
    assert "the document has 50,001 paragraphs; at most 50,000 are read" in error("x.docx", document(*["a"] * 50_001))


def test_cells_that_begin_as_messages_are_messages() -> None:
    data = document(
        heading("Templates"),
        "Never on Friday.",
        table(
            ("Who", "What"), ("Alumni", "Hi Ann, we met in Leeds."), ("Others", "Subject: Table 3"), ("", "Hi Cid, so.")
        ),
        "Not sent.",
    )
    found = [item for item in items("x.docx", data) if isinstance(item, Document)]
    assert [(each.message_id, each.text) for each in found] == [
        ("Alumni", "Hi Ann, we met in Leeds."),
        ("Templates", "Hi Cid, so."),
    ]
    assert found[0].fields[0].address == "paragraph 6"
    assert "paragraph 8: there is no message text" in str(items("x.docx", data)[1])


def test_a_table_in_a_letter_is_a_part_of_it() -> None:
    assert bodies("Hi Ann,", table(("Ruth", "The Herald"))) == [("paragraph 1", "Hi Ann,\nRuth\nThe Herald")]


def test_a_wrong_message_is_an_error_and_the_others_are_read() -> None:
    one, two = items("x.docx", document(heading("A"), "channel: mail", "Hi Ann", heading("B"), "Hi Bob"))
    assert str(one).startswith("x.docx: paragraph 2: unknown channel `mail`")
    assert isinstance(two, Document)


def test_replacement_text_fits_a_run() -> None:
    (found,) = read(document("Hi Ann"))
    write = found.fields[0].write
    assert write is not None
    assert (write("a & <b>"), write("a\nb"), write("a\0")) == ("a & <b>", None, None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "x.docx: the file is no document, or damaged"),
        (b"Hi Ann", "x.docx: the file is no document, or damaged"),
        (b"PK\x03\x04" + b"\0" * 50, "x.docx: the file is no document, or damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "x.docx: the document is locked with a password, or in the old",
        ),
        (archive({"a.txt": "x"}), "x.docx: there is no Word document in the file"),
        (
            archive({"_rels/.rels": RELS, DOCUMENT: f'<!DOCTYPE a [<!ENTITY b "c">]><w:document {W}/>'}),
            "x.docx: word/document.xml in the document declares XML entities",
        ),
        (archive({"_rels/.rels": RELS, DOCUMENT: " " * 30_000_000}), "x.docx: the document is packed like a bomb"),
        (archive({f"{at}.bin": b"\0" * 9_000_000 for at in range(24)}), "x.docx: the document has 206 MB unpacked"),
    ],
    ids=["empty", "text", "cut", "old", "other archive", "entities", "bomb", "many bombs"],
)
def test_hostile_and_broken_files_are_refused(data: bytes, said: str) -> None:
    start = time.perf_counter()
    assert error("x.docx", data).startswith(said)
    assert time.perf_counter() - start < 10


def test_a_document_without_text_holds_no_message() -> None:
    for data in (document(), document("", " ")):
        (found,) = items("x.docx", data)
        assert isinstance(found, NoMessageError)
        assert str(found) == "x.docx: there is no text in the document"


def test_a_large_document_is_read_in_time() -> None:
    rows = [row for at in range(4_000) for row in (heading(f"Note {at}"), f"Hi Ann {at},", "so.")]
    start = time.perf_counter()
    assert len(read(document(*rows))) == 4_000
    assert time.perf_counter() - start < 20


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"), max_size=12
)


@given(
    st.lists(
        st.one_of(
            TEXTS, st.sampled_from(["Hi Ann,", "Subject: x", "===", "---", "channel: email", heading("Note 1"), ""])
        ),
        max_size=12,
    )
)
def test_whatever_is_in_a_document_each_character_is_at_its_place(rows: list[str]) -> None:
    for item in items("x.docx", document(*(row if row.startswith("<w:") else paragraph(run(row)) for row in rows))):
        if isinstance(item, Document):
            assert_all_in_place(item)
            first = int(item.fields[0].address.removeprefix("paragraph "))
            assert 1 <= first <= len(rows)


def test_a_document_that_word_s_library_made_is_read() -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("Templates", 0)
    made.add_heading("Note", 1)
    made.add_paragraph("Hi Ann,").add_run().add_break()
    made.add_heading("E-mail", 1)
    made.add_paragraph("Subject: Table 3", style="List Bullet")
    made.add_paragraph("Dear Bob,")
    out = io.BytesIO()
    made.save(out)
    assert [(each.message_id, each.fields[-1].text) for each in read(out.getvalue())] == [
        ("Note", "Hi Ann,"),
        ("E-mail", "Dear Bob,"),
    ]


def test_the_fixture_is_read_with_its_places() -> None:
    data = (FIXTURES / "templates.docx").read_bytes()
    found = read(data)
    assert [(each.message_id, each.fields[0].address, each.lang) for each in found] == [
        ("Connection request", "paragraph 4", "en"),
        ("E-mail", "paragraph 9", "it"),
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        xml = opened.read("word/document.xml").decode()
    assert "{{first_name}}" not in xml  # written in two runs
    assert "{{first_name}}" in found[0].text
