"""The cells of a CSV row as fields of messages: where they lie, and how text is written there."""

from __future__ import annotations

from typing import Any

from outreachlint.document import Field
from outreachlint.errors import InputError
from outreachlint.facts import FactError
from outreachlint.readers.csv_rows import Cell, Row
from outreachlint.readers.front_matter import place
from outreachlint.text.source import Source


class CsvRow:
    """A row of a CSV file as the reader of tables sees it. Cells that are missing at its end are empty."""

    __slots__ = ("_delimiter", "_names", "_row", "_source")

    def __init__(self, path: str, row: Row, names: tuple[str, ...], delimiter: str) -> None:
        self._row = row
        self._names = names
        self._delimiter = delimiter
        self._source = Source(path, row.raw, line=row.line, base=row.base)

    def value(self, index: int) -> Any:
        """A cell's text without blanks around it."""
        return self._row.texts[index].strip() if index < len(self._row.texts) else ""

    def field(self, name: str, index: int) -> Field:
        """A cell as a field; its address is `row 12, column body`."""
        cell = self._row.cell(index)
        address = f"row {self._row.number}, column {self._names[index]}"
        return Field(name, cell.text, cell.offsets, address=address, write=Writer(cell, self._delimiter))

    def source(self, index: int) -> Source:
        """The row's text."""
        return self._source

    def wrong(self, index: int, error: FactError | InputError) -> InputError:
        """The error with the place of the cell, where it has none."""
        if isinstance(error, InputError):
            return error
        return InputError(error.message, place(self._source, self._row.start(index)), error.hint)


class Writer:
    """Writes replacement text into a cell."""

    __slots__ = ("_delimiter", "_plain", "_quoted")

    def __init__(self, cell: Cell, delimiter: str) -> None:
        self._quoted = cell.quoted
        self._plain = cell.plain
        self._delimiter = delimiter

    def __call__(self, text: str) -> str | None:
        """The text as it stands in the cell; None where the cell can't hold it."""
        if not self._plain or "\0" in text:
            return None
        if self._quoted:
            return text.replace('"', '""')
        return None if any(char in text for char in f'"\r\n{self._delimiter}') else text
