"""Edits in a workbook change the text of their cells and nothing else."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from outreachlint.diagnostics import Edit
from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers import xlsx
from outreachlint.readers.facts import Defaults
from outreachlint.text.source import Span
from tests.readers.workbooks import changed, loaded, members, saved, shared, workbook

SHEET = "xl/worksheets/sheet1.xml"
IMAGE = "xl/media/image1.png"
TEXT = st.text(st.sampled_from("ab &<>'\"\n\té😀"), max_size=12)


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(Span(start, end), text)


def texts(data: bytes) -> list[str]:
    found = list(xlsx.read_bytes("b.xlsx", io.BytesIO(data), Defaults()))
    assert all(isinstance(each, Document) for each in found), [str(each) for each in found]
    return [each.text for each in found if isinstance(each, Document)]


def replaced(data: bytes, address: str, old: str, new: str) -> bytes:
    """The workbook with a piece of a cell's text replaced, found where the reader shows it."""
    for found in xlsx.read_bytes("b.xlsx", io.BytesIO(data), Defaults()):
        assert isinstance(found, Document)
        for field in found.fields:
            if field.address == address and field.source is not None and field.write is not None:
                at = field.text.index(old)
                content = field.write(new)
                assert content is not None
                where = Span(field.source_offset(at), field.source_offset(at + len(old)))
                return xlsx.rewrite(data, {address: [Edit(where, content)]})
    raise AssertionError(address)


