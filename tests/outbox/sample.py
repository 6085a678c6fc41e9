"""Messages of an outbox made by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from outreachlint.diagnostics import Diagnostic, Severity
from outreachlint.document import Context, Document, Fact, Field, Sent
from outreachlint.text.source import Source, Span

LETTER = "I came across your profile and was impressed by your work at {firm}. We help firms to save on payroll."


def document(
    text: str = "Some words.",
    *,
    to: str | None = "Ann Lee",
    when: str | None = "2024-03-05",
    thread: str = "t1",
    line: int = 1,
    relationship: str = "stranger",
    **options: Any,
) -> Document:
    """A message that was sent to somebody (`to`; None for a draft) on a day; it stands on a line of `a.csv`."""
    sent = None if to is None else Sent(thread, None if when is None else datetime.fromisoformat(when), to)
    context = Context(relationship=Fact(relationship, "record"))
    source = Source("a.csv", text, line=line)
    return Document(source, [Field("text", text, 0)], context, options.pop("lang", "en"), sent=sent, **options)


def found(code: str = "OL201", severity: Severity = Severity.WARNING, start: int = 0, end: int = 1) -> Diagnostic:
    """A Diagnostic of a rule, by default on the first code point."""
    return Diagnostic(code, f"rule-{code.lower()}", severity, "says so", Span(start, end), "phrases")
