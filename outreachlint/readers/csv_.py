"""CSV and TSV: a message a cell, one row at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.readers import linkedin_export
from outreachlint.readers.columns import find_columns
from outreachlint.readers.csv_fields import CsvRow
from outreachlint.readers.csv_rows import Rows
from outreachlint.readers.facts import Defaults
from outreachlint.readers.table_row import TableReader


def read_bytes(path: str, file: BinaryIO, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a table, in the order of its rows; an InputError in the place of what can't be read.

    The first row that is not blank is the header. LinkedIn's own export is read as such. NoMessageError where no column
    or no row holds a message. Nothing but the current row is kept.
    """
    rows = Rows(path, file)
    found = rows.__iter__()
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
        items = (
            [row] if isinstance(row, InputError) else reader.messages(CsvRow(path, row, columns.names, rows.delimiter))
        )
        for item in items:
            empty = False
            yield item
    if empty:
        yield NoMessageError("there is no message below the header", Place(path, header.line, 1))
