"""Whether the message is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis

# `{{sender.name}}`, `%signature%`, `[Your name]`: what a tool or the sender fills in under a message
_SENDER = re.compile(
    r"sender|signature|owner|from_?name|my_?name|user\.|your name|firma|mittente|remitente|exp[ée]diteur|absender"
    r"|remetente|signatur",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w'’.-]*(?:\s+[^\W\d_a-z][\w'’.-]*){0,3}"
_CLOSED_BY = re.compile(rf"[,–—-]\s*(?P<name>{_NAME})")
"""A name on the line of the closing formula: `Best, Bob`."""
_BARRED = re.compile(rf"(?P<name>{_NAME})\s+[|·•]\s")
"""A name at the head of a line of parts: `Bob Reed | Reed Scanners | 0113 555`."""
_LAST = 3
"""Sentences at the end of a message among which a line of parts is looked for."""


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """The first line of the signature, the name in its place, or the first placeholder that stands for one."""
    view = analysis.view
    links = [mask.span for mask in view.masks if mask.kind in ("url", "email")]
    for sentence in view.sentences:
        # a short last line with a link (`unsubscribe at …`) looks like a name
        if sentence.section == "signature" and not any(sentence.span.overlaps(link) for link in links):
            yield Signal(sentence.span)
            return
    name = _named(analysis)
    if name is not None:
        yield Signal(name)
        return
    for mask in view.masks:
        if mask.kind == "placeholder" and _SENDER.search(mask.span.of(view.raw)):
            yield Signal(mask.span)
            return


def _named(analysis: Analysis) -> Span | None:
    """The sender's name where it stands on the line of the closing formula, or begins a last line of parts."""
    view = analysis.view
    for index, sentence in enumerate(view.sentences):
        match = None
        if sentence.section == "closing":
            match = _CLOSED_BY.search(view.raw, sentence.span.start, sentence.span.end)
        elif sentence.section in ("body", "ps") and index >= len(view.sentences) - _LAST:
            match = _BARRED.match(view.raw, sentence.span.start, sentence.span.end)
        if match is not None:
            return Span(*match.span("name"))
    return None
