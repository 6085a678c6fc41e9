"""The findings of each file below its path, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from outreachlint.findings import Finding, Suppressed
from outreachlint.report.request import Request
from outreachlint.report.style import one_line, visible
from outreachlint.report.suppressed import MARK, with_suppressed
from outreachlint.report.words import WORDS
from outreachlint.runner import Report


def lines(report: Report, request: Request) -> Iterator[str]:
    """The lines of the report, without their line ends; a blank one after each file."""
    for path, pairs in groupby(with_suppressed(report), key=lambda pair: pair[0].path):
        yield request.style("bold", visible(path))
        yield from _group(list(pairs), request)
        yield ""


def _group(pairs: Sequence[tuple[Finding, Suppressed | None]], request: Request) -> Iterator[str]:
    words, style = WORDS[request.ui_lang], request.style
    findings = [finding for finding, _ in pairs]
    places = [_place(finding) for finding in findings]
    levels = [words[finding.diagnostic.severity.label] for finding in findings]
    names = [f"{finding.diagnostic.code} {finding.diagnostic.name}" for finding in findings]
    wide, level_width, name_width = (max(map(len, column)) for column in (places, levels, names))
    for (finding, suppressed), place, level, name in zip(pairs, places, levels, names):
        found = finding.diagnostic
        mark = "[*] " if finding.fix is not None and finding.fix.applicability in request.fixable else ""
        mark = mark if suppressed is None else f"{MARK} "
        shown = style(found.severity.label, f"{level:<{level_width}}")
        yield f"  {place:<{wide}}  {shown}  {name:<{name_width}}  {mark}{one_line(found.message)}"


def _place(finding: Finding) -> str:
    address = f"[{one_line(finding.address)}]:" if finding.cell else ""
    return f"{address}{finding.start.line}:{finding.start.column}"
