"""Where to point when what is wrong is that something is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The first sentence of every message."""
    yield Signal(first_sentence(analysis))


def first_sentence(analysis: Analysis) -> Span:
    """The first sentence after the subject (of the subject where there is nothing else)."""
    sentences = analysis.view.sentences
    for sentence in sentences:
        if sentence.section != "subject":
            return sentence.span
    return sentences[0].span if sentences else Span(0, len(analysis.document.text))
