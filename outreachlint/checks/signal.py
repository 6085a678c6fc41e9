"""What a check finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from outreachlint.diagnostics import Fix, Severity
from outreachlint.text.source import Span


class Signal(NamedTuple):
    """One place that a check points to.

    `span` are raw offsets in the Document's text; `slots` fill the holes of the rule's message. `severity`, where
    given, stands instead of the rule's own. `note` is for `--verbose`.
    """

    span: Span
    slots: Mapping[str, str] = {}
    fix: Fix | None = None
    severity: Severity | None = None
    note: str = ""
