"""The scanner of CSV and TSV: the cells of the standard library's csv, with their places, within bounds."""

from __future__ import annotations

import csv
import io
import os
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.errors import InputError
from outreachlint.readers.csv_rows import DELIMITERS, MAX_COLUMNS, MAX_ROW, Cell, Row, Rows

WILD = st.text(st.sampled_from('ab",;\n\r "é😀'), max_size=60)


def scan(data: str | bytes) -> list[Row | InputError]:
    return list(Rows("t.csv", io.BytesIO(data.encode() if isinstance(data, str) else data)))


def test_rows_may_be_left_in_the_middle_and_the_file_closed() -> None:
    file = io.BytesIO(b"a,b\n1,2\n")
    found = iter(Rows("t.csv", file))
    next(found)
    file.close()
    found.close()


def rows(data: str | bytes) -> list[Row]:
    return [found for found in scan(data) if isinstance(found, Row)]


def texts(data: str | bytes) -> list[list[str]]:
    return [row.texts for row in rows(data)]


def errors(data: str | bytes) -> list[str]:
    return [str(found) for found in scan(data) if isinstance(found, InputError)]


def written(row: Row, cell: Cell, at: int) -> str:
    """What stands in the row for a code point of a cell."""
    if isinstance(cell.offsets, int):
        return row.raw[cell.offsets + at]
    return row.raw[cell.offsets.start(at) : cell.offsets.end(at)]


def by_csv(text: str, delimiter: str = ",") -> list[list[str]]:
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [cells for cells in found if cells and not (len(cells) == 1 and not cells[0].strip())]


@given(WILD)
def test_cells_are_those_of_the_standard_library(text: str) -> None:
    text = "h,h\n" + text
    found = scan(text)
    cut = next((at for at, each in enumerate(found) if isinstance(each, InputError)), None)
    ours = [row.texts for row in found[:cut] if isinstance(row, Row)]
    ours = [cells for cells in ours if len(cells) > 1 or cells[0].strip()]
    theirs = by_csv(text)
    if cut is None:
        assert theirs == ours
    else:  # a quote is never closed: the standard library takes all that follows for one cell
        assert theirs[: len(ours)] == ours


