"""Directives to the linter that stand where the recipient would read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

_SENT = LazyPattern(
    r"<!-{1,3}\s*outreachlint\b[^\n]{0,200}?-{1,2}>|<!-{1,3}\s*outreachlint\b[^\n]{0,200}"
    r"|\boutreachlint[-_: ]{1,2}(?:ignore|disable|enable|noqa)\b[^\n]{0,200}"
    r"|^[ \t]*outreachlint:[ \t]*(?:\{[^\n]{0,200}|$)",
    re.I | re.M,
)


def sent(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every directive in the text that is sent: in plain text or a record, or not closed as a comment must be."""
    raw = analysis.document.text
    if "outreachlint" not in raw.lower():
        return
    unsent = analysis.document.unsent()
    for match in _SENT.get().finditer(raw):
        span = Span(match.start(), match.start() + len(match[0].rstrip()))
        if not any(span.overlaps(other) for other in unsent):
            yield Signal(span, {"directive": span.of(raw)})


def after_the_rules(analysis: Analysis, options: Mapping[str, Any]) -> tuple[Signal, ...]:
    """Nothing: whether a directive does something is known when all other rules have run (`suppress.py` says it)."""
    return ()
