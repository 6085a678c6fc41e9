"""What the checks' tests share."""

from __future__ import annotations

from typing import Any

from outreachlint.analysis import Analysis
from outreachlint.checks import load_check, validated_options
from outreachlint.checks.signal import Signal
from outreachlint.document import Context, Document, Fact, Field
from outreachlint.text.source import Source, Span


def document(
    text: str, *, subject: str | None = None, lang: str = "en", unsent: tuple[Span, ...] = (), **facts: Any
) -> Document:
    """A message as a reader would give it."""
    fields = [Field("subject", subject, 0)] if subject is not None else []
    fields.append(Field("text", text, 0, unsent))
    return Document(
        Source("x", text), fields, Context(**{key: Fact(value, "test") for key, value in facts.items()}), lang
    )


def signals(name: str, text: str, options: dict[str, Any] | None = None, **about: Any) -> list[Signal]:
    """What a check finds in a message."""
    return list(load_check(name)(Analysis(document(text, **about)), validated_options(name, options or {})))


def found(name: str, text: str, options: dict[str, Any] | None = None, **about: Any) -> list[str]:
    """The texts that a check points at."""
    whole = document(text, **about).text
    return [signal.span.of(whole) for signal in signals(name, text, options, **about)]


def fixed(
    name: str, text: str, options: dict[str, Any] | None = None, *, applicability: str | None = None, **about: Any
) -> str:
    """The text of a message after the fixes of a check (of those with this applicability) are made."""
    after = document(text, **about).text
    edits = [
        edit
        for signal in signals(name, text, options, **about)
        if signal.fix is not None and applicability in (None, signal.fix.applicability)
        for edit in signal.fix.edits
    ]
    for edit in sorted(edits, reverse=True):
        after = after[: edit.span.start] + edit.text + after[edit.span.end :]
    return after
