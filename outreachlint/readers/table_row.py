"""From a row of a table to its messages: what CSV and workbooks share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from outreachlint.document import Directive, Document, Fact, Field
from outreachlint.errors import InputError
from outreachlint.facts import CHOICES, FactError
from outreachlint.readers.columns import Columns, TextColumn
from outreachlint.readers.facts import Defaults, Layers, normalise
from outreachlint.readers.message import build
from outreachlint.suppress import DirectiveError, cell_directives, shared
from outreachlint.text.source import Source

_WORDS = (*CHOICES, "lang", "ready")


class TableRow(Protocol):
    """A row as its format holds it; columns go by their index, from 0."""

    def value(self, index: int) -> Any:
        """What a cell holds: a text without blanks around it, a number or a boolean; empty or None where nothing."""

    def field(self, name: str, index: int) -> Field:
        """The text of a cell as the named field of a message."""

    def source(self, index: int) -> Source:
        """The Source in which a cell lies."""

    def wrong(self, index: int, error: FactError | InputError) -> InputError:
        """The error for what is wrong with a cell."""


class TableReader:
    """Makes Documents of the rows of one table; remembers the facts that it has seen."""

    def __init__(self, columns: Columns, defaults: Defaults) -> None:
        self.columns = columns
        self._defaults = defaults
        self._layers = Layers(defaults)
        self._configured = {key for _, facts in defaults.config for key in facts}
        self._seen: dict[tuple[str, Any], Fact] = {}

    def messages(self, row: TableRow) -> Iterator[Document | InputError]:
        """A message for each cell of text that is not empty; InputError where a cell of the row is wrong."""
        texts = [column for column in self.columns.texts if _says(row, column.column)]
        if not texts:
            return
        try:
            own = self._facts(row)
            notes = self._notes(row)
        except InputError as error:
            yield error
            return
        for column in texts:
            yield self._message(row, column, own, notes if len(texts) == 1 else (notes[0], shared(notes[1])))

    def _message(
        self, row: TableRow, column: TextColumn, own: dict[str, Fact], notes: tuple[Field | None, list[Directive]]
    ) -> Document | InputError:
        fields = [row.field("text", column.column)]
        has_subject = column.subject is not None and _says(row, column.subject)
        if column.subject is not None and has_subject:
            fields.insert(0, row.field("subject", column.subject))
        facts = {**self._implied(column), **own}
        try:
            return build(
                row.source(column.column),
                fields,
                facts,
                self._defaults,
                self._layers,
                has_subject=has_subject,
                directives=notes[1],
                notes=notes[0],
            )
        except InputError as error:
            return row.wrong(column.column, error)

    def _implied(self, column: TextColumn) -> dict[str, Fact]:
        """The facts that a column's name implies and the configuration does not state."""
        implied = {"channel": column.channel, "touch": column.touch}
        origin = f"column {column.name}"
        return {
            key: Fact(value, origin)
            for key, value in implied.items()
            if value is not None and key not in self._configured
        }

    def _notes(self, row: TableRow) -> tuple[Field | None, list[Directive]]:
        """The directives of a row, and the cell in which they stand. Raises InputError."""
        index = self.columns.directives
        if index is None or not _says(row, index):
            return None, []
        cell = row.field("file", index)
        try:
            return cell, cell_directives(cell.text)
        except DirectiveError as error:
            raise row.wrong(index, FactError(str(error))) from None

    def _facts(self, row: TableRow) -> dict[str, Fact]:
        own: dict[str, Fact] = {}
        for key, index in self.columns.facts.items():
            value = row.value(index)
            if value is None or value == "":
                continue
            if key == "id":
                own[key] = Fact(str(value), f"column {self.columns.names[index]}")
                continue
            try:
                own[key] = self._fact(key, index, value)
            except FactError as error:
                raise row.wrong(index, error) from None
        return own

    def _fact(self, key: str, index: int, value: Any) -> Fact:
        origin = f"column {self.columns.names[index]}"
        if key not in _WORDS:
            return Fact(normalise(key, value), origin)
        known = (key, str(value))
        fact = self._seen.get(known)
        if fact is None:
            word = value.lower() if isinstance(value, str) else value
            fact = self._seen[known] = Fact(normalise(key, word), origin)
        return fact


def _says(row: TableRow, index: int) -> bool:
    """Whether a cell holds a text: a number or a date is no message."""
    value = row.value(index)
    return isinstance(value, str) and value != ""
