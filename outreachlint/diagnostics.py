"""What the linter says about a message."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from outreachlint.records import NamedTuple
from outreachlint.text.source import Span

if TYPE_CHECKING:
    from outreachlint.document import Document


class Severity(IntEnum):
    """How bad a Diagnostic is; comparable, so that `--fail-on` is a `>=`."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in rules, configuration and output."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> Severity:
        """The severity with this label; KeyError where there is none."""
        return cls[label.upper()]


class Related(NamedTuple):
    """Another place that bears on a Diagnostic: in the same message, or in `document`."""

    span: Span
    note: str
    document: Document | None = None


class Edit(NamedTuple):
    """Replace `span` of the Document's text by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A proposed change. `applicability` is `safe`, `unsafe` or `display` (never applied, only shown)."""

    title: str
    edits: tuple[Edit, ...]
    applicability: str


class Diagnostic(NamedTuple):
    """One finding in one message.

    `span` are code points in the Document's text, end-exclusive. `judge` says who found it: `phrases`, `check`, `model`
    or `reader`. `confidence` is in 0..1: the model's probability; phrases and checks match exactly and say 1.0.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    judge: str
    confidence: float = 1.0
    advice: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    slots: Mapping[str, str] = {}
