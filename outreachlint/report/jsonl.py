"""A finding a line, as JSON; each is what `diagnostics` of the JSON report holds."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.report.escapes import dumps
from outreachlint.report.json_ import diagnostic_fields, error_fields, suppressed_fields
from outreachlint.report.request import Request
from outreachlint.runner import Report


def lines(report: Report, request: Request) -> Iterator[str]:
    """The lines, without their line ends; those that are suppressed and `{"error": {…}}` follow."""
    urls = {rule.code: rule.url for rule in report.rules}
    for finding in report.findings:
        yield dumps(diagnostic_fields(finding, urls))
    for each in report.suppressed:
        yield dumps(suppressed_fields(each, urls))
    for error in report.errors:
        yield dumps({"error": error_fields(error)})
