"""From files to a Report: read, lint, sort, count."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from outreachlint import kernel
from outreachlint.analysis import Analysis
from outreachlint.diagnostics import Diagnostic, Severity
from outreachlint.document import UNKNOWN, Document
from outreachlint.errors import InputError, OutreachlintError, Place
from outreachlint.judge.opinion import Opinion
from outreachlint.judge.panel import AT_ONCE, Judge
from outreachlint.readers import Defaults, read
from outreachlint.readers.decode import MAX_BYTES, too_large
from outreachlint.rules.select import RuleSet
from outreachlint.text.source import Position

STDIN = "-"
"""The path that stands for standard input."""

STDIN_NAME = "<stdin>"
MOST_TEXT = 400_000
"""The text, in code points, that waits for the judge at most (and one message more), so that memory is bounded."""
_GC_THRESHOLDS = (20_000, 20, 50)


class Finding(NamedTuple):
    """A Diagnostic with its message and its place in the file (`end` is exclusive)."""

    document: Document
    diagnostic: Diagnostic
    start: Position
    end: Position


class Report(NamedTuple):
    """What a run did and found.

    `findings` are sorted by path, position and code. `unknown_language` counts the messages whose language nobody
    knows. `documents` holds every message when the run was asked to keep them, else nothing; `opinions` then what the
    judge said of each.
    """

    files: tuple[str, ...]
    messages: int
    rules: tuple[Any, ...]
    findings: tuple[Finding, ...]
    errors: tuple[OutreachlintError, ...]
    unknown_language: int
    documents: tuple[Document, ...] = ()
    opinions: tuple[Opinion | None, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(1 for finding in self.findings if finding.diagnostic.severity == severity)

    def reaching(self, threshold: Severity | None) -> int:
        """How many findings are at or above a threshold; None is above all."""
        if threshold is None:
            return 0
        return sum(1 for finding in self.findings if finding.diagnostic.severity >= threshold)

    def exit_code(self, threshold: Severity | None) -> int:
        """0 nothing at or above the threshold, 1 something, 2 the job could not be done in full."""
        if self.errors:
            return 2
        return 1 if self.reaching(threshold) else 0


class Job(NamedTuple):
    """How to lint: which rules (`kernel.lint` takes them) and which outside facts hold for a path.

    `judge` is asked about every message that a rule wants its opinion on; findings with less than `min_confidence` are
    left out.
    """

    rules_for: Callable[[str], RuleSet]
    defaults_for: Callable[[str], Defaults]
    rules: tuple[Any, ...]
    ui_lang: str = "en"
    stdin_name: str = STDIN_NAME
    keep: bool = False
    judge: Judge | None = None
    min_confidence: float = 0.0


def run(files: Sequence[str], job: Job, errors: Sequence[OutreachlintError] = ()) -> Report:
    """Lint the files (`-` is standard input); one that can't be read is an error in the Report, the rest goes on."""
    thresholds = gc.get_threshold()
    # a run makes many small short-lived values and next to no cycles; measured about 7 % of a batch
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    try:
        return _run(files, job, errors)
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _run(files: Sequence[str], job: Job, errors: Sequence[OutreachlintError]) -> Report:
    desk = _Desk(job, list(errors))
    for path in files:
        name = job.stdin_name if path == STDIN else path
        rules = job.rules_for(name)
        for item in _messages(path, name, job.defaults_for(name)):
            if isinstance(item, InputError):
                desk.failed.append(item)
            else:
                desk.take(item, rules)
    desk.clear()
    desk.findings.sort(key=_order)
    return Report(
        tuple(files),
        desk.messages,
        job.rules,
        tuple(desk.findings),
        tuple(desk.failed),
        desk.unknown,
        tuple(desk.documents),
        tuple(desk.opinions),
    )


class _Desk:
    """Where messages wait until there are enough for the judge to read at once, and then are linted."""

    def __init__(self, job: Job, failed: list[OutreachlintError]) -> None:
        self.job = job
        self.failed = failed
        self.findings: list[Finding] = []
        self.documents: list[Document] = []
        self.opinions: list[Opinion | None] = []
        self.messages = self.unknown = self._size = 0
        self._waiting: list[tuple[Document, RuleSet, Analysis | None]] = []

    def take(self, document: Document, rules: RuleSet) -> None:
        """Lint a message, now or with others."""
        self.messages += 1
        self.unknown += document.lang == UNKNOWN
        judged = self.job.judge is not None and rules.asks_judge
        self._waiting.append((document, rules, Analysis(document) if judged else None))
        self._size += len(document.text)
        if not judged or len(self._waiting) >= AT_ONCE or self._size >= MOST_TEXT:
            self.clear()

    def clear(self) -> None:
        """Lint all that wait."""
        read = [analysis for _, _, analysis in self._waiting if analysis is not None]
        opinions = iter(self.job.judge.opinions(read) if read and self.job.judge else ())
        for document, rules, analysis in self._waiting:
            opinion = next(opinions) if analysis is not None else None
            found = kernel.lint(
                document,
                rules,
                analysis=analysis,
                opinion=opinion,
                min_confidence=self.job.min_confidence,
                ui_lang=self.job.ui_lang,
            )
            self.findings += [_finding(document, one) for one in found]
            if self.job.keep:
                self.documents.append(document)
                self.opinions.append(opinion)
        self._waiting.clear()
        self._size = 0


def _messages(path: str, name: str, defaults: Defaults) -> Any:
    try:
        data = _bytes(path, name)
    except InputError as error:
        return [error]
    return read(name, data, defaults)


def _bytes(path: str, name: str) -> bytes:
    """The bytes of a file, or of standard input; InputError where they can't be had or are too many."""
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(path, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size > MAX_BYTES:
                    raise too_large(name, size)
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror or error}", Place(name)) from None
    return data


def _finding(document: Document, diagnostic: Diagnostic) -> Finding:
    span = document.source_span(diagnostic.span)
    position = document.source.position
    return Finding(document, diagnostic, position(span.start), position(span.end))


def _order(finding: Finding) -> tuple[Any, ...]:
    diagnostic = finding.diagnostic
    return (finding.document.source.path, finding.start, finding.end, diagnostic.code, diagnostic.message)
