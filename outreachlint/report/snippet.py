"""The source lines that a finding is about, with carets under its words."""

from __future__ import annotations

from typing import NamedTuple

from outreachlint.report.style import visible, widths
from outreachlint.text.source import Position, Source

MAX_WIDTH = 110
"""Columns of a shown line; longer ones are cut around the finding."""
MAX_LINES = 4
"""Lines shown of a finding that spans many."""
_LEAD = 30
_CUT = "…"


class Shown(NamedTuple):
    """One source line as it is printed, and the carets below it."""

    number: int
    text: str
    carets: str


def snippet(source: Source, start: Position, end: Position) -> list[Shown]:
    """The lines from `start` to `end` (exclusive), at most MAX_LINES of them."""
    last = end.line if end.column > 1 or end.line == start.line else end.line - 1
    shown = []
    for number in range(start.line, min(last, start.line + MAX_LINES - 1) + 1):
        line = visible(source.line(number))
        first = start.column - 1 if number == start.line else len(line) - len(line.lstrip())
        stop = end.column - 1 if number == end.line else len(line.rstrip())
        if line.strip() or number == start.line:
            shown.append(_shown(number, line, min(first, len(line)), stop))
    return shown


def _shown(number: int, line: str, first: int, stop: int) -> Shown:
    stop = max(min(stop, len(line)), first)
    sizes = widths(line)
    low, high = _window(sizes, first, stop)
    head = _CUT if low else ""
    tail = _CUT if high < len(line) else ""
    before = len(head) + sum(sizes[low:first])
    under = max(1, sum(sizes[first : min(stop, high)]))
    text = "".join(
        " " * size if char == "\t" else char for char, size in zip(line[low:high], sizes[low:high], strict=True)
    )
    return Shown(number, head + text + tail, " " * before + "^" * under)


def _window(sizes: list[int], first: int, stop: int) -> tuple[int, int]:
    """The part of a line to show: all of it, or MAX_WIDTH columns with the finding's beginning in them."""
    if sum(sizes) <= MAX_WIDTH:
        return 0, len(sizes)
    if sum(sizes[:stop]) <= MAX_WIDTH:
        low = 0
    else:
        low, lead = first, 0
        while low > 0 and lead + sizes[low - 1] <= _LEAD:
            low -= 1
            lead += sizes[low]
    high, room = low, MAX_WIDTH
    while high < len(sizes) and room >= sizes[high]:
        room -= sizes[high]
        high += 1
    return low, high
