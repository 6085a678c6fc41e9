"""Whether there is a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.message_start import first_sentence
from outreachlint.checks.signal import Signal

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The start of a message without a subject."""
    subject = analysis.document.field_span("subject")
    if subject is None or not subject.of(analysis.document.text).strip():
        yield Signal(first_sentence(analysis))
