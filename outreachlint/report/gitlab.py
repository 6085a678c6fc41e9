"""GitLab's Code Quality report."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from outreachlint.diagnostics import Severity
from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding
from outreachlint.report.escapes import dumps
from outreachlint.report.request import Request, message, numbered, relative
from outreachlint.runner import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def lines(report: Report, request: Request) -> Iterator[str]:
    """A JSON array, an issue a line; what could not be read is a `blocker`."""
    yield "["
    waiting: str | None = None
    for issue in _issues(report, request):
        if waiting is not None:
            yield f"{waiting},"
        waiting = dumps(issue)
    if waiting is not None:
        yield waiting
    yield "]"


def _issues(report: Report, request: Request) -> Iterator[dict[str, Any]]:
    for finding, known_by, in_baseline in numbered(report):
        if not in_baseline:
            yield _issue(finding, known_by, request)
    for error in report.errors:
        yield _error(error, request)


def _issue(finding: Finding, known_by: str, request: Request) -> dict[str, Any]:
    found = finding.diagnostic
    path = relative(finding.path, request.root)
    location: dict[str, Any] = {"path": path, "lines": {"begin": 1}}
    if not finding.cell:
        start, end = finding.start, finding.end
        location["lines"] = {"begin": start.line, "end": end.line}
        location["positions"] = {
            "begin": {"line": start.line, "column": start.column},
            "end": {"line": end.line, "column": end.column},
        }
    return {
        "description": f"{found.code} {found.name}: {message(finding)}",
        "check_name": found.code,
        "fingerprint": _unique(path, known_by),
        "severity": _SEVERITIES[found.severity],
        "location": location,
    }


def _error(error: OutreachlintError, request: Request) -> dict[str, Any]:
    place = error.place
    path = relative(place.path, request.root) if place is not None and place.path else "."
    line = place.line or 1 if place is not None else 1
    return {
        "description": str(error.message),
        "check_name": "outreachlint-error",
        "fingerprint": _unique(path, f"{line} {error.message}"),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": line}},
    }


def _unique(path: str, known_by: str) -> str:
    """One for the whole project: the same draft may lie in two places."""
    return sha256(f"{path}\0{known_by}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
