"""The blanks in a message that somebody or something has yet to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.checks.spans import Cover
from outreachlint.text.source import Span
from outreachlint.text.template.nodes import Condition, Control, Spin, Tag

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.text.template.nodes import Template

# XX and XXX may be Roman numbers (`la XXX edizione`), so three of them count only before a mark or at the end.
_BY_HAND = re.compile(
    r"\bX{3}(?=\s*(?:[,.!?:;)%€$]|$))|\bX{4,}\b|(?<!\w)_{3,}(?!\w)|\bTODO:|\bTBD\b|\bFIXME\b|\b[Ll]orem ipsum\b", re.M
)


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every tag, spin group, tag of a condition and blank, in the order of the text."""
    raw = analysis.document.text
    template = analysis.template
    spans = list(_of_template(template))
    taken = Cover([*spans, *(mask.span for mask in template.masks if mask.kind in ("unsent", "url"))])
    for match in _BY_HAND.finditer(raw):
        span = Span(*match.span())
        if not taken.overlaps(span):
            spans.append(span)
    for span in sorted(spans):
        yield Signal(span, {"placeholder": span.of(raw)})


def _of_template(template: Template) -> Iterator[Span]:
    for node in template.walk():
        if isinstance(node, (Tag, Spin)):
            yield node.span
        elif isinstance(node, Condition):
            yield from (marker for marker in node.markers if marker.start < marker.end)
        elif isinstance(node, Control):
            written = node.span.of(template.text)
            start = node.span.start + len(written) - len(written.lstrip())
            yield Span(start, node.span.start + len(written.rstrip()))
