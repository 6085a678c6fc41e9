"""CSV and TSV: a message a cell, one row at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from typing import BinaryIO

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.readers import linkedin_export
from outreachlint.readers.columns import Columns, find_columns
from outreachlint.readers.csv_fields import CsvRow
from outreachlint.readers.csv_rows import Row, Rows
from outreachlint.readers.facts import Defaults
from outreachlint.readers.front_matter import place
from outreachlint.readers.table_row import TableReader


def read_bytes(path: str, file: BinaryIO, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a table, in the order of its rows; an InputError in the place of what can't be read.

    The first row that is not blank is the header. LinkedIn's own export is read as such. NoMessageError where no column
    or no row holds a message. Nothing but the current row is kept.
    """
    rows = Rows(path, file)
    with closing(rows.__iter__()) as found:  # else the file would be let go of after it is closed
        yield from _messages(path, file, rows, found, defaults)


def _messages(
    path: str, file: BinaryIO, rows: Rows, found: Generator[Row | InputError, None, None], defaults: Defaults
) -> Iterator[Document | InputError]:
    header = next(found, None)
    if header is None:
        yield NoMessageError("the table is empty", Place(path))
        return
    if isinstance(header, InputError):
        yield header
        return
    if linkedin_export.recognises(header.texts):
        found.close()
        yield from linkedin_export.read_bytes(path, file, defaults)
        return
    try:
        columns = find_columns(header.texts, defaults.reading.fields, Place(path, header.line, 1))
    except InputError as error:
        yield error
        return
    reader = TableReader(columns, defaults)
    empty = True
    for row in found:
        for item in _of_row(path, row, columns, rows.delimiter, reader):
            empty = False
            yield item
    if empty:
        yield NoMessageError("there is no message below the header", Place(path, header.line, 1))


def _of_row(
    path: str, row: Row | InputError, columns: Columns, delimiter: str, reader: TableReader
) -> Iterator[Document | InputError]:
    """The messages of a row; one error for a message in a row with more cells than the header, which may be cut off."""
    if isinstance(row, InputError):
        yield row
        return
    known = len(columns.names)
    cells = CsvRow(path, row, columns.names, delimiter)
    if any(map(str.strip, row.texts[known:])) and any(cells.value(each.column) for each in columns.texts):
        yield InputError(
            f"the row has {len(row.texts):,} cells, the header {known:,}",
            place(cells.source(known), row.start(known)),
            "a text that holds what divides cells needs quotes",
        )
        return
    yield from reader.messages(cells)
