"""Whether the message fits into what the platform takes.

LinkedIn publishes no rule for counting an emoji, so UTF-16 units are counted, the longer of the two ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Severity
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.checks.expansion import Lengths, Piece


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """What does not fit any more, from the first character too many, in the longest form that may be sent.

    Where another branch fits, what is too long in its branch.
    """
    document = analysis.document
    for field in ("subject", "text"):
        span = document.field_span(field)
        limits = _limits(analysis, field, options)
        if span is None or not limits or _surely_fits(analysis, span, limits[-1][0], options):
            continue
        from outreachlint.checks.expansion import Lengths, measure

        lengths = Lengths(options["placeholder"], options["lengths"])
        pieces = measure(analysis.template, span, lengths)
        total = sum(piece.most for piece in pieces)
        for limit, severity in limits:
            if total > limit:
                for place, length in _places(document.text, span, pieces, limit, lengths):
                    slots = {"length": str(length), "limit": str(limit), "over": str(length - limit)}
                    yield Signal(place, slots, severity=severity)
                break


def _places(text: str, span: Span, pieces: Sequence[Piece], limit: int, lengths: Lengths) -> Iterator[tuple[Span, int]]:
    """What is too much, and the length of the message that has it."""
    from outreachlint.checks.expansion import first_too_many, too_long

    if sum(piece.least for piece in pieces) > limit:
        yield Span(first_too_many(text, pieces, limit), span.end), sum(piece.most for piece in pieces)
    else:
        yield from too_long(text, pieces, limit, lengths)


def _limits(analysis: Analysis, field: str, options: Mapping[str, Any]) -> list[tuple[int, Severity | None]]:
    """How many UTF-16 units fit into a field of the message's channel, the hardest limit first.

    More is a Diagnostic of the severity that stands beside it (None: the rule's own).
    """
    context = analysis.document.context
    if context.channel.value == "connection-note" and field == "text":
        return [(options["note_free"] if context.plan.value == "free" else options["note"], None)]
    if context.channel.value == "inmail":
        if field == "subject":
            return [(options["inmail_subject"], None)]
        return [(options["inmail_body"], None), (options["inmail_body_warning"], Severity.WARNING)]
    return []


def _surely_fits(analysis: Analysis, span: Span, limit: int, options: Mapping[str, Any]) -> bool:
    """Whether even a text of code points that all count twice would fit, with every tag as long as the longest."""
    text = span.of(analysis.document.text)
    units = len(text) if text.isascii() else 2 * len(text)
    if units > limit:
        return False
    tags = sum(mask.kind == "placeholder" for mask in analysis.view.masks)
    if not tags:
        return True
    from outreachlint.checks.expansion import Lengths

    return units + tags * Lengths(options["placeholder"], options["lengths"]).longest <= limit
