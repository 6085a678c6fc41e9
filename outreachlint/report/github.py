"""Annotations of GitHub Actions: workflow commands that show findings beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.diagnostics import Severity
from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding
from outreachlint.report.escapes import no_command
from outreachlint.report.request import Request, message, relative
from outreachlint.report.style import one_line, visible
from outreachlint.runner import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def lines(report: Report, request: Request) -> Iterator[str]:
    """The commands, one a line; what could not be read is an error."""
    for finding in report.findings:
        yield _annotation(finding, request)
    for error in report.errors:
        yield _error(error, request)


def _annotation(finding: Finding, request: Request) -> str:
    found = finding.diagnostic
    place: dict[str, object] = {"file": relative(finding.path, request.root)}
    if not finding.cell:
        place["line"], place["endLine"] = finding.start.line, finding.end.line
        if finding.start.line == finding.end.line:  # columns of several lines are not allowed
            place["col"] = finding.start.column
            place["endColumn"] = max(finding.start.column, finding.end.column - 1)
    place["title"] = f"{found.code} {found.name}"
    text = message(finding) + (f"\n{one_line(found.advice)}" if found.advice else "")
    return _command(_LEVELS[found.severity], place, text)


def _error(error: OutreachlintError, request: Request) -> str:
    place: dict[str, object] = {}
    if error.place is not None and error.place.path:
        place["file"] = relative(error.place.path, request.root)
        if error.place.line is not None:
            place["line"], place["col"] = error.place.line, error.place.column or 1
    place["title"] = "outreachlint"
    return _command("error", place, one_line(error.message) + (f"\n{one_line(error.hint)}" if error.hint else ""))


def _command(level: str, place: dict[str, object], text: str) -> str:
    values = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    return f"::{level} {values}::{_data(text)}"


def _data(text: str) -> str:
    # the commands of old are heeded anywhere in a line, and escaping has no sign for #
    text = no_command("\n".join(visible(line) for line in text.split("\n")))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
