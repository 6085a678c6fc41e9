"""SARIF 2.1.0, for code scanning: rules with their advice, results with places, related places, fixes, fingerprints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from outreachlint import __version__
from outreachlint.diagnostics import Severity
from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding, PlacedFix, RelatedPlace
from outreachlint.fingerprint import VERSION, fingerprints
from outreachlint.report.escapes import dumps
from outreachlint.report.request import Request, message, numbered, relative
from outreachlint.report.style import one_line
from outreachlint.runner import Report
from outreachlint.text.source import Position

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def lines(report: Report, request: Request) -> Iterator[str]:
    """The document in ASCII, a rule and a result a line."""
    yield f'{{"$schema": {dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{'
    yield f'"tool": {{"driver": {{"name": "outreachlint", "semanticVersion": {dumps(__version__)}, "language": "en",'
    rules = _rules(report)
    yield from _array("rules", rules)
    yield "}},"
    yield '"columnKind": "unicodeCodePoints",'
    base = {ROOT: {"description": {"text": "The root of the repository, or the folder that was worked in."}}}
    yield f'"originalUriBaseIds": {dumps(base)},'
    yield f'"invocations": [{dumps(_invocation(report, request))}],'
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    yield from _array("results", _results(report, places, request))
    yield "}]}"


def _array(key: str, values: Sequence[Mapping[str, Any]] | Iterator[Mapping[str, Any]]) -> Iterator[str]:
    """A key and its list, one value at a time: a run may have a hundred thousand findings."""
    yield f'"{key}": ['
    waiting: str | None = None
    for value in values:
        if waiting is not None:
            yield f"{waiting},"
        waiting = dumps(value)
    if waiting is not None:
        yield waiting
    yield "]"


def _rules(report: Report) -> list[dict[str, Any]]:
    """The rules that ran, in English, and bare ones for findings of others (of an override, of the linter itself)."""
    rules = {rule.code: _rule(rule) for rule in report.rules}
    for finding in (*report.findings, *report.known, *(each.finding for each in report.suppressed)):
        found = finding.diagnostic
        if found.code not in rules:
            rules[found.code] = {"id": found.code, "name": found.name}
    return list(rules.values())


def _rule(rule: Any) -> dict[str, Any]:
    summary, advice = rule.summary["en"], rule.advice["en"]
    explain = f"outreachlint explain {rule.code}"
    descriptor = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {
            "text": f"{summary}\n\n{advice}\n\n{explain}",
            "markdown": f"{summary}\n\n**What to write instead.** {advice}\n\n`{explain}` says more.",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["outreach", f"OL{rule.code[2]}xx"] if rule.code[:2] == "OL" else ["outreach"],
            "problem.severity": _PROBLEMS[rule.severity],
            "precision": "medium" if rule.judge else "high",
            "status": rule.status,
            "languages": list(rule.languages),
        },
    }
    if rule.url:
        descriptor["helpUri"] = rule.url
    if rule.aliases:
        descriptor["deprecatedNames"] = list(rule.aliases)
    return descriptor


def _invocation(report: Report, request: Request) -> dict[str, Any]:
    return {
        "executionSuccessful": not report.errors,
        "exitCode": request.exit_code,
        "toolExecutionNotifications": [_notification(error, request) for error in report.errors],
    }


def _notification(error: OutreachlintError, request: Request) -> dict[str, Any]:
    hint = f" ({error.hint})" if error.hint else ""
    data: dict[str, Any] = {"level": "error", "message": {"text": f"{error.message}{hint}"}}
    place = error.place
    if place is not None and place.path:
        physical: dict[str, Any] = {"artifactLocation": _artifact(place.path, request)}
        if place.line is not None:
            physical["region"] = {"startLine": place.line, "startColumn": place.column or 1}
        data["locations"] = [{"physicalLocation": physical}]
    return data


def _results(report: Report, places: Mapping[str, int], request: Request) -> Iterator[dict[str, Any]]:
    """The findings, and as suppressed ones those of the baseline and those that directives silence."""
    for finding, known_by, in_baseline in numbered(report):
        result = _result(finding, known_by, places[finding.diagnostic.code], request)
        if in_baseline:
            result["suppressions"] = [{"kind": "external", "justification": "It is in the baseline."}]
        yield result
    for suppressed, (finding, known_by) in zip(report.suppressed, fingerprints(s.finding for s in report.suppressed)):
        result = _result(finding, known_by, places[finding.diagnostic.code], request)
        said = {"justification": one_line(suppressed.reason)} if suppressed.reason else {}
        result["suppressions"] = [{"kind": "inSource", **said}]
        yield result


def _result(finding: Finding, known_by: str, rule: int, request: Request) -> dict[str, Any]:
    found = finding.diagnostic
    text = message(finding)
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{text}\n{one_line(found.advice)}" if found.advice else text},
        "locations": [_location(finding, request)],
        "partialFingerprints": {f"outreachlint/v{VERSION}": known_by},
        "properties": {
            "messageId": finding.message_id,
            "field": finding.field,
            "start": finding.span.start,
            "end": finding.span.end,
            "quote": finding.quote,
            "judge": found.judge,
            "confidence": round(found.confidence, 4),
        },
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(each, number, finding, request) for number, each in enumerate(finding.related, 1)
        ]
    if finding.fix is not None and _writable(finding.fix):
        result["fixes"] = [_fix(finding.fix, finding.path, request)]
    return result


def _location(finding: Finding, request: Request) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(finding.path, request)}
    if not finding.cell:
        physical["region"] = _region(finding.start, finding.end)
    return {"physicalLocation": physical, **_logical(finding.address)}


def _related(related: RelatedPlace, number: int, finding: Finding, request: Request) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(related.path, request)}
    if not (finding.cell and related.address):
        physical["region"] = {"startLine": related.start.line, "startColumn": related.start.column}
    note = one_line(related.note)
    said = f"{note}: {one_line(related.quote)}" if note else one_line(related.quote)
    return {"id": number, "physicalLocation": physical, "message": {"text": said}, **_logical(related.address)}


def _logical(address: str) -> dict[str, Any]:
    """The name of a place in a workbook, table or mail, where it has one."""
    return {"logicalLocations": [{"fullyQualifiedName": address}]} if address else {}


def _fix(fix: PlacedFix, path: str, request: Request) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.start, edit.end), "insertedContent": {"text": edit.content}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": one_line(fix.title)},
        "artifactChanges": [{"artifactLocation": _artifact(path, request), "replacements": replacements}],
        "properties": {"applicability": fix.applicability},
    }


def _writable(fix: PlacedFix) -> bool:
    """Whether a program that replaces text of the file can make it."""
    return fix.applicability != "display" and bool(fix.edits) and not any(edit.address for edit in fix.edits)


def _region(start: Position, end: Position) -> dict[str, int]:
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _artifact(path: str, request: Request) -> dict[str, str]:
    inside = relative(path, request.root)
    uri = quote(inside.encode("utf-8", "surrogateescape"))
    if inside.startswith("/"):
        return {"uri": f"file://{uri}"}
    if inside[1:3] == ":/":  # a drive
        return {"uri": f"file:///{uri}"}
    return {"uri": uri, "uriBaseId": ROOT}
