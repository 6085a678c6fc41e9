"""Logging commands of Azure Pipelines, which show findings on the run's page."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.diagnostics import Severity
from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding
from outreachlint.report.escapes import no_command
from outreachlint.report.request import Request, message, relative
from outreachlint.report.style import one_line, visible
from outreachlint.runner import Report

_ESCAPES = (("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A"))


def lines(report: Report, request: Request) -> Iterator[str]:
    """The commands, one a line; Azure knows errors and warnings only, so an info is a warning that says so."""
    for finding in report.findings:
        yield _issue(finding, request)
    for error in report.errors:
        yield _error(error, request)


def _issue(finding: Finding, request: Request) -> str:
    found = finding.diagnostic
    values: dict[str, object] = {"type": "error" if found.severity == Severity.ERROR else "warning"}
    values["sourcepath"] = relative(finding.path, request.root)
    if not finding.cell:
        values["linenumber"], values["columnnumber"] = finding.start.line, finding.start.column
    values["code"] = found.code
    level = "info: " if found.severity == Severity.INFO else ""
    return _command(values, f"{level}{found.code} {found.name}: {message(finding)}")


def _error(error: OutreachlintError, request: Request) -> str:
    values: dict[str, object] = {"type": "error"}
    if error.place is not None and error.place.path:
        values["sourcepath"] = relative(error.place.path, request.root)
        if error.place.line is not None:
            values["linenumber"], values["columnnumber"] = error.place.line, error.place.column or 1
    return _command(values, one_line(error.message))


def _command(values: dict[str, object], text: str) -> str:
    said = "".join(f"{name}={_property(str(value))};" for name, value in values.items())
    return f"##vso[task.logissue {said}]{_data(text)}"


def _data(text: str) -> str:
    # escaping has no sign for #, and a second command in the text would be one
    text = no_command(visible(text))
    for char, escape in _ESCAPES:
        text = text.replace(char, escape)
    return text


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
