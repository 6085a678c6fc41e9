"""A Word document is fixed where its text stands, and nowhere else."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.diagnostics import Edit
from outreachlint.document import Document
from outreachlint.errors import FixError
from outreachlint.readers.docx import rewrite
from outreachlint.text.source import Span
from tests.readers.reading import items
from tests.readers.word_files import DOCUMENT, document, paragraph, run


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def replaced(data: bytes, old: str, new: str) -> bytes:
    """The document with a piece of its first message that has it replaced."""
    for item in items("x.docx", data):
        if isinstance(item, Document) and old in item.source.text:
            at = item.source.text.index(old)
            return rewrite(data, {item.fields[0].address: [Edit(Span(at, at + len(old)), new)]})
    raise AssertionError(old)


def whole(data: bytes) -> str:
    return "\n".join(item.source.text for item in items("x.docx", data) if isinstance(item, Document))


BASE = document(
    "Hi Ann,",
    paragraph(
        run("the {{first", "<w:i/>"), run("_name}} & ", "<w:b/>"), "<w:r><w:t>sum</w:t><w:tab/><w:t>is</w:t></w:r>"
    ),
    "off!!!",
    **{"word/media/a.png": b"\x89PNG\0\xff", "docProps/app.xml": "<a  b='1' />"},
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("!!!", "!"),
        ("Ann", "Bob & <Co>"),
        ("{{first_name}}", "[x]"),
        ("sum", "total"),
        ("off!!!", ""),
        ("& ", "and \u200b"),
    ],
)
def test_only_the_text_changes(old: str, new: str) -> None:
    after = replaced(BASE, old, new)
    assert whole(after) == whole(BASE).replace(old, new).rstrip("\n")
    before, changed = members(BASE), members(after)
    assert list(before) == list(changed)
    assert {name for name in before if before[name] != changed[name]} == {DOCUMENT}


def test_the_xml_around_the_text_stays_as_it_is() -> None:
    after = members(replaced(BASE, "{{first_name}}", "[x]"))[DOCUMENT]
    before = members(BASE)[DOCUMENT]
    assert after == before.replace(b"{{first", b"[x]").replace(b"_name}} &amp; ", b" &amp; ")


def test_blanks_at_the_ends_of_a_run_are_kept_by_its_tag() -> None:
    data = document(paragraph("<w:r><w:t>Hi Ann</w:t></w:r>", "<w:r><w:t>, so</w:t></w:r>"))
    after = replaced(data, "Ann", "")
    assert b'<w:t xml:space="preserve">Hi </w:t>' in members(after)[DOCUMENT]
    assert whole(after) == "Hi , so"


def test_text_is_put_in_where_nothing_is_replaced() -> None:
    after = rewrite(BASE, {"paragraph 1": [Edit(Span(7, 7), "!"), Edit(Span(0, 0), "Oh, ")]})
    assert whole(after).startswith("Oh, Hi Ann,!\n")


def test_no_edit_is_no_change() -> None:
    assert members(rewrite(BASE, {})) == members(BASE)
    assert whole(replaced(BASE, "sum", "sum")) == whole(BASE)


@pytest.mark.parametrize("old", ["Ann,\nthe", "sum\tis", "\t", "\n"])
def test_what_is_no_text_is_not_changed(old: str) -> None:
    with pytest.raises(FixError, match="reaches over"):
        replaced(BASE, old, "x")


@pytest.mark.parametrize("address", ["paragraph 9", "paragraph 0", "Sheet1!B2", "paragraph x"])
def test_an_unknown_address_is_refused(address: str) -> None:
    with pytest.raises(FixError, match="there is no"):
        rewrite(BASE, {address: [Edit(Span(0, 1), "x")]})


def test_a_broken_document_is_refused() -> None:
    with pytest.raises(FixError):
        rewrite(b"PK", {})


def test_the_formats_of_runs_are_kept_for_word_s_library() -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph("Hi Ann,")
    second = made.add_paragraph("really ")
    second.add_run("wow!!!").bold = True
    second.add_run(" so").italic = True
    out = io.BytesIO()
    made.save(out)
    after = docx.Document(io.BytesIO(replaced(out.getvalue(), "!!!", "!")))
    assert [(each.text, each.bold, each.italic) for each in after.paragraphs[1].runs] == [
        ("really ", None, None),
        ("wow!", True, None),
        (" so", None, True),
    ]


@given(
    st.lists(
        st.text(
            st.characters(
                codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
            ),
            max_size=6,
        ),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_any_edit_of_a_paragraph_is_written_as_asked(texts: list[str], data: st.DataObject) -> None:
    before = document("Hi Ann,", paragraph(*(run(text) for text in texts), run(".")), "Bye")
    text = "".join(texts) + "."
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text("ab &<>'\" ", max_size=4))
    after = rewrite(before, {"paragraph 2": [Edit(Span(start, end), new)]})
    expected = text[:start] + new + text[end:]
    (found,) = items("x.docx", after)
    assert isinstance(found, Document)
    assert found.source.text == f"Hi Ann,\n{expected}\nBye"
