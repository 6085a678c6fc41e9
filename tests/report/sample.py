"""Reports made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from outreachlint.diagnostics import Diagnostic, Fix, Related, Severity
from outreachlint.document import Context, Document, Field
from outreachlint.errors import OutreachlintError
from outreachlint.findings import Finding
from outreachlint.findings import finding as place_finding
from outreachlint.runner import Report
from outreachlint.text.source import Source, Span


class Rule(NamedTuple):
    code: str = "OL201"
    url: str | None = "https://example.org/OL201"
    name: str = "introduction-ask"
    aliases: tuple[str, ...] = ("intro-ask",)
    severity: Severity = Severity.WARNING
    status: str = "stable"
    summary: Mapping[str, str] = {"en": "Asks for an introduction.", "it": "Chiede una presentazione."}
    advice: Mapping[str, str] = {"en": "Ask for advice instead.", "it": "Chiedi un consiglio."}
    languages: tuple[str, ...] = ("en",)
    judge: tuple[str, ...] = ()


def document(text: str, path: str = "a.md", **options: Any) -> Document:
    return Document(Source(path, text), [Field("text", text, 0)], Context(), "en", **options)


def finding(
    of: Document | str,
    quote: str,
    *,
    code: str = "OL201",
    severity: Severity = Severity.WARNING,
    message: str = "Asks for an introduction",
    advice: str = "",
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Finding:
    """A finding at the first place of a quote."""
    message_of = document(of) if isinstance(of, str) else of
    start = message_of.text.index(quote)
    span = Span(start, start + len(quote))
    found = Diagnostic(
        code, "introduction-ask", severity, message, span, "phrases", advice=advice, related=related, fix=fix
    )
    return place_finding(message_of, found)


def report(*findings: Finding, errors: tuple[OutreachlintError, ...] = (), **options: Any) -> Report:
    values = {"files": ("a.md",), "messages": 1, "rules": (Rule(),), "unknown_language": 0, **options}
    return Report(findings=findings, errors=errors, **values)