def decorated() -> bytes:
    """A workbook with all that must survive: formats, widths, a formula, merged cells, a comment, an image, a date."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "My drafts"
    sheet.append(["id", "subject", "body", "sent", "length", "same"])
    sheet.append([1, "Tea", "Hello!! you", datetime.date(2024, 3, 5), "=LEN(C2)", "Hello!! you"])
    sheet.append([2, "Tea", "Hello!! you", None, "=LEN(C3)", "x"])
    sheet.append([3, "Rich", CellRichText("One ", TextBlock(InlineFont(b=True), "bold!!"), " end"), None, None, None])
    cell = sheet["C2"]
    cell.font = Font(name="Georgia", bold=True, color="FF0000")
    cell.fill = PatternFill("solid", fgColor="FFFF00")
    cell.border = Border(left=Side("thick"))
    cell.alignment = Alignment(wrap_text=True, horizontal="center")
    cell.number_format = "@"
    sheet.column_dimensions["C"].width = 47.5
    sheet.row_dimensions[2].height = 33
    sheet.freeze_panes = "B2"
    sheet.merge_cells("A6:C6")
    sheet.auto_filter.ref = "A1:F4"
    other = book.create_sheet("Other")
    other["A1"] = "=SUM(1,2)"
    return changed(saved(book), IMAGE, lambda _: bytes(range(256)))


def seen(data: bytes) -> dict[str, Any]:
    """All cells with their formats, and the shape of the sheets, as openpyxl sees them."""
    found: dict[str, Any] = {}
    for sheet in loaded(data):
        found[sheet.title] = (
            {key: dimension.width for key, dimension in sheet.column_dimensions.items()},
            {key: dimension.height for key, dimension in sheet.row_dimensions.items()},
            sheet.freeze_panes,
            str(sheet.merged_cells),
            sheet.auto_filter.ref,
        )
        for row in sheet.iter_rows():
            for cell in row:
                where = f"{sheet.title}!{cell.coordinate}"
                found[where] = (cell.value, repr(cell.font), repr(cell.fill), repr(cell.border), repr(cell.alignment), cell.number_format)  # fmt: skip
    return found


@pytest.mark.parametrize("how", [bytes, shared])
def test_nothing_changes_but_the_text_of_the_cell(how: Callable[[bytes], bytes]) -> None:
    data = how(decorated())
    after = replaced(data, "'My drafts'!C2", "!!", "!")
    before, now = members(data), members(after)
    assert list(before) == list(now)
    assert [name for name in before if before[name] != now[name]] == [SHEET]
    expected = seen(data)
    where = "My drafts!C2"
    expected[where] = ("Hello! you", *expected[where][1:])
    assert seen(after) == expected
    start = before[SHEET].index(b'<c r="C2"')
    end = before[SHEET].index(b"</c>", start)
    assert now[SHEET].startswith(before[SHEET][:start])
    assert now[SHEET].endswith(before[SHEET][end:])


def test_members_keep_their_order_time_and_packing() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, content) in enumerate(members(decorated()).items()):
            member = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, number * 2))
            member.compress_type = zipfile.ZIP_STORED if name == IMAGE else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
        archive.comment = b"mine"
    after = replaced(out.getvalue(), "'My drafts'!C2", "!!", "!")

    def kept(data: bytes) -> list[tuple[object, ...]]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.comment == b"mine"
            return [
                (member.filename, member.date_time, member.compress_type, member.external_attr, member.create_system)
                for member in archive.infolist()
            ]

    assert kept(out.getvalue()) == kept(after)


@pytest.mark.parametrize("how", [bytes, shared])
def test_the_runs_of_a_rich_text_stay(how: Callable[[bytes], bytes]) -> None:
    after = replaced(how(decorated()), "'My drafts'!C4", "!!", "!")
    value = loaded(after)["My drafts"]["C4"].value
    assert isinstance(value, CellRichText)
    assert [str(part) for part in value] == ["One ", "bold!", " end"]
    assert isinstance(value[1], TextBlock)
    assert value[1].font.b


@pytest.mark.parametrize("how", [bytes, shared])
@pytest.mark.parametrize(
    ("edits", "runs"),
    [
        ([edit(0, 3, "Two")], ["Two ", "bold!!", " end"]),
        ([edit(2, 6, "-")], ["On-", "ld!!", " end"]),
        ([edit(2, 11, "-")], ["On-", "end"]),
        ([edit(4, 4, "very ")], ["One ", "very bold!!", " end"]),
        ([edit(14, 14, "ing")], ["One ", "bold!!", " ending"]),
        ([edit(0, 0, "<&> "), edit(8, 10, "")], ["<&> One ", "bold", " end"]),
    ],
)  # fmt: skip
def test_text_is_put_into_the_run_in_which_its_edit_starts(
    edits: Sequence[Edit], runs: list[str], how: Callable[[bytes], bytes]
) -> None:
    after = xlsx.rewrite(how(decorated()), {"'My drafts'!C4": edits})
    assert [str(part) for part in loaded(after)["My drafts"]["C4"].value if str(part)] == runs


def test_of_cells_that_share_a_text_one_changes() -> None:
    data = shared(workbook({"S": [["body"], ["same!!"], ["same!!"], ["same!!"]]}))
    after = replaced(data, "S!A3", "!!", "!")
    assert texts(after) == ["same!!", "same!", "same!!"]
    assert members(data)["xl/sharedStrings.xml"] == members(after)["xl/sharedStrings.xml"]


def test_several_cells_of_several_sheets_change_at_once() -> None:
    data = workbook({"A": [["body", "note"], ["one", "two"]], "It's B": [["body"], ["three"]]})
    after = xlsx.rewrite(
        data, {"'It''s B'!A2": [edit(0, 5, "3")], "A!A2": [edit(0, 1, "O"), edit(2, 3, "E")]}
    )  # fmt: skip
    assert texts(after) == ["OnE", "3"]


@given(TEXT, TEXT, st.booleans())
def test_what_is_written_is_read_back(old: str, new: str, share: bool) -> None:
    text = f"{old}OLD{old}."
    data = workbook({"S": [["body"], [text], ["two"]]})
    after = replaced(shared(data) if share else data, "S!A2", "OLD", new)
    assert texts(after) == [f"{old}{new}{old}.", "two"]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), TEXT), max_size=4))
def test_edits_are_those_of_the_text(spans: list[tuple[int, int, str]]) -> None:
    text = "One bold!! e"
    edits, expected, at = [], "", 0
    for start, end, new in sorted((min(a, b), max(a, b), new) for a, b, new in spans):
        if start >= at and (not edits or start > edits[-1].span.start):
            edits.append(edit(start, end, new))
            expected += text[at:start] + new
            at = end
    expected += text[at:]
    book = openpyxl.Workbook()
    book.active.append(["body", "id"])
    book.active["A2"] = CellRichText("One ", TextBlock(InlineFont(b=True), "bold!!"), " e")
    value = loaded(xlsx.rewrite(shared(saved(book)), {"Sheet!A2": edits}))["Sheet"]["A2"].value
    assert str(value or "") == expected


def test_no_edits_leave_every_member_as_it_is() -> None:
    data = decorated()
    assert members(xlsx.rewrite(data, {})) == members(data)


def test_edits_are_idempotent_where_they_are() -> None:
    data = shared(decorated())
    once = replaced(data, "'My drafts'!C2", "Hello", "Hello")
    assert members(replaced(once, "'My drafts'!C2", "Hello", "Hello")) == members(once)


def test_an_escape_in_the_text_stays_one() -> None:
    data = shared(workbook({"S": [["body"], ["One_x000D_\ntwo!! _x005F_x0041_"]]}))
    after = replaced(data, "S!A2", "two!!", "2")
    assert b"One_x000D_\n2 _x005F_x0041_" in members(after)[SHEET]


def test_how_a_text_is_pronounced_goes_with_the_text() -> None:
    data = shared(workbook({"S": [["body"], ["PHON"]]}))
    data = changed(
        data,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b"<t>PHON</t>", '<t>東京!!</t><rPh sb="0" eb="2"><t>トウ</t></rPh>'.encode()),
    )
    after = replaced(data, "S!A2", "!!", "!")
    assert texts(after) == ["東京!"]
    assert b"rPh" not in members(after)[SHEET]


def test_prefixed_names_and_cells_without_a_reference_are_understood() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'\ufeff<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row>'
        '<x:row><x:c t="s" s="0" ><x:v>1</x:v></x:c ><x:c t="str"><x:v>è &amp; é</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )  # fmt: skip
    data = changed(shared(workbook({"S": [["body"], ["Hello!!"]]})), SHEET, lambda _: sheet.encode())
    assert texts(data) == ["Hello!!"]
    after = xlsx.rewrite(data, {"S!A2": [edit(5, 7, "!")], "S!B2": [edit(0, 1, "<")]})
    assert texts(after) == ["Hello!"]
    assert loaded(after)["S"]["B2"].value == "< & é"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("S!A9", "S!A9 is empty; there is nothing to edit"),
        ("S!B2", "S!B2 holds no text"),
        ("S!C2", "S!C2 holds a formula, not a text"),
        ("T!A2", "there is no sheet T in the workbook"),
    ],
)
def test_what_cannot_be_edited_is_an_error(address: str, said: str) -> None:
    data = workbook({"S": [["body", "id", "n"], ["Hello", 3, "=1+1"]]})
    with pytest.raises(InputError) as raised:
        xlsx.rewrite(data, {address: [edit(0, 1, "x")]})
    assert str(raised.value) == said


@pytest.mark.parametrize("edits", [[edit(0, 9, "")], [edit(0, 3, "a"), edit(2, 4, "b")], [edit(3, 2, "")]])
def test_edits_that_cannot_be_are_an_error(edits: Sequence[Edit]) -> None:
    with pytest.raises(InputError, match="overlap, or lie outside"):
        xlsx.rewrite(workbook({"S": [["body"], ["Hello"]]}), {"S!A2": edits})


@pytest.mark.parametrize(
    ("member", "change", "said"),
    [
        (SHEET, lambda xml: xml[:-20], "the workbook is damaged"),
        (SHEET, lambda xml: xml.replace(b"<v>1</v>", b"<v>7</v>"), "the workbook is damaged: a cell refers to a text"),
        (SHEET, lambda xml: b'<?xml version="1.0" encoding="latin-1"?>' + xml, f"{SHEET} in the workbook is not UTF-8"),
        ("xl/workbook.xml", lambda xml: b"<x>", "the workbook is damaged"),
    ],
)  # fmt: skip
def test_a_damaged_workbook_is_an_error(member: str, change: Callable[[bytes], bytes], said: str) -> None:
    data = changed(shared(workbook({"S": [["body"], ["Hello"]]})), member, change)
    with pytest.raises(InputError, match=said):
        xlsx.rewrite(data, {"S!A2": [edit(0, 1, "x")]})