@given(
    st.lists(st.lists(WILD, min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_what_the_standard_library_writes_is_read_back(
    table: list[list[str]], delimiter: str, end: str, all_quoted: bool
) -> None:
    out = io.StringIO(newline="")
    plain = table
    if not all_quoted:  # it quotes no line break but the one that ends its lines
        plain = [["".join(cell.splitlines()) for cell in row] for row in table]
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([["h", "h"], *plain])
    found = [each for each in texts(out.getvalue()) if any(map(str.strip, each))]
    assert found[1:] == [each for each in plain if any(map(str.strip, each))]


@given(WILD, st.sampled_from(["", "\ufeff"]), st.sampled_from(["utf-8", "utf-16"]))
def test_every_code_point_of_a_cell_leads_to_its_place_in_the_file(text: str, mark: str, encoding: str) -> None:
    text = "h,h\n" + text
    data = (mark + text).encode(encoding) if encoding == "utf-8" else text.encode(encoding)
    for row in rows(data):
        assert text.startswith(row.raw, row.base)
        before = text[: row.base]
        assert row.line == 1 + before.count("\n") + before.replace("\r\n", "\n").count("\r")
        for index, expected in enumerate(row.texts):
            cell = row.cell(index)
            assert cell.text == expected
            for at, char in enumerate(expected):
                assert written(row, cell, at) in (char, '""' if char == '"' else char)


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("a,b,c", ","),
        ("a;b;c", ";"),
        ("a\tb", "\t"),
        ("a|b", "|"),
        ('"a;b;c",d', ","),
        ('a;"x,""y,"",";b', ";"),
        ('"a\nb,c,d";e\n', ";"),
        ("\n  \na;b", ";"),
        ("single", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_most_frequent_one_outside_quotes_in_the_header(header: str, delimiter: str) -> None:
    found = Rows("t.csv", io.BytesIO(header.encode()))
    list(found)
    assert found.delimiter == delimiter


def test_a_first_line_may_declare_the_delimiter_and_is_no_row() -> None:
    (header, row) = rows("sep=;\r\na,b;c\r\n1,5;2\r\n")
    assert (header.texts, header.number, header.line) == (["a,b", "c"], 1, 2)
    assert (row.texts, row.number, row.line) == (["1,5", "2"], 2, 3)


def test_rows_are_numbered_as_a_spreadsheet_does_and_lines_as_an_editor_does() -> None:
    found = rows('a,b\r\n"one\r\nand a half",x\r\n\r\nlast,y')
    assert [(row.number, row.line, row.texts[0]) for row in found] == [
        (1, 1, "a"),
        (2, 2, "one\r\nand a half"),
        (4, 5, "last"),
    ]


def test_a_cell_that_follows_no_rule_is_read_and_said_to_be_odd() -> None:
    (_, row) = rows('a,b,c,d\n"x"y,he said "no","fine ""here""",plain\n')
    assert row.texts == ["xy", 'he said "no"', 'fine "here"', "plain"]
    assert [row.cell(at).plain for at in range(4)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("text", "said", "others"),
    [
        ("a,b\n1,x\0y\n2,z\n", ["t.csv:2:4: the row holds a NUL character; it is no text"], [["2", "z"]]),
        (
            'a,b\n1,"open\n2,z\n3,w\n',
            ["t.csv:2:3: a quote is opened here and not closed to the end of the file (close it, or double it)"],
            [["2", "z"], ["3", "w"]],
        ),
        (
            'a,b\n"x\ny","open\n2,z\n',
            ["t.csv:3:4: a quote is opened here and not closed to the end of the file (close it, or double it)"],
            [["2", "z"]],
        ),
        (f"a,b\n{',' * MAX_COLUMNS}\n2,z\n", ["t.csv:2:1: the row has more than 2,000 columns"], [["2", "z"]]),
        (f'a,b\n"x"{"," * MAX_COLUMNS}\n2,z\n', ["t.csv:2:1: the row has more than 2,000 columns"], [["2", "z"]]),
        (f"a,b\n1,{'x' * MAX_ROW}\r2,z\r", ["t.csv:2:1: the row has more than 1,000,000 characters"], [["2", "z"]]),
        (f'a,b\n1,"{"x" * MAX_ROW}\r\n2,z\n', ["t.csv:2:1: the row has more than 1,000,000 characters"], [["2", "z"]]),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_leaves_the_others(text: str, said: list[str], others: list[list[str]]) -> None:
    assert errors(text) == said
    assert texts(text)[1:] == others
    for row in rows(text):
        assert text.startswith(row.raw, row.base)


@pytest.mark.parametrize("length", range(MAX_ROW - 3, MAX_ROW + 4))
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_behind_a_line_of_any_length_places_are_right(length: int, end: str) -> None:
    text = f"a,b{end}{'x' * length}{end}{end}1,2{end}"
    row = rows(text)[-1]
    assert (row.texts, row.line, row.number) == (["1", "2"], 4, 4)
    assert text.startswith(row.raw, row.base)


def test_a_quote_left_open_costs_its_row_and_not_the_million_characters_behind_it() -> None:
    text = 'a,b\n1,"open\n' + "2,some words that fill the line\n" * 60_000
    assert errors(text)[0].startswith("t.csv:2:3: a quote is opened here and not closed within 1,000,000 characters")
    assert len(rows(text)) == 60_001


def test_quotes_left_open_take_linear_time() -> None:
    started = time.process_time()
    scan("a,b\n" + '1,"x""\n' * 300_000)
    scan("a,b\n" + ('1,"open\n' + "2,z\n" * 1000) * 300)
    assert time.process_time() - started < 10


def test_bytes_that_are_not_utf8_end_the_file_with_their_place() -> None:
    data = "città,b\n1,è\n".encode() + "2,così\n".encode("latin-1") + b"3,z\n"
    assert texts(data) == [["città", "b"], ["1", "è"]]
    assert errors(data) == ["t.csv:3:6: byte 0xec is not valid UTF-8 (save the file as UTF-8)"]


def test_half_a_character_of_utf16_is_an_error() -> None:
    assert errors("a,b\n1,2\n".encode("utf-16") + b"x") == [
        "t.csv:3:1: the file is not valid UTF-16 (save it as UTF-8)"
    ]
    assert errors("a,b\n1,".encode("utf-16") + b"\x00\xd8") == [
        "t.csv:2:3: half of a UTF-16 surrogate pair stands here (save the file as UTF-8)"
    ]


@given(st.binary(max_size=80))
def test_no_bytes_make_the_scanner_fail(data: bytes) -> None:
    for start in (b"", b"a,b\n", b"\xff\xfe", b"\xfe\xff"):
        assert all(isinstance(found, (Row, InputError)) for found in scan(start + data))


def test_the_file_stays_open() -> None:
    file = io.BytesIO(b"a,b\n1,2\n")
    assert list(Rows("t.csv", file)) == list(Rows("t.csv", file))


class Endless(io.RawIOBase):
    """A file that is one line of this many letters, and then a row."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.tail = io.BytesIO(b"\n1,2\n")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = min(len(buffer), self.left)
        self.left -= count
        buffer[:count] = b"x" * count
        return count or self.tail.readinto(buffer)


def test_a_line_of_100_megabytes_takes_little_memory() -> None:
    tracemalloc.start()
    try:
        found = list(Rows("t.csv", Endless(100_000_000)))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(found[0]) == "t.csv:1:1: the row has more than 1,000,000 characters"
    assert isinstance(found[1], Row)
    assert found[1].base == 100_000_001 - 2  # the two bytes that were looked at for a byte order mark
    assert peak < 20_000_000
