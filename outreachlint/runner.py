"""From files to a Report: read, lint, sort, count."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from outreachlint import kernel
from outreachlint.diagnostics import Diagnostic, Severity
from outreachlint.document import UNKNOWN, Document
from outreachlint.errors import InputError, OutreachlintError, Place
from outreachlint.readers import Defaults, read
from outreachlint.readers.decode import MAX_BYTES, too_large
from outreachlint.text.source import Position

STDIN = "-"
"""The path that stands for standard input."""

STDIN_NAME = "<stdin>"
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
    knows. `documents` holds every message when the run was asked to keep them, else nothing.
    """

    files: tuple[str, ...]
    messages: int
    rules: tuple[Any, ...]
    findings: tuple[Finding, ...]
    errors: tuple[OutreachlintError, ...]
    unknown_language: int
    documents: tuple[Document, ...] = ()

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
    """How to lint: which rules (`kernel.lint` takes them) and which outside facts hold for a path."""

    rules_for: Callable[[str], Any]
    defaults_for: Callable[[str], Defaults]
    rules: tuple[Any, ...]
    ui_lang: str = "en"
    stdin_name: str = STDIN_NAME
    keep: bool = False


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
    failed: list[OutreachlintError] = list(errors)
    findings: list[Finding] = []
    documents: list[Document] = []
    messages = unknown = 0
    for path in files:
        name = job.stdin_name if path == STDIN else path
        rules = job.rules_for(name)
        for item in _messages(path, name, job.defaults_for(name)):
            if isinstance(item, InputError):
                failed.append(item)
                continue
            messages += 1
            unknown += item.lang == UNKNOWN
            findings += [_finding(item, found) for found in kernel.lint(item, rules, ui_lang=job.ui_lang)]
            if job.keep:
                documents.append(item)
    findings.sort(key=_order)
    return Report(tuple(files), messages, job.rules, tuple(findings), tuple(failed), unknown, tuple(documents))


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
