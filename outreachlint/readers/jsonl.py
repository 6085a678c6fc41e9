"""JSON Lines: one message a record, with every code point's place in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from outreachlint.document import Document, Field
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers.facts import Defaults
from outreachlint.readers.front_matter import place
from outreachlint.readers.json_nodes import escaped, escaped_map
from outreachlint.readers.records import NO_TEXT, Records
from outreachlint.records import NamedTuple
from outreachlint.text.source import Source

_SCAN = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_BLANK = re.compile(r"[ \t\r]*")
_KEY = re.compile(r'[ \t\r]*"')
_COLON = re.compile(r"[ \t\r]*:[ \t\r]*")
_NEXT = re.compile(r"[ \t\r]*([,}])")
_OPEN = re.compile(r"[ \t\r]*\{")
_EMPTY = re.compile(r"[ \t\r]*\}")
_TEXT = re.compile(r'"text"[ \t\r]*:')
_SURROGATE = re.compile("[\ud800-\udfff]")


class Value(NamedTuple):
    """A decoded value and its span in the Source (of a string, with its quotes)."""

    value: Any
    key: int
    start: int
    end: int


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a JSON Lines file; an InputError in the place of a record that can't be read."""
    empty = True
    for item in _mapped(source, defaults) if defaults.reading.fields else _plain(source, defaults):
        empty = False
        yield item
    if empty:
        yield InputError("there is no record in this file", place(source, 0))


def _plain(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of records with our keys; one error for a file in which no record has a text."""
    reader = _LineRecords(source, defaults)
    sure = _TEXT.search(source.text) is not None
    for line, at in _lines(source.text):
        try:
            yield reader.record(line, at)
        except InputError as error:
            if not sure and error.message == NO_TEXT:
                yield NoMessageError("no record has a 'text'", error.place)
                return
            yield error


def _mapped(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages at the paths that the configuration names in each record."""
    from outreachlint.readers.field_map import FieldMap
    from outreachlint.readers.json_nodes import parse

    try:
        fields = FieldMap(source, defaults, defaults.reading.fields.get("text", ("text",)), lines=True)
    except InputError as error:
        yield error
        return
    root = None
    for line, at in _lines(source.text):
        try:
            root = parse(source, line, at, what="the line")
            yield from fields.messages(fields.records(root))
        except InputError as error:
            yield error
    unused = fields.unused(root) if root is not None and "text" in fields.found else None
    if unused is not None:
        yield unused


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines that are not blank, each with its offset."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        line = text[at:end]
        if line and not line.isspace():
            yield line, at
        at = end + 1


class _LineRecords(Records):
    """Reads the records of one file."""

    def record(self, line: str, base: int) -> Document:
        """The Document of one record that starts at a Source offset. Raises InputError."""
        return self.message(parse_object(self.source, line, base), base)

    def part(self, name: str, entry: Value | None) -> Field | None:
        if entry is None or entry.value is None:
            return None
        text = entry.value
        if not isinstance(text, str):
            raise InputError(f"{name} takes a text", place(self.source, entry.start))
        if entry.end - entry.start - 2 == len(text):
            return Field(name, text, entry.start + 1, write=escaped)
        lone = _SURROGATE.search(text)
        offsets = escaped_map(self.source.text, entry.start + 1, entry.end - 1)
        if lone:
            raise InputError(f"{name} holds half of a surrogate pair", place(self.source, offsets.start(lone.start())))
        return Field(name, text, offsets, write=escaped)


def parse_object(source: Source, line: str, base: int) -> dict[str, Value]:
    """The keys and values of one line that starts at a Source offset, each with its place.

    Raises InputError for anything but one JSON object, and for a key that comes twice.
    """
    opening = _OPEN.match(line)
    if not opening:
        raise InputError("the line is not a JSON object", place(source, base + _blank(line, 0)))
    record: dict[str, Value] = {}
    at = opening.end()
    try:
        closing = _EMPTY.match(line, at)
        while closing is None:
            at = _pair(source, line, base, at, record)
            following = _NEXT.match(line, at)
            if following is None:
                raise json.JSONDecodeError("Expecting ',' or '}'", line, _blank(line, at))
            at = following.end()
            if following[1] == "}":
                break
        else:
            at = closing.end()
    except json.JSONDecodeError as error:
        raise InputError(f"the line is not valid JSON: {error.msg}", place(source, base + error.pos)) from None
    except RecursionError:
        raise InputError("the record is nested too deeply", place(source, base)) from None
    at = _blank(line, at)
    if at < len(line):
        raise InputError("the line goes on after its JSON object", place(source, base + at))
    return record


def _pair(source: Source, line: str, base: int, at: int, record: dict[str, Value]) -> int:
    """Read one key and value from `at` on into the record; where it ends."""
    opening = _KEY.match(line, at)
    if opening is None:
        raise json.JSONDecodeError("Expecting a key in double quotes", line, _blank(line, at))
    start = opening.end()
    key, at = scanstring(line, start, True)
    colon = _COLON.match(line, at)
    if colon is None:
        raise json.JSONDecodeError("Expecting ':'", line, _blank(line, at))
    at = colon.end()
    try:
        value, end = _SCAN(line, at)
    except StopIteration:
        raise json.JSONDecodeError("Expecting a value", line, at) from None
    if key in record:
        raise InputError(f"the key '{key}' comes twice", place(source, base + start - 1))
    record[key] = Value(value, base + start - 1, base + at, base + end)
    return int(end)


def _blank(line: str, at: int) -> int:
    match = _BLANK.match(line, at)
    return match.end() if match else at
