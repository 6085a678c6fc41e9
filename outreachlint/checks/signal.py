"""What a check finds."""

from __future__ import annotations

from collections.abc import Mapping

from outreachlint.diagnostics import Fix, Related, Severity
from outreachlint.records import NamedTuple
from outreachlint.text.source import Span


class Signal(NamedTuple):
    """One place that a check points to.

    `span` are raw offsets in the Document's text; `slots` fill the holes of the rule's message. `severity`, where
    given, stands instead of the rule's own. `note` is for `--verbose`. `related` are further places; `judge` and
    `confidence` are those of what the check goes by, where that is another rule's finding.
    """

    span: Span
    slots: Mapping[str, str] = {}
    fix: Fix | None = None
    severity: Severity | None = None
    note: str = ""
    related: tuple[Related, ...] = ()
    judge: str = "check"
    confidence: float = 1.0
