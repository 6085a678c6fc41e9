"""Counts an outbox, message by message, in memory that does not grow with it.

What is kept: a row a rule, a month and a relationship; the templates (`text.likeness` bounds them); eight bytes of each
conversation's name, in a set; and the words of recipients' names, each once, up to MOST_NAMES.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from outreachlint.diagnostics import Diagnostic, Severity
from outreachlint.document import RELATIONSHIPS, UNKNOWN, Document
from outreachlint.findings import finding
from outreachlint.outbox.openings import MOST_CHARS, Opening, beginning, name_words
from outreachlint.outbox.summary import ALWAYS, Example, Period, RuleCount, Share, Summary, Template
from outreachlint.text.likeness import Clusters

EXAMPLES = 3
"""Places kept of a rule."""
LEAST = 3
"""So many messages that are nearly the same make a template."""
MOST_NAMES = 200_000
"""Words of recipients' names that are kept to be masked wherever they stand."""
_WEIGHTS = {Severity.ERROR: 9, Severity.WARNING: 3, Severity.INFO: 1}


class Tally:
    """The counts so far. With `names`, openings and examples are kept as they stand."""

    def __init__(self, *, names: bool = False) -> None:
        self.total = Share()
        self.severities = dict.fromkeys((level.label for level in reversed(Severity)), 0)
        self._drafts = 0
        self._unknown = 0
        self._names = names
        self._rules: dict[str, _Rule] = {}
        self._months: dict[str, Share] = {}
        self._relationships: dict[str, Share] = {}
        self._threads: set[int] = set()
        self._name_words: set[str] = set()
        self._clusters: Clusters[_Group] = Clusters()

    def add(self, document: Document, found: Sequence[Diagnostic], sketch: array[int] | None) -> None:
        """Count a message with its Diagnostics; without a `sketch` (of `text.likeness`) it is in no template."""
        flagged = bool(found)
        self.total = self.total.plus(flagged)
        self._unknown += document.lang == UNKNOWN
        day = day_of(document)
        month = "" if day is None else f"{day.year:04}-{day.month:02}"
        self._months[month] = self._months.get(month, Share()).plus(flagged)
        relationship = document.context.relationship.value
        self._relationships[relationship] = self._relationships.get(relationship, Share()).plus(flagged)
        names = self._who(document)
        group = None if sketch is None else self._group(document, sketch, day, names, flagged)
        if found:
            self._found(document, found, group)

    def _who(self, document: Document) -> frozenset[str]:
        """Note the conversation and the recipient; the words of the recipient's name."""
        if document.sent is None:
            self._drafts += 1
            return frozenset()
        if document.sent.thread:
            self._threads.add(hash(document.sent.thread))
        words = name_words(document.sent.to)
        if len(self._name_words) < MOST_NAMES:
            self._name_words |= words
        return words

    def _group(
        self, document: Document, sketch: array[int], day: date | None, names: frozenset[str], flagged: bool
    ) -> _Group:
        text = _sent_text(document)
        cluster = self._clusters.add(sketch, _Group(document, text, names))
        group = cluster.first
        group.number = cluster.number
        group.add(day, flagged)
        if cluster.size > 1 and not self._names:
            group.alike(text, names)
        return group

    def _found(self, document: Document, found: Sequence[Diagnostic], group: _Group | None) -> None:
        weight = sum(_WEIGHTS[each.severity] for each in found)
        seen = set()
        for each in found:
            self.severities[each.severity.label] += 1
            rule = self._rules.get(each.code)
            if rule is None:
                rule = self._rules[each.code] = _Rule(each.name)
            rule.findings += 1
            rule.severity = max(rule.severity, each.severity)
            if each.code not in seen:
                seen.add(each.code)
                rule.messages += 1
                rule.keep(weight, -1 if group is None else group.number, document, each, self._names)
                if group is not None:
                    group.rules[each.code] = group.rules.get(each.code, 0) + 1

    def reaching(self, threshold: Severity | None) -> int:
        """How many findings are at or above a threshold; None is above all."""
        if threshold is None:
            return 0
        return sum(count for label, count in self.severities.items() if Severity.parse(label) >= threshold)

    def summary(
        self,
        files: Sequence[str],
        *,
        period: Period = ALWAYS,
        left_out: int = 0,
        undated: int = 0,
        errors: int = 0,
        rules_run: int = 0,
        most: int = 10,
    ) -> Summary:
        """The counts as they stand, with the `most` largest templates."""
        clusters = [cluster for cluster in self._clusters.largest(len(self._clusters)) if cluster.size >= LEAST]
        rules = [rule.count(code) for code, rule in self._rules.items()]
        return Summary(
            files=tuple(files),
            total=self.total,
            drafts=self._drafts,
            conversations=len(self._threads),
            severities=dict(self.severities),
            rules=tuple(sorted(rules, key=lambda rule: (-rule.messages, -rule.findings, rule.code))),
            months=dict(sorted(self._months.items())),
            relationships=_ordered(self._relationships, RELATIONSHIPS),
            templates=tuple(
                cluster.first.template(cluster.size, self._name_words, self._names) for cluster in clusters[:most]
            ),
            templated=sum(cluster.size for cluster in clusters),
            template_total=len(clusters),
            period=period,
            left_out=left_out,
            undated=undated,
            unknown_language=self._unknown,
            errors=errors,
            rules_run=rules_run,
            names=self._names,
        )


