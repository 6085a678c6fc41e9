"""The findings that directives silence, among the others: `check --show-suppressed`."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.comment_directives import VERBS
from outreachlint.findings import Finding, Suppressed
from outreachlint.runner import Report

MARK = "[suppressed]"


def with_suppressed(report: Report) -> Iterator[tuple[Finding, Suppressed | None]]:
    """The findings of a report in order, with them those that directives silence, where it has them."""
    pairs: list[tuple[Finding, Suppressed | None]] = [(finding, None) for finding in report.findings]
    if report.suppressed:
        pairs += [(each.finding, each) for each in report.suppressed]
        pairs.sort(key=lambda pair: pair[0].order)
    yield from pairs


def request(suppressed: Suppressed) -> str:
    """The directive that silences a finding: its verb, its place, its reason."""
    verb = next(verb for verb, grain in VERBS.items() if grain == suppressed.grain)
    place = f"{suppressed.place.line}:{suppressed.place.column}"
    return f"{verb}, {place}: {suppressed.reason}" if suppressed.reason else f"{verb}, {place}"
