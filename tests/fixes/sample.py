"""Findings with fixes, made by hand."""

from __future__ import annotations

from outreachlint.diagnostics import Diagnostic, Edit, Fix, Severity
from outreachlint.document import Context, Document, Field
from outreachlint.findings import Finding
from outreachlint.findings import finding as place
from outreachlint.text.source import Source, Span

TEXT = "0123456789"


def fixing(*edits: tuple[int, int, str], applicability: str = "safe", title: str = "mend it") -> Finding:
    """A finding whose fix makes these edits in TEXT."""
    document = Document(Source("a.txt", TEXT), [Field("text", TEXT, 0)], Context(), "en")
    made = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    span = Span(edits[0][0], max(edits[0][1], edits[0][0] + 1)) if edits else Span(0, 1)
    fix = Fix(title, made, applicability)
    return place(document, Diagnostic("OL1", "rule", Severity.WARNING, "wrong", span, "check", fix=fix))
