"""Excel workbooks: a message a cell, sheet by sheet."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, TypeVar

from outreachlint.diagnostics import Edit
from outreachlint.document import Document, Field
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.facts import FactError
from outreachlint.readers.columns import Columns, find_columns
from outreachlint.readers.csv_rows import MAX_COLUMNS
from outreachlint.readers.facts import Defaults
from outreachlint.readers.table_row import TableReader
from outreachlint.readers.xlsx_parts import Parts, find_parts
from outreachlint.readers.zip_guard import open_office
from outreachlint.text.slices import SliceBuilder, SliceMap
from outreachlint.text.source import Source

MAX_ROWS = 1_048_576
"""The rows that a sheet has in Excel."""

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_PART = re.compile(rb"[<:](?:row|si)[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_CHUNK = 1024 * 1024
_T = TypeVar("_T")


def read_bytes(path: str, file: BinaryIO, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of the sheets that have a column of them; an InputError in the place of what can't be read.

    The first row of a sheet that is not empty is its header. Of a formula its last result is read. The address of a
    message is that of its cell, `Sheet1!B12`. Columns behind the first MAX_COLUMNS are not looked at.
    """
    try:
        import defusedxml  # noqa: F401 (openpyxl uses it where it is there)
        import openpyxl
    except ImportError:
        hint = "pip install 'outreachlint[xlsx]'"
        yield InputError("reading .xlsx needs openpyxl and defusedxml", Place(path), hint)
        return
    without: NoMessageError | None = None
    found = False
    try:
        with open_office(path, file, "workbook", part=_PART) as archive:
            book = _Book(path, file, archive, openpyxl.load_workbook)
            for sheet in book.sheets():
                try:
                    reader = TableReader(_columns(path, sheet, defaults), defaults)
                except NoMessageError as error:
                    without = without or error
                    continue
                for row in sheet.rows(reader.columns):
                    for item in reader.messages(row):
                        found = True
                        yield item
    except InputError as error:
        yield error
        return
    if not found:
        yield without or NoMessageError("there is no message below the headers", Place(path))


def rewrite(data: bytes, edits: Mapping[str, Sequence[Edit]]) -> bytes:
    """The workbook with the texts of some cells edited and all else as it is.

    `edits` go by the addresses of cells; their spans are those of the Field's Source, which is the cell's text. Raises
    InputError where a cell has no text that can be edited.
    """
    from outreachlint.readers.xlsx_rewrite import rewrite as rewrite_cells

    return rewrite_cells(data, edits)


class _Book:
    """An open workbook."""

    def __init__(self, path: str, file: BinaryIO, archive: zipfile.ZipFile, load: Callable[..., Any]) -> None:
        self.path = path
        self.archive = archive
        self._file = file
        self._library = load
        self._parts: Parts | None = None
        self._formulas: Any = None

    def sheets(self) -> Iterator[_Sheet]:
        """The sheets in their order. Raises InputError where the workbook is damaged."""
        for sheet in self._load(data_only=True).worksheets:
            yield _Sheet(self, sheet)

    def _load(self, *, data_only: bool) -> Any:
        return _sound(self.path, self._library, self._file, read_only=True, data_only=data_only, keep_links=False)

    def with_formulas(self, name: str) -> Any:
        """The sheet of that name with its formulas in place of their results, None where it has none."""
        if self._parts is None:
            self._parts = _sound(self.path, find_parts, self.archive)
        member = self._parts.sheets.get(name)
        if member is not None and not _sound(self.path, _has_formulas, self.archive, member):
            return None
        if self._formulas is None:
            self._formulas = self._load(data_only=False)
        return self._formulas[name]


class _Sheet:
    """A sheet of a workbook; its cells are read from the file as they are asked for."""

    def __init__(self, book: _Book, sheet: Any) -> None:
        self.name: str = sheet.title
        self._book = book
        self._sheet = sheet
        self._first = 1

    def header(self) -> list[str]:
        """The first row that is not empty; empty where the sheet is. To be asked before `rows`."""
        for number, cells in self._stream(self._sheet, 1, MAX_COLUMNS):
            texts = ["" if cell.value is None else str(cell.value) for cell in cells]
            while texts and not texts[-1].strip():
                texts.pop()
            if texts:
                self._first = number + 1
                return texts
        return []

    def rows(self, columns: Columns) -> Iterator[XlsxRow]:
        """The rows below the header."""
        used = [*(column.column for column in columns.texts), *columns.facts.values()]
        used += [column.subject for column in columns.texts if column.subject is not None]
        used += [columns.directives] if columns.directives is not None else []
        last = max(used) + 1
        beside = self._book.with_formulas(self.name)
        formulas = self._stream(beside, self._first, last) if beside is not None else None
        for _, cells in self._stream(self._sheet, self._first, last):
            computed = [cell.data_type == "f" for cell in next(formulas, (0, ()))[1]] if formulas is not None else []
            yield XlsxRow(self._book.path, self.name, cells, computed)

    def _stream(self, sheet: Any, first: int, columns: int) -> Iterator[tuple[int, Sequence[Any]]]:
        """The rows from one on, with their numbers."""
        sheet.reset_dimensions()
        path = self._book.path
        rows = iter(_sound(path, sheet.iter_rows, min_row=first, max_col=columns))
        number = first
        while True:
            cells = _sound(path, next, rows, None)
            if cells is None:
                return
            if number > MAX_ROWS:
                raise InputError(f"{self.name} has more than {MAX_ROWS:,} rows", Place(path))
            yield number, cells
            number += 1


