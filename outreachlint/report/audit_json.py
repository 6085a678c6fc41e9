"""The summary of an outbox as JSON, for programs; `audit.schema.json` describes every field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from outreachlint.outbox.summary import Example, RuleCount, Share, Summary, Template

VERSION = 1


def lines(summary: Summary, *, fail_on: str, exit_code: int, ui_lang: str = "en") -> Iterator[str]:
    """The JSON document in ASCII, so that it survives whatever encoding the output has."""
    data = {
        "version": VERSION,
        "summary": _totals(summary, fail_on, exit_code, ui_lang),
        "rules": [_rule(rule, summary) for rule in summary.rules],
        "months": [{"month": month or None, **_count(count)} for month, count in summary.months.items()],
        "recipients": [{"relationship": who, **_count(count)} for who, count in summary.relationships.items()],
        "templates": [_template(template) for template in summary.templates],
    }
    yield from json.dumps(data, indent=2).splitlines()


def _totals(summary: Summary, fail_on: str, exit_code: int, ui_lang: str) -> dict[str, Any]:
    return {
        "files": list(summary.files),
        **_count(summary.total),
        "drafts": summary.drafts,
        "conversations": summary.conversations,
        "error": summary.severities["error"],
        "warning": summary.severities["warning"],
        "info": summary.severities["info"],
        "rules": summary.rules_run,
        "templates": summary.template_total,
        "templated": summary.templated,
        "since": _day(summary.period.since),
        "until": _day(summary.period.until),
        "left_out": summary.left_out,
        "undated": summary.undated,
        "unknown_language": summary.unknown_language,
        "errors": summary.errors,
        "names": summary.names,
        "fail_on": fail_on,
        "exit_code": exit_code,
        "ui_lang": ui_lang,
    }


def _rule(rule: RuleCount, summary: Summary) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.label,
        "findings": rule.findings,
        "messages": rule.messages,
        "share": round(Share(summary.total.messages, rule.messages).share, 4),
        "examples": [_example(example) for example in rule.examples],
    }


def _template(template: Template) -> dict[str, Any]:
    return {
        **_count(template.total),
        "first": _day(template.first),
        "last": _day(template.last),
        "rules": dict(template.rules),
        "opening": template.opening,
        "example": _example(template.example),
    }


def _count(count: Share) -> dict[str, Any]:
    return {"messages": count.messages, "flagged": count.flagged, "share": round(count.share, 4)}


def _example(example: Example) -> dict[str, Any]:
    return {
        "filename": example.path,
        "address": example.address or None,
        "location": {"row": example.line, "column": example.column},
        "quote": example.quote or None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
