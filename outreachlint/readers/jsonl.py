"""JSON Lines: one message a record, with every code point's place in the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple, overload

from outreachlint.document import Document, Fact, Field
from outreachlint.errors import InputError
from outreachlint.facts import CHOICES, NAMES
from outreachlint.readers.facts import RECORD_KEYS, Defaults, Layers
from outreachlint.readers.front_matter import place
from outreachlint.readers.message import build, checked, own_directives, refuse_near_miss
from outreachlint.text.source import Source, Span

_SCAN = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_BLANK = re.compile(r"[ \t\r]*")
_KEY = re.compile(r'[ \t\r]*"')
_COLON = re.compile(r"[ \t\r]*:[ \t\r]*")
_NEXT = re.compile(r"[ \t\r]*([,}])")
_OPEN = re.compile(r"[ \t\r]*\{")
_EMPTY = re.compile(r"[ \t\r]*\}")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCALARS = (*CHOICES, "lang", "touch", "ready")


class Value(NamedTuple):
    """A decoded value and its span in the Source (of a string, with its quotes)."""

    value: Any
    key: int
    start: int
    end: int


class EscapedOffsets(Sequence[int]):
    """The Source offset of each code point of a JSON string that holds escapes, and of its end.

    It is worked out when first asked: most messages have no Diagnostic.
    """

    __slots__ = ("_decoded", "_end", "_source", "_start", "_written")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self._source = source
        self._start = start
        self._end = end
        self._decoded: list[int] | None = None
        self._written: list[int] = []

    def _runs(self) -> list[int]:
        """Where in the decoded string each run starts in which every code point is one character of the file."""
        if self._decoded is None:
            decoded, written, at, offset = [0], [self._start], self._start, 0
            for escape in _ESCAPE.finditer(self._source.text, self._start, self._end):
                offset += escape.start() - at + 1
                at = escape.end()
                decoded.append(offset)
                written.append(at)
                decoded[-1:-1], written[-1:-1] = [offset - 1], [escape.start()]
            self._decoded, self._written = decoded, written
        return self._decoded

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        decoded = self._runs()
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        run = bisect_right(decoded, index) - 1
        return self._written[run] + index - decoded[run]

    def __len__(self) -> int:
        decoded = self._runs()
        return decoded[-1] + self._end - self._written[-1] + 1


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a JSON Lines file; an InputError in the place of a record that can't be read."""
    reader = _Reader(source, defaults)
    text = source.text
    at = 0
    found = False
    while at < len(text):
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        line = text[at:end]
        if line and not line.isspace():
            found = True
            try:
                yield reader.message(line, at)
            except InputError as error:
                yield error
        at = end + 1
    if not found:
        yield InputError("there is no record in this file", place(source, 0))


class _Reader:
    """Reads the records of one file; remembers the keys and facts that it has seen."""

    def __init__(self, source: Source, defaults: Defaults) -> None:
        self.source = source
        self.defaults = defaults
        self.layers = Layers(defaults)
        self.seen: dict[tuple[str, type, Any], Fact] = {}
        self.ignored: set[str] = set()

    def message(self, line: str, base: int) -> Document:
        """The Document of one record that starts at a Source offset. Raises InputError."""
        record = parse_object(self.source, line, base)
        own: dict[str, Fact] = {}
        fields: list[Field] = []
        directives = []
        for key, value in record.items():
            if key in NAMES or key == "lang":
                if value.value is not None:
                    own[key] = self._fact(key, value)
            elif key == "outreachlint":
                directives = own_directives(self.source, value.value, Span(value.start, value.end))
            elif key == "id":
                own["id"] = Fact(self._identity(value), "record")
            elif key not in self.ignored and key not in RECORD_KEYS:
                refuse_near_miss(self.source, key, value.key, RECORD_KEYS)
                self.ignored.add(key)
        subject = self._field("subject", record.get("subject"))
        text = self._field("text", record.get("text"))
        if text is None:
            raise InputError("the record has no 'text'", place(self.source, base))
        fields = [subject, text] if subject is not None and subject.text.strip() else [text]
        return build(
            self.source,
            fields,
            own,
            self.defaults,
            self.layers,
            has_subject=subject is not None,
            directives=directives,
        )

    def _fact(self, key: str, value: Value) -> Fact:
        if key not in _SCALARS or isinstance(value.value, (dict, list)):
            return Fact(checked(self.source, key, value.value, value.start), "record")
        known = (key, value.value.__class__, value.value)
        fact = self.seen.get(known)
        if fact is None:
            fact = self.seen[known] = Fact(checked(self.source, key, value.value, value.start), "record")
        return fact

    def _identity(self, value: Value) -> str | None:
        if value.value is None or isinstance(value.value, str):
            return value.value
        if isinstance(value.value, int) and not isinstance(value.value, bool):
            return str(value.value)
        raise InputError("id takes a text or a whole number", place(self.source, value.start))

    def _field(self, name: str, value: Value | None) -> Field | None:
        if value is None or value.value is None:
            return None
        text = value.value
        if not isinstance(text, str):
            raise InputError(f"{name} takes a text", place(self.source, value.start))
        if value.end - value.start - 2 == len(text):
            return Field(name, text, value.start + 1)
        lone = _SURROGATE.search(text)
        offsets = EscapedOffsets(self.source, value.start + 1, value.end - 1)
        if lone:
            raise InputError(f"{name} holds half of a surrogate pair", place(self.source, offsets[lone.start()]))
        return Field(name, text, offsets)


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
