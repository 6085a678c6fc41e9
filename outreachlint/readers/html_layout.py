"""How text in HTML is laid out: white space that collapses, lines, paragraphs, character references."""

from __future__ import annotations

import re

from outreachlint.readers.html_marks import ALL, NORMAL
from outreachlint.text.slices import SliceBuilder
from outreachlint.text.source import Span

_PIECES = re.compile(
    r"(?P<space>[ \t\n\f\r]+)|(?P<code>&(?:\#(?:[xX][0-9a-fA-F]+|[0-9]+);?|[A-Za-z][A-Za-z0-9]{1,31};?))"
    r"|[^ \t\n\f\r&]+(?:[ ][^ \t\n\f\r&]+)*|&"
)
_BREAKS = re.compile(r"(?P<line>\r\n?|\n)|[^\r\n]+")
_REPLACEMENT = "\ufffd"


class Layout:
    """Collects the visible text of an HTML text piece by piece, with the place of every code point in it."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.out = SliceBuilder()
        self.line_is_open = False
        self._breaks: list[tuple[int, int, bool]] = []  # source, width, whether a character of the source writes it
        self._space: tuple[int, int] | None = None
        self._item = False
        self._first: int | None = None
        self._end = 0

    def text(self, start: int, end: int, space: str, *, coded: bool) -> Span | None:
        """Add the text of a stretch of HTML; where it came to stand, None for one that shows nothing yet."""
        self._first = None
        for match in _PIECES.finditer(self.html, start, end):
            at, to = match.span()
            if match.lastgroup == "space":
                self._add_space(at, to, space)
            elif match.lastgroup == "code" and coded:
                char, width = character(match[0])
                self._add(char, at, width)
                self._add(self.html[at + width : to], at + width, None)
            else:
                self._add(match[0], at, None)
        return None if self._first is None else Span(self._first, len(self.out))

    def line(self, source: int, width: int) -> None:
        """End the line: a `<br>`."""
        self._break(source, width, False)

    def block(self, breaks: int) -> None:
        """Go on with a new line, behind a blank one where `breaks` is 2."""
        if self.line_is_open:
            self._break(self._end, 0, False)
        while len(self._breaks) < breaks and len(self.out):
            self._break(self._end, 0, False)

    def item(self) -> None:
        """Begin a list's item."""
        self._item = True

    def _break(self, source: int, width: int, written: bool) -> None:
        self._breaks.append((source, width, written))
        self._end = source + width
        self._space = None
        self.line_is_open = False

    def _add_space(self, start: int, end: int, space: str) -> None:
        if space == NORMAL:
            if self.line_is_open and self._space is None:
                self._space = start, end - start
            return
        for match in _BREAKS.finditer(self.html, start, end):
            at, to = match.span()
            if match["line"]:
                self._break(at, to - at, True)
            elif space == ALL:
                self._add(match[0], at, None)
            elif self.line_is_open and self._space is None:
                self._space = at, to - at

    def _add(self, text: str, source: int, width: int | None) -> None:
        """Add visible text, `width` code points wide where it is written as something else."""
        if not text:
            return
        self._flush()
        if self._first is None:
            self._first = len(self.out)
        if width is None:
            self.out.written(text, source)
        else:
            self.out.decoded(text, source, width)
        self._end = source + (len(text) if width is None else width)
        self.line_is_open = True

    def _flush(self) -> None:
        if len(self.out):
            for source, width, written in self._breaks:
                if not written:
                    self.out.made("\n", source, width)
                elif width == 1 and self.html[source] == "\n":
                    self.out.written("\n", source)
                else:
                    self.out.decoded("\n", source, width)
        self._breaks.clear()
        if self._item:
            self.out.made("- ", self._end)
            self._item = False
        elif self._space is not None:
            source, width = self._space
            if width == 1 and self.html[source] == " ":
                self.out.written(" ", source)
            else:
                self.out.decoded(" ", source, width)
        self._space = None


def character(code: str) -> tuple[str, int]:
    """What a character reference stands for, and how much of it: `&ampx` is `&` written in four code points.

    What is no reference stands for itself.
    """
    if code[1] == "#":
        return _numbered(code), len(code)
    from html.entities import html5

    for width in range(len(code), 2, -1):
        char = html5.get(code[1:width])
        if char is not None:
            return char, width
    return code, len(code)


def _numbered(code: str) -> str:
    digits = code[2:].rstrip(";")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits) if len(digits) < 20 else 0x110000
    if 0x80 <= number < 0xA0:
        # the standard reads these as windows-1252
        return bytes([number]).decode("cp1252", "replace").replace(_REPLACEMENT, chr(number))
    if not number or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return _REPLACEMENT
    return chr(number)
