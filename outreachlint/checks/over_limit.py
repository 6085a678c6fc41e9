"""Whether the message fits into what the platform takes.

LinkedIn publishes no rule for counting an emoji, so UTF-16 units are counted, the longer of the two ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Severity
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """What does not fit any more, from the first character too many, in the longest form that may be sent."""
    document = analysis.document
    for field in ("subject", "text"):
        span = document.field_span(field)
        limits = _limits(analysis, field, options)
        if span is None or not limits or _surely_fits(analysis, span, limits[-1][0], options["placeholder"]):
            continue
        from outreachlint.checks.expansion import first_too_many, measure

        pieces = measure(document.text, span, analysis.view.masks, options["placeholder"])
        total = sum(piece.units for piece in pieces)
        for limit, severity in limits:
            if total > limit:
                slots = {"length": str(total), "limit": str(limit), "over": str(total - limit)}
                start = first_too_many(document.text, pieces, limit)
                yield Signal(Span(start, span.end), slots, severity=severity)
                break


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


def _surely_fits(analysis: Analysis, span: Span, limit: int, placeholder: int) -> bool:
    """Whether even a text of code points that all count twice would fit, with every mask a long placeholder."""
    text = span.of(analysis.document.text)
    units = len(text) if text.isascii() else 2 * len(text)
    return units + len(analysis.view.masks) * placeholder <= limit
