"""`file:line:col: CODE name message`, a finding a line."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.report.style import Style, one_line, visible
from outreachlint.runner import Finding, Report


def lines(report: Report, style: Style) -> Iterator[str]:
    """The lines of the report, without their line ends."""
    for finding in report.findings:
        found = finding.diagnostic
        code = style(found.severity.label, found.code)
        yield f"{where(finding)}: {code} {found.name} {one_line(found.message)}"


def where(finding: Finding) -> str:
    """`file:line:col`, as editors and terminals link it."""
    return f"{visible(finding.document.source.path)}:{finding.start.line}:{finding.start.column}"
