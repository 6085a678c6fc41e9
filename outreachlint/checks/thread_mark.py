"""Subjects that are marked as an answer or as forwarded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Edit, Fix
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

_MARKS = LazyPattern(
    r"\s*(?:(?:re|fwd?|r|i|inoltro|rv|tr|aw|antw|wg|res|enc)(?:\s*[\[(]\d{1,3}[\])])?[^\S\r\n]*[:：][^\S\r\n]*)+", re.I
)


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The marks (`Re:`, `R: I:`, `AW:`, `Fwd:`) before the subject, with a fix that leaves the subject alone."""
    subject = analysis.document.field_span("subject")
    if subject is None:
        return
    match = _MARKS.get().match(analysis.document.text, subject.start, subject.end)
    if match is None:
        return
    rest = analysis.document.text[match.end() : subject.end]
    span = Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
    yield Signal(span, {"mark": match[0].strip(), "subject": rest}, _without(span, rest) if rest.strip() else None)


def _without(span: Span, rest: str) -> Fix:
    """The mark removed, and a capital for what now comes first, unless it is a name with capitals of its own."""
    word = re.match(r"[^\W\d_]+(?![\w.@/])", rest)
    if word is not None and word[0].islower():
        return Fix("", (Edit(Span(span.start, span.end + 1), rest[0].upper()),), "unsafe")
    return Fix("", (Edit(span, ""),), "unsafe")
