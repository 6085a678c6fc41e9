"""Whether the message fits into what the platform takes.

LinkedIn publishes no rule for counting an emoji, so UTF-16 units are counted, the longer of the two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from outreachlint.checks.signal import Signal
from outreachlint.checks.spin import Spin, braces
from outreachlint.diagnostics import Severity
from outreachlint.text.mask import Mask
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

_FALLBACK = re.compile(r"\|\s*(?:default\s*[:(=]\s*)?[\"“']?([^|\"”'{}\[\]]*)")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Limit(NamedTuple):
    """So many UTF-16 units fit into a field; more are a Diagnostic of this severity (None: the rule's own)."""

    field: str
    units: int
    severity: Severity | None


class Piece(NamedTuple):
    """A stretch of raw text and how many UTF-16 units of it are sent at most."""

    span: Span
    units: int


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """What does not fit any more, from the first character too many, in the longest form that may be sent."""
    document = analysis.document
    for field in ("subject", "text"):
        span = document.field_span(field)
        limits = [limit for limit in _limits(analysis, options) if limit.field == field]
        if span is None or not limits or _surely_fits(analysis, span, limits, options["placeholder"]):
            continue
        pieces = measure(document.text, span, analysis.view.masks, options["placeholder"])
        total = sum(piece.units for piece in pieces)
        for limit in limits:
            if total > limit.units:
                slots = {"length": str(total), "limit": str(limit.units), "over": str(total - limit.units)}
                start = _first_too_many(document.text, pieces, limit.units)
                yield Signal(Span(start, span.end), slots, severity=limit.severity)
                break


def measure(text: str, span: Span, masks: Sequence[Mask], placeholder: int) -> list[Piece]:
    """The pieces of a stretch of raw text, in order, each with its longest expansion.

    A placeholder counts as `placeholder` units or as its longer fallback; spin text as its longest branch.
    """
    end = span.start + len(span.of(text).rstrip())
    groups, _ = braces(text, span.start, end, masks)
    spins = {group.span.start: group for group in groups if group.bars}
    hidden = {mask.span.start: mask for mask in masks if mask.kind in ("placeholder", "unsent")}
    return _pieces(text, span.start, end, spins, hidden, placeholder)


def _limits(analysis: Analysis, options: Mapping[str, Any]) -> list[Limit]:
    """The limits of the message's channel, the hardest first."""
    context = analysis.document.context
    if context.channel.value == "connection-note":
        free = context.plan.value == "free"
        return [Limit("text", options["note_free"] if free else options["note"], None)]
    if context.channel.value == "inmail":
        return [
            Limit("subject", options["inmail_subject"], None),
            Limit("text", options["inmail_body"], None),
            Limit("text", options["inmail_body_warning"], Severity.WARNING),
        ]
    return []


def _surely_fits(analysis: Analysis, span: Span, limits: Sequence[Limit], placeholder: int) -> bool:
    text = span.of(analysis.document.text)
    return units(text) + len(analysis.view.masks) * placeholder <= min(limit.units for limit in limits)


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


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
    return max([placeholder, *(units(fallback.strip()) for fallback in _FALLBACK.findall(written))])


def _first_too_many(text: str, pieces: Sequence[Piece], limit: int) -> int:
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
