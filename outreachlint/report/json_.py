"""The report as JSON, for programs; `output.schema.json` describes every field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from outreachlint.diagnostics import Edit, Fix, Severity
from outreachlint.document import Document
from outreachlint.errors import OutreachlintError
from outreachlint.runner import Finding, Report
from outreachlint.text.source import Position

VERSION = 1


def lines(report: Report, threshold: Severity | None, *, exit_code: int, ui_lang: str = "en") -> Iterator[str]:
    """The JSON document, in ASCII, so that it survives whatever encoding the output has."""
    urls = {rule.code: rule.url for rule in report.rules}
    yield json.dumps(
        {
            "version": VERSION,
            "summary": _summary(report, threshold, exit_code, ui_lang),
            "diagnostics": [_diagnostic(finding, urls) for finding in report.findings],
            "errors": [_error(error) for error in report.errors],
        },
        indent=2,
    )


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
        "fail_on": threshold.label if threshold else "never",
        "exit_code": exit_code,
        "ui_lang": ui_lang,
    }


def _diagnostic(finding: Finding, urls: Mapping[str, str | None]) -> dict[str, Any]:
    found, document = finding.diagnostic, finding.document
    field, start = document.field_at(found.span.start)
    last, end = document.field_at(max(found.span.end - 1, found.span.start))
    end = end + (found.span.end > found.span.start) if last is field else len(field.text)
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.label,
        "message": found.message,
        "filename": document.source.path,
        "location": _location(finding.start),
        "end_location": _location(finding.end),
        "message_id": document.message_id,
        "field": field.name,
        "start": start,
        "end": end,
        "quote": field.text[start:end],
        "judge": found.judge,
        "confidence": round(found.confidence, 4),
        "url": urls.get(found.code),
        "fix": _fix(document, found.fix),
    }


def _location(position: Position) -> dict[str, int]:
    return {"row": position.line, "column": position.column}


def _fix(document: Document, fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [_edit(document, edit) for edit in fix.edits]
    return {"title": fix.title, "applicability": fix.applicability, "edits": edits}


def _edit(document: Document, edit: Edit) -> dict[str, Any]:
    span = document.source_span(edit.span)
    return {
        "content": edit.text,
        "location": _location(document.source.position(span.start)),
        "end_location": _location(document.source.position(span.end)),
    }


def _error(error: OutreachlintError) -> dict[str, Any]:
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
