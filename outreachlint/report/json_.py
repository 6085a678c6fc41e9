"""The report as JSON, for programs; `output.schema.json` describes every field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from outreachlint.diagnostics import Severity
from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding, PlacedFix, Suppressed
from outreachlint.report.escapes import no_command_in_json
from outreachlint.runner import Report
from outreachlint.text.source import Position

VERSION = 1


def lines(report: Report, threshold: Severity | None, *, exit_code: int, ui_lang: str = "en") -> Iterator[str]:
    """The JSON document in ASCII, so that it survives whatever encoding the output has; a piece a finding."""
    urls = {rule.code: rule.url for rule in report.rules}
    yield f'{{\n  "version": {VERSION},'
    yield f'  "summary": {_indented(_summary(report, threshold, exit_code, ui_lang), 2)},'
    yield from _array("diagnostics", (diagnostic_fields(finding, urls) for finding in report.findings), ",")
    if report.suppressed:
        yield from _array("suppressed", (suppressed_fields(each, urls) for each in report.suppressed), ",")
    yield from _array("errors", map(error_fields, report.errors), "")
    yield "}"


def _array(key: str, values: Iterable[Mapping[str, Any]], behind: str) -> Iterator[str]:
    """A key and its list, one value at a time: a run may have a hundred thousand findings."""
    waiting: str | None = None
    for value in values:
        if waiting is None:
            yield f'  "{key}": ['
        else:
            yield f"{waiting},"
        waiting = f"    {_indented(value, 4)}"
    if waiting is None:
        yield f'  "{key}": []{behind}'
    else:
        yield waiting
        yield f"  ]{behind}"


def _indented(value: Mapping[str, Any], by: int) -> str:
    return no_command_in_json(json.dumps(value, indent=2).replace("\n", "\n" + " " * by))


def _summary(report: Report, threshold: Severity | None, exit_code: int, ui_lang: str) -> dict[str, Any]:
    by_rule: dict[str, int] = {}
    for finding in report.findings:
        code = finding.diagnostic.code
        by_rule[code] = by_rule.get(code, 0) + 1
    return {
        "files": len(report.files),
        "messages": report.messages,
        "rules": len(report.rules),
        "error": report.count(Severity.ERROR),
        "warning": report.count(Severity.WARNING),
        "info": report.count(Severity.INFO),
        "by_rule": dict(sorted(by_rule.items())),
        "unknown_language": report.unknown_language,
        **({"baseline": len(report.known)} if report.known else {}),
        "fail_on": threshold.label if threshold else "never",
        "exit_code": exit_code,
        "ui_lang": ui_lang,
    }


def diagnostic_fields(finding: Finding, urls: Mapping[str, str | None]) -> dict[str, Any]:
    """A finding as `$defs.diagnostic` of the schema describes it; `urls` are those of the rules by code."""
    found = finding.diagnostic
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.label,
        "message": found.message,
        "filename": finding.path,
        "address": finding.address or None,
        "location": _location(finding.start),
        "end_location": _location(finding.end),
        "message_id": finding.message_id,
        "field": finding.field,
        "start": finding.span.start,
        "end": finding.span.end,
        "quote": finding.quote,
        "judge": found.judge,
        "confidence": round(found.confidence, 4),
        "url": urls.get(found.code),
        "related": [
            {
                "filename": each.path,
                "address": each.address or None,
                "location": _location(each.start),
                "note": each.note,
                "quote": each.quote,
            }
            for each in finding.related
        ],
        "fix": _fix(finding.fix),
    }


def suppressed_fields(suppressed: Suppressed, urls: Mapping[str, str | None]) -> dict[str, Any]:
    """A suppressed finding with its `suppression`, as the schema describes them."""
    suppression = {
        "grain": suppressed.grain,
        "reason": suppressed.reason or None,
        "location": _location(suppressed.place),
    }
    return {**diagnostic_fields(suppressed.finding, urls), "suppression": suppression}


def _location(position: Position) -> dict[str, int]:
    return {"row": position.line, "column": position.column}


def _fix(fix: PlacedFix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [
        {"content": edit.content, "location": _location(edit.start), "end_location": _location(edit.end)}
        for edit in fix.edits
    ]
    return {"title": fix.title, "applicability": fix.applicability, "edits": edits}


def error_fields(error: OutreachlintError) -> dict[str, Any]:
    """An error as `$defs.error` of the schema describes it."""
    place = error.place
    location = None
    if place is not None and place.line is not None:
        location = {"row": place.line, "column": place.column or 1}
    return {
        "message": error.message,
        "filename": place.path if place else None,
        "location": location,
        "hint": error.hint,
    }
