"""How long a message may become: its longest spin branches, its placeholders filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from outreachlint.checks.spin import Spin, braces
from outreachlint.text.mask import Mask
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

_FALLBACK = LazyPattern(r"\|\s*(?:default\s*[:(=]\s*)?[\"“']?([^|\"”'{}\[\]]*)")
_ASTRAL = LazyPattern("[\U00010000-\U0010ffff]")


class Piece(NamedTuple):
    """A stretch of raw text and how many UTF-16 units of it are sent at most."""

    span: Span
    units: int


def measure(text: str, span: Span, masks: Sequence[Mask], placeholder: int) -> list[Piece]:
    """The pieces of a stretch of raw text, in order, each with its longest expansion.

    A placeholder counts as `placeholder` units or as its longer fallback; spin text as its longest branch.
    """
    end = span.start + len(span.of(text).rstrip())
    groups, _ = braces(text, span.start, end, masks)
    spins = {group.span.start: group for group in groups if group.bars}
    hidden = {mask.span.start: mask for mask in masks if mask.kind in ("placeholder", "unsent")}
    return _pieces(text, span.start, end, spins, hidden, placeholder)


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.get().findall(text))


def first_too_many(text: str, pieces: Sequence[Piece], limit: int) -> int:
    """The raw offset of the first character that is over the limit."""
    room = limit
    for piece in pieces:
        if piece.units <= room:
            room -= piece.units
            continue
        if piece.units != units(piece.span.of(text)):
            return piece.span.start
        for offset in range(piece.span.start, piece.span.end):
            room -= units(text[offset])
            if room < 0:
                return offset
    return pieces[-1].span.start


def _pieces(
    text: str, start: int, end: int, spins: Mapping[int, Spin], hidden: Mapping[int, Mask], placeholder: int
) -> list[Piece]:
    pieces: list[Piece] = []
    at = plain = start

    def close(upto: int) -> None:
        if plain < upto:
            pieces.append(Piece(Span(plain, upto), units(text[plain:upto])))

    for special in sorted(offset for offset in (*spins, *hidden) if start <= offset < end):
        if special < at:
            continue
        close(special)
        if special in hidden:
            span = hidden[special].span
            cost = _merged(span.of(text), hidden[special], placeholder)
        else:
            span = spins[special].span
            cost = _longest(text, spins[special], spins, hidden, placeholder)
        pieces.append(Piece(span, cost))
        at = plain = span.end
    close(end)
    return pieces


def _longest(text: str, spin: Spin, spins: Mapping[int, Spin], hidden: Mapping[int, Mask], placeholder: int) -> int:
    bounds = [spin.span.start, *spin.bars, spin.span.end - 1]
    inner = {offset: group for offset, group in spins.items() if offset != spin.span.start}
    return max(
        sum(piece.units for piece in _pieces(text, first + 1, last, inner, hidden, placeholder))
        for first, last in pairwise(bounds)
    )


def _merged(written: str, mask: Mask, placeholder: int) -> int:
    if mask.kind == "unsent" or mask.dialect == "liquid_tag" or written.startswith(("{{#", "{{/", "{{else")):
        return 0
    return max([placeholder, *(units(fallback.strip()) for fallback in _FALLBACK.get().findall(written))])
