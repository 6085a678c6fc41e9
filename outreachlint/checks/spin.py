"""Spin text: `{Hi|Hello {there|again}}`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from outreachlint.text.mask import Mask
from outreachlint.text.source import Span

_MARK = re.compile(r"[{}|]")


class Spin(NamedTuple):
    """A group of branches, of which one is sent: its span with the braces, and where it is divided."""

    span: Span
    bars: tuple[int, ...]


def braces(text: str, start: int, end: int, masks: Sequence[Mask]) -> tuple[list[Spin], list[int]]:
    """The spin groups of a stretch of raw text, inner ones first, and the braces in it that have no partner.

    Braces inside masks (placeholders, links, notes that are not sent) are not looked at.
    """
    groups: list[Spin] = []
    lone: list[int] = []
    open_groups: list[tuple[int, list[int]]] = []
    hidden = [mask.span for mask in masks if mask.span.start < end and mask.span.end > start]
    following = 0
    for match in _MARK.finditer(text, start, end):
        at, char = match.start(), match[0]
        while following < len(hidden) and hidden[following].end <= at:
            following += 1
        if following < len(hidden) and hidden[following].start <= at:
            continue
        if char == "{":
            open_groups.append((at, []))
        elif char == "|":
            if open_groups:
                open_groups[-1][1].append(at)
        elif open_groups:
            first, bars = open_groups.pop()
            groups.append(Spin(Span(first, at + 1), tuple(bars)))
        else:
            lone.append(at)
    return groups, sorted(lone + [first for first, _ in open_groups])
