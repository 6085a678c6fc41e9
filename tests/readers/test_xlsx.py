"""Workbooks: a message a cell, by its address; hostile ones are refused before they are read."""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers import xlsx, zip_guard
from outreachlint.readers.facts import Defaults, Reading
from tests.readers.workbooks import changed, loaded, packed, saved, shared, workbook

SHEET = "xl/worksheets/sheet1.xml"


def items(data: bytes, defaults: Defaults | None = None) -> list[Document | InputError]:
    return list(xlsx.read_bytes("b.xlsx", io.BytesIO(data), defaults or Defaults()))


def messages(data: bytes, defaults: Defaults | None = None) -> list[Document]:
    found = items(data, defaults)
    assert all(isinstance(each, Document) for each in found), [str(each) for each in found]
    return [each for each in found if isinstance(each, Document)]


def error(data: bytes, defaults: Defaults | None = None) -> str:
    (found,) = items(data, defaults)
    assert isinstance(found, InputError)
    return str(found)


def test_every_row_is_a_message_with_its_facts() -> None:
    (document,) = messages(
        workbook({"Drafts": [["ID", "Touch", "Channel", "Subject", "Body"], [7, 2.0, "inmail", "Tea", "Hello, you"]]})
    )
    assert document.message_id == "7"
    assert document.context.touch == (2, "column Touch")
    assert document.context.channel == ("inmail", "column Channel")
    assert [(field.name, field.text, field.address) for field in document.fields] == [
        ("subject", "Tea", "Drafts!D2"),
        ("text", "Hello, you", "Drafts!E2"),
    ]


def test_line_and_column_count_inside_the_cell() -> None:
    (document,) = messages(workbook({"S": [["subject", "body"], ["Tea", "Hello\nmy friend"]]}))
    assert document.position(document.text.index("friend")) == (2, 4)
    assert document.source_of(document.field_span("subject") or (0, 0)).text == "Tea"  # type: ignore[arg-type]


def test_all_sheets_with_messages_are_read_and_the_others_passed_over() -> None:
    data = workbook(
        {
            "Leads": [["name", "company"], ["Anna", "ACME"]],
            "My notes": [[], ["", ""], ["", "Note"], ["", "Hi"]],
            "It's": [["messaggio"], ["Ciao"], [None], ["  "], ["Addio"]],
            "Empty": [],
        }
    )
    assert [(document.text, document.fields[0].address) for document in messages(data)] == [
        ("Hi", "'My notes'!B4"),
        ("Ciao", "'It''s'!A2"),
        ("Addio", "'It''s'!A5"),
    ]


def test_a_column_outreachlint_keeps_rules_silent() -> None:
    (document,) = messages(
        workbook({"S": [["body", "owner", "outreachlint"], ["Hello, you", "me", "OL302: she asked"]]})
    )
    (directive,) = document.directives
    assert (directive.rule, directive.reason) == ("OL302", "she asked")
    place = document.file_span(directive.span)
    assert document.field_at(place.start)[0].address == "S!C2"
    assert document.source_of(place).text == "OL302: she asked"
    wrong = error(workbook({"S": [["body", "outreachlint"], ["Hello, you", "{}"]]}))
    assert "S!B2" in wrong


def test_numbers_dates_and_errors_are_no_messages() -> None:
    data = workbook({"S": [["body"], [3], [datetime.date(2024, 3, 5)], [True], ["=1/0"], ["Hello"]]})
    data = changed(
        data, SHEET, lambda xml: xml.replace(b'<c r="A5"><f>1/0</f><v></v>', b'<c r="A5" t="e"><v>#DIV/0!</v>')
    )
    assert [document.text for document in messages(data)] == ["Hello"]


def test_of_a_formula_the_last_result_is_read_and_nothing_is_written_there() -> None:
    data = workbook({"S": [["name", "body"], ["Anna", '="Hi "&A2'], ["Bruno", "Hello"]]})
    data = changed(
        data,
        SHEET,
        lambda xml: xml.replace(b'<c r="B2"><f>', b'<c r="B2" t="str"><f>').replace(b"<v></v>", b"<v>Hi Anna</v>").replace(b"<v />", b"<v>Hi Anna</v>"),
    )  # fmt: skip
    computed, plain = messages(data)
    assert computed.text == "Hi Anna"
    assert [document.fields[0].write and document.fields[0].write("x") for document in (computed, plain)] == [None, "x"]


def test_a_rich_text_is_read_as_one() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["body"])
    book.active["A2"] = CellRichText("Hello ", TextBlock(InlineFont(b=True), "dear"), " you")
    assert [document.text for document in messages(saved(book))] == ["Hello dear you"]


def test_an_escaped_carriage_return_is_one_character_of_its_place() -> None:
    (document,) = messages(workbook({"S": [["body"], ["One_x000D_\ntwo_x0000_"]]}))
    assert document.text == "One\r\ntwo_x0000_"
    field = document.fields[0]
    assert field.source is not None
    assert field.source.text == "One_x000D_\ntwo_x0000_"
    assert field.source_offset(document.text.index("two")) == field.source.text.index("two")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip()))
