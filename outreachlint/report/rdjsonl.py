"""reviewdog's diagnostics, a JSON object a line; its columns count bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding, Line, PlacedFix
from outreachlint.report.escapes import dumps
from outreachlint.report.request import Request, message, relative
from outreachlint.runner import Report
from outreachlint.text.source import Position

_SOURCE = {"name": "outreachlint"}


def lines(report: Report, request: Request) -> Iterator[str]:
    """The lines, without their line ends; what could not be read is an error without a code."""
    urls = {rule.code: rule.url for rule in report.rules}
    for finding in report.findings:
        yield dumps(_diagnostic(finding, urls.get(finding.diagnostic.code), request))
    for error in report.errors:
        yield dumps(_error(error, request))


def _diagnostic(finding: Finding, url: str | None, request: Request) -> dict[str, Any]:
    found = finding.diagnostic
    location: dict[str, Any] = {"path": relative(finding.path, request.root)}
    if not finding.cell:
        location["range"] = _range(finding, finding.start, finding.end)
    data = {
        "message": f"{found.name}: {message(finding)}",
        "location": location,
        "severity": found.severity.name,
        "source": _SOURCE,
        "code": {"value": found.code, "url": url} if url else {"value": found.code},
    }
    suggestion = _suggestion(finding, finding.fix) if finding.fix is not None and not finding.cell else None
    return {**data, "suggestions": [suggestion]} if suggestion else data


def _error(error: OutreachlintError, request: Request) -> dict[str, Any]:
    data: dict[str, Any] = {"message": error.message, "severity": "ERROR", "source": _SOURCE}
    place = error.place
    if place is not None and place.path:
        data["location"] = {"path": relative(place.path, request.root)}
        if place.line is not None:
            data["location"]["range"] = {"start": {"line": place.line}}
    return data


def _range(finding: Finding, start: Position, end: Position) -> dict[str, Any]:
    """From `start` to `end`; whole lines where the text before a column is not known."""
    first, last = _column(finding, start), _column(finding, end)
    if first is None or last is None:
        return {"start": {"line": start.line}, "end": {"line": end.line}}
    return {"start": {"line": start.line, "column": first}, "end": {"line": end.line, "column": last}}


def _column(finding: Finding, place: Position) -> int | None:
    """The column in bytes; None where the line up to there is not among those that the finding keeps."""
    if place.column == 1:
        return 1
    for line in finding.lines:
        if line.number == place.line:
            return _bytes(line, place.column)
    return None


def _bytes(line: Line, column: int) -> int | None:
    inside = column - 1 - line.cut
    if not 0 <= inside <= len(line.text):
        return None
    return 1 + line.cut_bytes + len(line.text[:inside].encode("utf-8", "replace"))


def _suggestion(finding: Finding, fix: PlacedFix) -> dict[str, Any] | None:
    """The fix as one replacement, as each suggestion stands for itself; None where it is none or can't be."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    if fix.applicability == "display" or not edits or any(edit.address for edit in edits):
        return None
    parts = [edits[0].content]
    for before, edit in pairwise(edits):
        between = _between(finding, before.end, edit.start)
        if between is None:
            return None
        parts += [between, edit.content]
    start, end = edits[0].start, edits[-1].end
    if _column(finding, start) is None or _column(finding, end) is None:
        return None
    return {"range": _range(finding, start, end), "text": "".join(parts)}


def _between(finding: Finding, start: Position, end: Position) -> str | None:
    """What stands in the file between two places of one line; None where that is not known."""
    for line in finding.lines:
        if line.number == start.line == end.line:
            first, last = start.column - 1 - line.cut, end.column - 1 - line.cut
            return line.text[first:last] if 0 <= first <= last <= len(line.text) else None
    return None
