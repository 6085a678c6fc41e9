"""Checkstyle's XML, which many CI services read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding
from outreachlint.report.escapes import attributes
from outreachlint.report.request import Request, message, relative
from outreachlint.runner import Report


def lines(report: Report, request: Request) -> Iterator[str]:
    """The document in ASCII, an element a line; files without findings are left out."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<checkstyle version="10.0">'
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        yield f"  <file{attributes(name=relative(path, request.root))}>"
        for finding in findings:
            yield f"    <error{_finding(finding)}/>"
        yield "  </file>"
    for error in report.errors:
        path = error.place.path if error.place is not None and error.place.path else "."
        yield f"  <file{attributes(name=relative(path, request.root))}>"
        yield f"    <error{_error(error)}/>"
        yield "  </file>"
    yield "</checkstyle>"


def _finding(finding: Finding) -> str:
    found = finding.diagnostic
    return attributes(
        line=1 if finding.cell else finding.start.line,
        column=None if finding.cell else finding.start.column,
        severity=found.severity.label,
        message=message(finding),
        source=f"outreachlint.{found.code}.{found.name}",
    )


def _error(error: OutreachlintError) -> str:
    place = error.place
    return attributes(
        line=place.line or 1 if place is not None else 1,
        column=place.column if place is not None else None,
        severity="error",
        message=error.message,
        source="outreachlint.error",
    )
