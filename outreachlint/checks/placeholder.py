"""The blanks in a message that somebody or something has yet to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.checks.spin import braces
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

# XX and XXX may be Roman numbers (`la XXX edizione`), so three of them count only before a mark or at the end.
_BY_HAND = re.compile(
    r"\bX{3}(?=\s*(?:[,.!?:;)%€$]|$))|\bX{4,}\b|(?<!\w)_{3,}(?!\w)|\bTODO:|\bTBD\b|\bFIXME\b|\b[Ll]orem ipsum\b", re.M
)


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every placeholder, spin group and blank, in the order of the text."""
    raw = analysis.document.text
    masks = analysis.view.masks
    spans = [mask.span for mask in masks if mask.kind == "placeholder"]
    groups, _ = braces(raw, 0, len(raw), masks)
    spans += [group.span for group in groups if group.bars]
    unsent = [mask.span for mask in masks if mask.kind in ("unsent", "url")]
    for match in _BY_HAND.finditer(raw):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in (*spans, *unsent)):
            spans.append(span)
    for span in sorted(spans):
        yield Signal(span, {"placeholder": span.of(raw)})