class XlsxRow:
    """A row of a sheet as the reader of tables sees it."""

    __slots__ = ("_cells", "_computed", "_path", "_sheet")

    def __init__(self, path: str, sheet: str, cells: Sequence[Any], computed: Sequence[bool]) -> None:
        self._path = path
        self._sheet = sheet
        self._cells = cells
        self._computed = computed

    def value(self, index: int) -> Any:
        """A cell's text without blanks around it, its number or boolean; None for an empty cell and an error."""
        cell = self._cells[index] if index < len(self._cells) else None
        if cell is None or cell.data_type == "e":
            return None
        value = cell.value
        if isinstance(value, str):
            return value.strip()
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def field(self, name: str, index: int) -> Field:
        """A cell as a field with a Source of its own."""
        source = self.source(index)
        text, offsets = _unescaped(source.text)
        computed = index < len(self._computed) and self._computed[index]
        return Field(
            name, text, offsets, source=source, address=self._address(index), write=_refuse if computed else write
        )

    def source(self, index: int) -> Source:
        """The text of the cell."""
        return Source(self._path, self._cells[index].value)

    def wrong(self, index: int, error: FactError | InputError) -> InputError:
        """The error with the address of the cell."""
        return InputError(f"{self._address(index)}: {error.message}", Place(self._path), error.hint)

    def _address(self, index: int) -> str:
        return address(self._sheet, self._cells[index].coordinate)


def address(sheet: str, cell: str) -> str:
    """The address of a cell as Excel writes it: `Sheet1!B12`, `'My sheet'!B12`."""
    if not _PLAIN_NAME.fullmatch(sheet):
        sheet = "'" + sheet.replace("'", "''") + "'"
    return f"{sheet}!{cell}"


def write(text: str) -> str | None:
    """Text as a cell holds it; None where XML has no way to."""
    return None if _NOT_XML.search(text) else text.replace("\r", "_x000D_")


def _refuse(text: str) -> str | None:
    """Nothing is written in the place of a formula."""
    return None


def _unescaped(raw: str) -> tuple[str, int | SliceMap]:
    """A cell's text with its `_x000D_` read as what they stand for."""
    if "_x" not in raw:
        return raw, 0
    builder = SliceBuilder()
    at = 0
    for escape in _ESCAPE.finditer(raw):
        char = chr(int(escape[1], 16))
        if char == "\0" or "\ud800" <= char <= "\udfff":
            continue
        builder.written(raw[at : escape.start()], at)
        builder.decoded(char, escape.start(), len(escape[0]))
        at = escape.end()
    builder.written(raw[at:], at)
    return builder.text(), builder.map()


def _columns(path: str, sheet: _Sheet, defaults: Defaults) -> Columns:
    """The columns of a sheet. Raises NoMessageError where none holds messages, InputError."""
    header = sheet.header()
    if not header:
        raise NoMessageError(f"{sheet.name} is empty", Place(path))
    try:
        return find_columns(header, defaults.reading.fields, Place(path))
    except InputError as error:
        raise type(error)(f"{sheet.name}: {error.message}", Place(path), error.hint) from None


def _has_formulas(archive: zipfile.ZipFile, member: str) -> bool:
    before = b""
    with archive.open(member) as stream:
        while True:
            chunk = stream.read(_CHUNK)
            if not chunk:
                return False
            if _FORMULA.search(before + chunk):
                return True
            before = chunk[-64:]


def _sound(path: str, call: Callable[..., _T], *args: Any, **named: Any) -> _T:
    """What a call into the library gives, without its warnings. Raises InputError where it fails."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return call(*args, **named)
        except InputError:
            raise
        except Exception as error:  # a damaged workbook raises whatever its parts raise
            reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
            raise InputError(f"the workbook is damaged: {reason}", Place(path)) from None