class _Rule:
    """The counts of a rule, and where it found something in the messages that weigh most."""

    __slots__ = ("_kept", "findings", "messages", "name", "severity")

    def __init__(self, name: str) -> None:
        self.name = name
        self.severity = Severity.INFO
        self.findings = self.messages = 0
        self._kept: list[tuple[int, int, Example]] = []  # weight and group, the heaviest first

    def keep(self, weight: int, group: int, document: Document, found: Diagnostic, names: bool) -> None:
        """Keep the place if its message weighs more than one that is kept; of a template the first of the heaviest."""
        if len(self._kept) == EXAMPLES and weight <= self._kept[-1][0]:
            return
        same = next((at for at, kept in enumerate(self._kept) if group >= 0 and kept[1] == group), None)
        if same is not None:
            if weight <= self._kept[same][0]:
                return
            del self._kept[same]
        self._kept.append((weight, group, _example(document, found, names)))
        self._kept.sort(key=lambda kept: -kept[0])
        del self._kept[EXAMPLES:]

    def count(self, code: str) -> RuleCount:
        """The row of the summary."""
        examples = tuple(example for _, _, example in self._kept)
        return RuleCount(code, self.name, self.severity, self.findings, self.messages, examples)


class _Group:
    """The messages of one cluster."""

    __slots__ = ("_names", "_opening", "_text", "example", "first", "flagged", "last", "number", "rules")

    def __init__(self, document: Document, text: str, names: frozenset[str]) -> None:
        self.number = -1
        self.first: date | None = None
        self.last: date | None = None
        self.flagged = 0
        self.rules: dict[str, int] = {}
        self.example = _example_of_start(document)
        self._text = text
        self._names = names
        self._opening: Opening | None = None

    def add(self, day: date | None, flagged: bool) -> None:
        """Count a message."""
        self.flagged += flagged
        if day is not None:
            self.first = day if self.first is None else min(self.first, day)
            self.last = day if self.last is None else max(self.last, day)

    def alike(self, text: str, names: frozenset[str]) -> None:
        """Compare how a message begins with how the first did."""
        if self._opening is None:
            self._opening = Opening(self._text, self._names)
        self._opening.keep(text, names)

    def template(self, size: int, names: set[str], shown: bool) -> Template:
        """The entry of the summary; the opening as it stands where names are `shown`."""
        own = self._opening or Opening(self._text, self._names)
        opening = beginning(self._text) if shown else own.shown(names)
        rules = dict(sorted(self.rules.items(), key=lambda item: (-item[1], item[0])))
        return Template(Share(size, self.flagged), self.first, self.last, rules, opening, self.example)


def day_of(document: Document) -> date | None:
    """The day when a message was sent, as its file says it; None where it does not."""
    when = document.sent.when if document.sent is not None else None
    return when.date() if when is not None else None


def _sent_text(document: Document) -> str:
    """The start of a message's own text, without subject, comments and quoted history."""
    field = document.fields[-1]
    text = field.text[: 2 * MOST_CHARS]
    for span in field.unsent:
        if span.start < len(text):
            text = text[: span.start] + " " * (min(span.end, len(text)) - span.start) + text[span.end :]
    return text[:MOST_CHARS]


def _example(document: Document, found: Diagnostic, names: bool) -> Example:
    placed = finding(document, found)
    quote = placed.quote if names else ""
    return Example(placed.path, placed.address, placed.cell, placed.start.line, placed.start.column, quote)


def _example_of_start(document: Document) -> Example:
    field = document.fields[-1]
    source = field.source or document.source
    line, column = source.position(field.source_offset(0))
    return Example(source.path, field.address, field.source is not None, line, column)


def _ordered(counts: Mapping[str, Share], order: Sequence[Any]) -> dict[str, Share]:
    return {key: counts[key] for key in sorted(counts, key=lambda key: order.index(key))}
