"""The source lines that a finding is about, with carets under its words."""

from __future__ import annotations

from collections.abc import Sequence

from outreachlint.findings import Line
from outreachlint.records import NamedTuple
from outreachlint.report.style import visible, widths
from outreachlint.text.source import Position

MAX_WIDTH = 110
"""Columns of a shown line; longer ones are cut around the finding."""
_LEAD = 30
_CUT = "…"


class Shown(NamedTuple):
    """One source line as it is printed, and the carets below it."""

    number: int
    text: str
    carets: str


def snippet(lines: Sequence[Line], start: Position, end: Position) -> list[Shown]:
    """The lines that a finding from `start` to `end` (exclusive) lies in."""
    shown = []
    for line in lines:
        text = visible(line.text)
        first = start.column - 1 - line.cut if line.number == start.line else len(text) - len(text.lstrip())
        stop = end.column - 1 - line.cut if line.number == end.line else len(text.rstrip())
        if text.strip() or line.number == start.line:
            shown.append(_shown(line, text, min(first, len(text)), stop))
    return shown


def _shown(of: Line, line: str, first: int, stop: int) -> Shown:
    stop = max(min(stop, len(line)), first)
    sizes = widths(line)
    low, high = _window(sizes, first, stop)
    head = _CUT if low or of.cut else ""
    tail = _CUT if high < len(line) or of.more else ""
    before = len(head) + sum(sizes[low:first])
    under = max(1, sum(sizes[first : min(stop, high)]))
    text = "".join(
        " " * size if char == "\t" else char for char, size in zip(line[low:high], sizes[low:high], strict=True)
    )
    return Shown(of.number, head + text + tail, " " * before + "^" * under)


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
