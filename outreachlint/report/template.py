r"""A line of the user's own for each finding: `{path}:{line}:{column} {code} {message}`.

A hole is a name between braces and nothing else: no attribute, no index, no format. `{{` and `}}` are braces, `\t`,
`\n` and `\\` a tab, a line break and a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from outreachlint.errors import UsageError
from outreachlint.findings import Finding
from outreachlint.records import NamedTuple
from outreachlint.report.request import Request, numbered
from outreachlint.report.style import one_line, visible
from outreachlint.runner import Report

_PART = re.compile(r"\{\{|\}\}|\\[tn\\]|\{(?P<hole>[^{}]*)\}|[{}]|[^{}\\]+|\\", re.DOTALL)
_SIGNS = {"{{": "{", "}}": "}", r"\t": "\t", r"\n": "\n", r"\\": "\\"}


class _Known(NamedTuple):
    """A finding with what is not in it."""

    finding: Finding
    fingerprint: str
    url: str


HOLES: Mapping[str, Callable[[_Known], object]] = {
    "path": lambda known: visible(known.finding.path),
    "line": lambda known: known.finding.start.line,
    "column": lambda known: known.finding.start.column,
    "end_line": lambda known: known.finding.end.line,
    "end_column": lambda known: known.finding.end.column,
    "address": lambda known: known.finding.address,
    "code": lambda known: known.finding.diagnostic.code,
    "name": lambda known: known.finding.diagnostic.name,
    "severity": lambda known: known.finding.diagnostic.severity.label,
    "message": lambda known: known.finding.diagnostic.message,
    "advice": lambda known: known.finding.diagnostic.advice,
    "quote": lambda known: known.finding.quote,
    "message_id": lambda known: known.finding.message_id or "",
    "field": lambda known: known.finding.field,
    "judge": lambda known: known.finding.diagnostic.judge,
    "confidence": lambda known: f"{known.finding.diagnostic.confidence:.2f}",
    "fix": lambda known: known.finding.fix.title if known.finding.fix is not None else "",
    "url": lambda known: known.url,
    "fingerprint": lambda known: known.fingerprint,
}


def lines(report: Report, request: Request) -> Iterator[str]:
    """What the template of the request makes of each finding, values in one line each."""
    parts = parsed(request.template)
    urls = {rule.code: rule.url for rule in report.rules}
    for finding, fingerprint, in_baseline in numbered(report):
        if in_baseline:
            continue
        known = _Known(finding, fingerprint, urls.get(finding.diagnostic.code) or "")
        yield "".join(part if isinstance(part, str) else one_line(str(part(known))) for part in parts)


def parsed(template: str) -> list[str | Callable[[_Known], object]]:
    """The template's text and holes; UsageError where it has a hole or a brace that means nothing."""
    parts: list[str | Callable[[_Known], object]] = []
    for found in _PART.finditer(template):
        text, hole = found[0], found["hole"]
        if hole is not None:
            parts.append(_hole(hole))
        elif text in ("{", "}"):
            raise UsageError(f"--template: a `{text}` stands alone", hint=f"write {text}{text} for a brace")
        else:
            parts.append(_SIGNS.get(text, text))
    return parts


def _hole(name: str) -> Callable[[_Known], object]:
    if name not in HOLES:
        from outreachlint.closest import did_you_mean

        hint = did_you_mean(name, list(HOLES)) or f"there are {', '.join(HOLES)}"
        raise UsageError(f"--template: there is no {{{name}}}", hint=hint)
    return HOLES[name]
