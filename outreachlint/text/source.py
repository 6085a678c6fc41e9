"""A file's text and where each offset of it lies."""

from __future__ import annotations

from bisect import bisect_right

from outreachlint.records import NamedTuple


class Span(NamedTuple):
    """A stretch of text: code-point offsets, `end` exclusive."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]


class Position(NamedTuple):
    """1-based line and column; the column counts code points, a tab is one."""

    line: int
    column: int


class Source:
    """The decoded text of one file (without its BOM), or a part of it, and its line index.

    `text` keeps the file's own line ends, so offsets are offsets in the decoded file; of a part they count from its
    start, which is `base` code points behind the file's. `first_line` is the number of its first line in the file.
    A part begins where a line does. Lines end at LF, CRLF or a lone CR.
    """

    __slots__ = ("_starts", "base", "first_line", "path", "text")

    def __init__(self, path: str, text: str, *, line: int = 1, base: int = 0) -> None:
        self.path = path
        self.text = text
        self.first_line = line
        self.base = base
        self._starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """The offset of each line's first code point."""
        if self._starts is None:
            starts = [0]
            text = self.text
            if "\r" not in text:
                at = text.find("\n")
                while at >= 0:
                    starts.append(at + 1)
                    at = text.find("\n", at + 1)
            else:
                for i, char in enumerate(text):
                    if char == "\n" or (char == "\r" and text[i + 1 : i + 2] != "\n"):
                        starts.append(i + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> Position:
        """The line and column of a code-point offset in 0..len(text)."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return Position(line + self.first_line - 1, offset - starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The inverse of `position`."""
        return self.line_starts[position.line - self.first_line] + position.column - 1

    def line(self, number: int) -> str:
        """The text of a line by its number in the file, without its line end."""
        starts = self.line_starts
        number -= self.first_line - 1
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")
