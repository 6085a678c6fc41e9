"""The Diagnostics of a template's variants as those of one message, each in the branch that it is about."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreachlint.diagnostics import Diagnostic, Edit, Fix, Related

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.text.source import Span


class Branches:
    """Collects what was found in each variant.

    Two findings of a rule that overlap, where the message is written, are one: the first. A place that a finding
    already lists as related is not reported by itself.
    """

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._places: dict[str, list[Span]] = {}
        self._firsts: dict[str, int] = {}

    def add(self, analysis: Analysis, found: Sequence[Diagnostic]) -> None:
        """Add the Diagnostics of a variant, their spans in its own text."""
        for diagnostic in found:
            self._add(_written(analysis, diagnostic))

    def _add(self, diagnostic: Diagnostic) -> None:
        places = self._places.setdefault(diagnostic.code, [])
        new = not _overlaps(places, diagnostic.span)
        if new:
            insort(places, diagnostic.span)
        related = [each for each in diagnostic.related if each.document is not None or not _overlaps(places, each.span)]
        for each in related:
            if each.document is None:
                insort(places, each.span)
        if new:
            self._firsts.setdefault(diagnostic.code, len(self.found))
            self.found.append(diagnostic._replace(related=tuple(related)))
        elif related:
            at = self._firsts[diagnostic.code]
            first = self.found[at]
            own = [each for each in related if each.document is None]
            self.found[at] = first._replace(related=(*first.related, *own))


def _overlaps(places: Sequence[Span], span: Span) -> bool:
    """Whether a span overlaps one of some spans in order, or is one of them."""
    at = bisect_left(places, span)
    if at < len(places) and (places[at] == span or places[at].overlaps(span)):
        return True
    return at > 0 and places[at - 1].overlaps(span)


def _written(analysis: Analysis, diagnostic: Diagnostic) -> Diagnostic:
    """A Diagnostic of a variant with the spans of the message as it is written."""
    return diagnostic._replace(
        span=analysis.to_written(diagnostic.span),
        related=tuple(_related(analysis, each) for each in diagnostic.related),
        fix=_fix(analysis, diagnostic.fix),
    )


def _related(analysis: Analysis, related: Related) -> Related:
    return related if related.document is not None else related._replace(span=analysis.to_written(related.span))


def _fix(analysis: Analysis, fix: Fix | None) -> Fix | None:
    """A fix where all that it replaces is written in one piece."""
    if fix is None:
        return None
    edits = []
    for edit in fix.edits:
        span = analysis.to_written_piece(edit.span)
        if span is None:
            return None
        edits.append(Edit(span, edit.text))
    return fix._replace(edits=tuple(edits))
