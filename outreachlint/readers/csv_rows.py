"""The rows of a CSV or TSV file, one at a time, each with its place in the file.

The standard library's `csv` gives no places; in all else this agrees with it (a doubled quote is one, what follows a
closing quote belongs to the cell, a quote inside an unquoted cell is a quote).
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Generator
from typing import BinaryIO

from outreachlint.errors import InputError, Place
from outreachlint.readers.front_matter import place
from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceBuilder, SliceMap
from outreachlint.text.source import Source

MAX_ROW = 1_000_000
"""The longest row in code points. A cell of a spreadsheet holds 32,767; more than this is an unclosed quote."""

MAX_COLUMNS = 2_000
"""The most cells of a row."""

DELIMITERS = ",;\t|"
"""What may divide cells."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEADER_LINES = 50
_HEADER = 64 * 1024
_DECLARED = re.compile(r"sep=([,;\t|])\s*", re.I)
_QUOTED = re.compile(r'(?:^|(?<=[,;\t|]))"[^"]*(?:""[^"]*)*(?P<close>"|\Z)', re.M)
# A byte that is no UTF-8 is decoded as U+DC80 and up, half of a UTF-16 pair as another surrogate.
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")

Mark = tuple[int, int, int]
"""Where a cell starts and ends in the raw text of its row, and where its closing quote is: -1 where it has none."""


class Cell(NamedTuple):
    """A cell: its text, and where each code point of it is written in the row's raw text.

    `plain` is false for a cell that follows no rule (text behind the closing quote, a quote in an unquoted cell):
    nothing can be written there safely.
    """

    text: str
    offsets: int | SliceMap
    quoted: bool
    plain: bool


class Row(NamedTuple):
    """A record of the file.

    `number` counts records as a spreadsheet does, blank ones too; `line` is the number in the file of the first of its
    lines and `base` the code-point offset of its start in the decoded file, without a byte order mark. `raw` is its
    text without the last line end. `marks` is None where no cell has a quote.
    """

    number: int
    line: int
    base: int
    raw: str
    texts: list[str]
    marks: list[Mark] | None

    def start(self, index: int) -> int:
        """The offset in `raw` at which a cell starts, its quote included."""
        if self.marks is not None:
            return self.marks[index][0]
        return sum(map(len, self.texts[:index])) + index

    def cell(self, index: int) -> Cell:
        """A cell by its index from 0."""
        text = self.texts[index]
        if self.marks is None:
            return Cell(text, self.start(index), False, True)
        start, end, close = self.marks[index]
        if close < 0:
            return Cell(text, start, False, '"' not in text)
        plain = end == close + 1
        if plain and len(text) == close - start - 1:
            return Cell(text, start + 1, True, True)
        return Cell(text, _unquoted_map(self.raw, self.marks[index]), True, plain)


