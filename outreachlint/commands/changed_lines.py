"""`check --diff-only`: the files to lint for what changed in them, and the findings that are about that."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from outreachlint.discover import Discovered
from outreachlint.document import Document
from outreachlint.errors import UsageError
from outreachlint.findings import Finding
from outreachlint.kernel import OF_MANY
from outreachlint.runner import STDIN, Job, Report, campaigns_first
from outreachlint.text.source import Span

WHOLE = frozenset(
    ["message-start", "missing-subject", "mixed-dialects", "nothing-specific", "over-limit", "unused-suppression"]
)
"""The checks whose verdict may hang on a line elsewhere in the message than where they point."""
MOST_NAMES = 100
"""So many names of changed files are looked for in the files that may list the steps of a campaign."""
_LAST = 1 << 62


def add_arguments(group: Any) -> None:
    """The option."""
    group.add_argument(
        "--diff-only", metavar="REV", help="report only what is on lines that changed since this git revision"
    )


class Changes:
    """What changed since the revision: the files that are to be linted for it (`found`), and how (`job`)."""

    def __init__(self, found: Discovered, job: Job, arguments: argparse.Namespace) -> None:
        from outreachlint.changes import changes

        if STDIN in found.files:
            raise UsageError("--diff-only is about files, not about standard input", hint="name files or folders")
        if arguments.fix or arguments.diff:
            option = "--fix" if arguments.fix else "--diff"
            raise UsageError(f"--diff-only and {option} exclude each other", hint="fix first, then look at the rest")
        changed = changes(found.files, arguments.diff_only).items()
        self._changed = {_full(path): lines for path, lines in changed if lines.whole or lines.added or lines.cut}
        files = tuple(path for path in found.files if _full(path) in self._changed)
        self.job = job._replace(keep=True)
        self.found = found._replace(files=tuple(sorted({*files, *_beside(files, found.files, job)})))

    def only(self, report: Report) -> Report:
        """The report with the findings on changed lines, and those about a whole message in which a line changed."""
        extents = _extents(report.documents)
        whole = {rule.code for rule in self.job.rules if about_message(rule)}

        def counts(finding: Finding) -> bool:
            if self._touched(finding.path, finding):
                return True
            changed = self._changed.get(_full(finding.path))
            if changed is None or finding.diagnostic.code not in whole:
                return False
            return changed.bears_on(*extents[finding.number])

        return report._replace(
            findings=tuple(filter(counts, report.findings)),
            known=tuple(filter(counts, report.known)),
            suppressed=tuple(each for each in report.suppressed if counts(each.finding)),
        )

    def _touched(self, path: str, finding: Finding) -> bool:
        changed = self._changed.get(_full(path))
        if changed is not None:
            if finding.cell:  # its lines are those of its cell
                return True
            last = finding.end.line - (finding.end.column == 1 and finding.end.line > finding.start.line)
            if changed.holds(finding.start.line, last):
                return True
        for related in finding.related:
            there = self._changed.get(_full(related.path))
            if there is not None and there.holds(related.start.line, related.start.line):
                return True
        return False


def about_message(rule: Any) -> bool:
    """Whether a rule says something of a message, not of the words that it points at."""
    if rule.scope == "sentence":
        return False
    checks = {check for check, _ in rule.checks.values()}
    return rule.scope in OF_MANY or not checks.isdisjoint(WHOLE) or not set(rule.report) <= set(rule.checks)


def _full(path: str) -> str:
    return os.path.realpath(path)


def _beside(changed: Sequence[str], files: Sequence[str], job: Job) -> Iterator[str]:
    """The files that make a campaign with one that changed: without them nobody knows which step it is."""
    steps = {path: job.defaults_for(path).step for path in files}
    campaigns = {step.campaign for path in changed if (step := steps[path]) is not None}
    names = {os.path.basename(path).encode() for path in changed}
    for path in files:
        step = steps[path]
        is_step = step is not None and step.campaign in campaigns
        if is_step or (names and not campaigns_first(path) and _mentions(path, names)):
            yield path


def _mentions(path: str, names: set[bytes]) -> bool:
    """Whether a file holds one of some names; of very many nobody looks."""
    if len(names) > MOST_NAMES:
        return True
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    return any(name in data for name in names)


def _extents(documents: Sequence[Document]) -> Mapping[int, tuple[int, int]]:
    """The first and last line of each message by its number, with what stands between it and its neighbours."""
    by_path: dict[str, list[tuple[int, int, int]]] = {}
    for number, document in enumerate(documents, 1):
        by_path.setdefault(document.source.path, []).append((*_lines(document), number))
    extents: dict[int, tuple[int, int]] = {}
    for messages in by_path.values():
        messages.sort()
        before = 0
        for (first, last, number), behind in zip(messages, [*(each[0] for each in messages[1:]), _LAST]):
            extents[number] = (min(first, before + 1), max(last, behind - 1))
            before = max(before, last)
    return extents


def _lines(document: Document) -> tuple[int, int]:
    """The lines from the first to the last field of a message."""
    lines: list[int] = []
    for field in document.fields:
        if field.source is None and field.text:
            span = field.source_span(Span(0, len(field.text)))
            lines += [
                document.source.position(span.start).line,
                document.source.position(max(span.start, span.end - 1)).line,
            ]
    first = document.source.first_line
    return min(lines, default=first), max(lines, default=first)
