"""`file:line:col: CODE name message`, a finding a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from outreachlint.findings import Finding
from outreachlint.report.style import Style, one_line, visible
from outreachlint.report.suppressed import MARK, with_suppressed
from outreachlint.runner import Report


def lines(report: Report, style: Style, fixable: Collection[str] = ()) -> Iterator[str]:
    """The lines of the report, without their line ends; `[*]` marks fixes whose applicability is in `fixable`."""
    for finding, suppressed in with_suppressed(report):
        found = finding.diagnostic
        code = style(found.severity.label, found.code)
        mark = "[*] " if finding.fix is not None and finding.fix.applicability in fixable else ""
        if suppressed is not None:
            mark = f"{MARK} "
        yield f"{where(finding)}: {code} {found.name} {mark}{one_line(found.message)}"


def where(finding: Finding) -> str:
    """`file:line:col`, as editors and terminals link it; of a cell `file:[address]:line:col` (in the cell's text)."""
    address = f"[{one_line(finding.address)}]:" if finding.cell else ""
    return f"{visible(finding.path)}:{address}{finding.start.line}:{finding.start.column}"