class Rows:
    """The rows of an open file from its start; iterate once.

    An InputError stands in the place of a row that can't be read: NUL characters, more than MAX_ROW code points or
    MAX_COLUMNS cells, a quote that nothing closes (then the lines behind the quote's are read as rows). Bytes that are
    no text are an InputError behind which nothing is read. A few times MAX_ROW code points are kept at most, however
    long a line is. The file is left open.
    """

    def __init__(self, path: str, file: BinaryIO) -> None:
        self.path = path
        self.delimiter = ","
        self._file = file
        self._ahead: deque[str] = deque()
        self._number = 0
        self._line = 1
        self._base = 0
        self._broken = False

    def __iter__(self) -> Generator[Row | InputError, None, None]:
        head = self._file.read(2)
        self._file.seek(0)
        encoding, errors = ("utf-16", "surrogatepass") if head in _UTF16 else ("utf-8-sig", "surrogateescape")
        self._stream = io.TextIOWrapper(self._file, encoding=encoding, errors=errors, newline="")
        try:
            self._find_delimiter()
            while not self._broken:
                line = self._next_line()
                if not line:
                    return
                self._number += 1
                if line.isspace() and len(line) <= MAX_ROW:
                    self._pass(len(line), 1)
                else:
                    yield self._row(line)
        except UnicodeDecodeError:
            yield InputError("the file is not valid UTF-16", Place(self.path, self._line, 1), "save it as UTF-8")
        finally:
            if not self._file.closed:
                self._stream.detach()

    def _row(self, line: str) -> Row | InputError:
        """The row that begins with a line."""
        first, base = self._line, self._base
        if len(line) > MAX_ROW:
            self._skip(line)
            return InputError(f"the row has more than {MAX_ROW:,} characters", Place(self.path, first, 1))
        if '"' not in line:
            raw = line.rstrip("\r\n")
            texts, marks = raw.split(self.delimiter, MAX_COLUMNS), None
            self._pass(len(line), 1)
        else:
            scan = _Scan(self.delimiter)
            while not scan.feed(line):
                line = self._next_line()
                if not line or scan.length + len(line) > MAX_ROW:
                    return self._unclosed(scan, line)
            self._pass(scan.length, len(scan.lines))
            raw = "".join(scan.lines).rstrip("\r\n") if len(scan.lines) > 1 else line.rstrip("\r\n")
            marks = scan.marks
            texts = [_text(raw, *mark) for mark in marks]
        if "\0" in raw or not raw.isascii():
            wrong = _NOT_TEXT.search(raw)
            if wrong is not None:
                return self._not_text(Source(self.path, raw, line=first), wrong.start())
        if len(texts) > MAX_COLUMNS:
            return InputError(f"the row has more than {MAX_COLUMNS:,} columns", Place(self.path, first, 1))
        return Row(self._number, first, base, raw, texts, marks)

    def _unclosed(self, scan: _Scan, following: str) -> InputError:
        """The error for a quote that nothing closes; what follows its line is to be read again."""
        if following:
            self._ahead.appendleft(following)
        done = scan.lines[: scan.opened + 1]
        self._ahead.extendleft(reversed(scan.lines[scan.opened + 1 :]))
        source = Source(self.path, "".join(done), line=self._line)
        self._pass(len(source.text), len(done))
        reach = f"within {MAX_ROW:,} characters" if following else "to the end of the file"
        return InputError(
            f"a quote is opened here and not closed {reach}", place(source, scan.start), "close it, or double it"
        )

    def _not_text(self, source: Source, at: int) -> InputError:
        char = source.text[at]
        where = place(source, at)
        if char == "\0":
            return InputError("the row holds a NUL character; it is no text", where)
        self._broken = True
        if "\udc80" <= char <= "\udcff" and self._stream.errors == "surrogateescape":
            return InputError(f"byte 0x{ord(char) - 0xDC00:02x} is not valid UTF-8", where, "save the file as UTF-8")
        return InputError("half of a UTF-16 surrogate pair stands here", where, "save the file as UTF-8")

    def _find_delimiter(self) -> None:
        """Tell from the first row that is not blank what divides cells; all lines are still to be read after."""
        head: list[str] = []
        while len(head) < _HEADER_LINES and sum(map(len, head)) < _HEADER:
            line = self._next_line()
            if not line:
                break
            declared = _DECLARED.fullmatch(line) if not head else None
            if declared is not None:
                self.delimiter = declared[1]
                self._pass(len(line), 1)
                return
            head.append(line)
            text = "".join(head)
            quoted = [match["close"] for match in _QUOTED.finditer(text)]
            if not text.isspace() and (not quoted or quoted[-1]):
                break
        outside = _QUOTED.sub("", "".join(head)[:_HEADER])
        best = max(DELIMITERS, key=outside.count)
        if best in outside:
            self.delimiter = best
        self._ahead.extend(head)

    def _next_line(self) -> str:
        """The next line with its end; of one that is too long its start, and empty at the end of the file."""
        return self._ahead.popleft() if self._ahead else self._stream.readline(MAX_ROW + 1)

    def _skip(self, piece: str) -> None:
        """Pass over a line that is too long, of which this is the start."""
        length = 0
        while piece:
            length += len(piece)
            if piece.endswith("\n"):
                break
            at_carriage_return = piece.endswith("\r")
            piece = self._next_line()
            if at_carriage_return and piece != "\n":
                self._ahead.appendleft(piece)
                break
        self._pass(length, 1)

    def _pass(self, length: int, lines: int) -> None:
        self._base += length
        self._line += lines


class _Scan:
    """Finds the cells of a row that holds quotes, line by line.

    `start` is the offset in the row of the cell that is being read, `opened` the index of the line in which its quote
    stands.
    """

    def __init__(self, delimiter: str) -> None:
        self.lines: list[str] = []
        self.marks: list[Mark] = []
        self.length = 0
        self.start = 0
        self.opened = 0
        self._inside = False
        self._delimiter = delimiter
        self._stop = re.compile(f"[{re.escape(delimiter)}\r\n]")

    def feed(self, line: str) -> bool:
        """Read a line; whether the row ends with it."""
        before, at = self.length, 0
        self.lines.append(line)
        self.length += len(line)
        while True:
            close = -1
            if not self._inside:
                self.start = before + at
                if line.startswith('"', at):
                    self._inside = True
                    self.opened = len(self.lines) - 1
                    at += 1
            if self._inside:
                close = _closing_quote(line, at)
                if close < 0:
                    return False
                at = close + 1
                close += before
                self._inside = False
            stop = self._stop.search(line, at)
            end = stop.start() if stop else len(line)
            if len(self.marks) <= MAX_COLUMNS:
                self.marks.append((self.start, before + end, close))
            if stop is None or stop[0] != self._delimiter:
                return True
            at = end + 1


def _closing_quote(line: str, at: int) -> int:
    """Where the quote is that closes a cell, from inside of it; -1 where it is not in this line."""
    while True:
        at = line.find('"', at)
        if at < 0 or not line.startswith('"', at + 1):
            return at
        at += 2


def _text(raw: str, start: int, end: int, close: int) -> str:
    """What a cell says."""
    if close < 0:
        return raw[start:end]
    inner = raw[start + 1 : close]
    if '""' in inner:
        inner = inner.replace('""', '"')
    return inner + raw[close + 1 : end]


def _unquoted_map(raw: str, mark: Mark) -> SliceMap:
    """Where each code point of a quoted cell is written."""
    start, end, close = mark
    builder = SliceBuilder()
    at = start + 1
    while at < close:
        double = raw.find('""', at, close)
        stop = double if double >= 0 else close
        builder.written(raw[at:stop], at)
        if double >= 0:
            builder.decoded('"', double, 2)
        at = stop + 2
    builder.written(raw[close + 1 : end], close + 1)
    return builder.map(start + 1)