def test_every_code_point_leads_to_its_place_in_the_cell(text: str) -> None:
    text = text.replace("x005F_", "")
    for document in messages(workbook({"S": [["body"], ["'" + text]]})):
        field = document.fields[0]
        assert field.source is not None
        assert field.source.text == "'" + text
        for at, char in enumerate(field.text):
            assert field.source.text[field.source_offset(at)] in (char, "_")


def test_the_configuration_names_the_columns() -> None:
    data = workbook({"A": [["message"], ["no"]], "B": [["Bozza", "Stato"], ["sì", True]]})
    reading = Reading(fields={"text": ("Bozza",), "ready": ("Stato",)})
    (document,) = messages(data, Defaults(reading=reading))
    assert document.text == "sì"
    assert document.context.ready.value is True


def test_a_wrong_row_is_an_error_with_its_address_and_the_others_are_read() -> None:
    found = items(workbook({"S": [["body", "touch"], ["one", 1], ["two", "first"], ["x" * 30_000, 1]]}))
    assert isinstance(found[0], Document)
    assert str(found[1]).startswith("b.xlsx: S!B3: `touch` must be a whole number from 1 up, not `first`")
    assert isinstance(found[2], Document)


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"S": []}, "b.xlsx: S is empty"),
        ({"S": [["body"], [" "]]}, "b.xlsx: there is no message below the headers"),
        ({"S": [["name", "company"]]}, "b.xlsx: S: no column has a usual name of messages; the columns are name, company"),
    ],
)  # fmt: skip
def test_a_workbook_without_messages_is_told_from_a_broken_one(sheets: dict[str, Any], said: str) -> None:
    (found,) = items(workbook(sheets))
    assert isinstance(found, NoMessageError)
    assert str(found).startswith(said)


def test_without_the_library_the_reader_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert error(b"") == (
        "b.xlsx: reading .xlsx needs openpyxl and defusedxml (pip install 'outreachlint[xlsx]')"
    )  # fmt: skip


GOOD = workbook({"S": [["body"], ["Hello"]]})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "b.xlsx: the file is no workbook, or damaged"),
        (b"body\nHello\n", "b.xlsx: the file is no workbook, or damaged"),
        (GOOD[:-40], "b.xlsx: the file is no workbook, or damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "b.xlsx: the workbook is locked with a password, or in the old format"),
        (packed({"a.txt": b"x"}), "b.xlsx: the workbook is damaged"),
        (changed(GOOD, SHEET, lambda xml: xml[:-20]), "b.xlsx: the workbook is damaged"),
        (changed(GOOD, SHEET, lambda xml: xml.replace(b'r="A2"', b'r="A0x"')), "b.xlsx: the workbook is damaged"),
        (changed(shared(GOOD), SHEET, lambda xml: xml.replace(b"<v>1</v>", b"<v>99</v>")), "b.xlsx: the workbook is damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sound_workbook_is_an_error(data: bytes, said: str) -> None:
    assert str(items(data)[-1]).startswith(said)


def test_rows_are_counted_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["body"], *(["Hello"] for _ in range(500))]
    monkeypatch.setattr(zip_guard, "MAX_TOGETHER", 400)
    assert len(messages(workbook({"S": rows}))) == len(messages(shared(workbook({"S": rows})))) == 500
    assert "too many XML tags in xl/worksheets/sheet1.xml" in error(workbook({"S": [["body"], ["x"] * 100]}))


def test_a_row_number_beyond_all_sheets_ends_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 1000)
    data = changed(GOOD, SHEET, lambda xml: xml.replace(b'<row r="2">', b'<row r="99999999999">'))
    assert str(items(data)[-1]) == "b.xlsx: S has more than 1,000 rows"


def test_columns_far_out_are_not_looked_at() -> None:
    data = changed(
        GOOD, SHEET, lambda xml: xml.replace(b"</row></sheetData>", b'<c r="XFD2"><v>1</v></c></row></sheetData>')
    )
    assert [document.text for document in messages(data)] == ["Hello"]


@given(st.binary(max_size=200), st.integers(0, len(GOOD) - 1))
def test_no_bytes_make_the_reader_fail(noise: bytes, at: int) -> None:
    for data in (noise, GOOD[:at] + noise + GOOD[at + len(noise) :]):
        assert all(isinstance(item, (Document, InputError)) for item in items(data))


@pytest.mark.parametrize("how", [bytes, shared])
def test_the_address_is_that_of_the_cell(how: Callable[[bytes], bytes]) -> None:
    rows = [["subject", "body"], *([f"Tea {number}", f"Hello {number}"] for number in range(50))]
    data = how(workbook({"S": rows}))
    sheet = loaded(data)["S"]
    found = messages(data)
    assert len(found) == 50
    for document in found:
        for field in document.fields:
            assert sheet[field.address.partition("!")[2]].value == field.text
