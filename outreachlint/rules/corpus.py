"""Measure a rule set on labelled messages: precision, recall and F1 by rule, language and channel.

A message counts once a rule: a hit when the rule both reports it and is among its labels. Only rules that the corpus
labels (by name) are scored. A span hit is a hit whose reported place overlaps a quote of that label. A false alarm is a
clean message (no labels) that any scored rule reports.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from outreachlint.analysis import analyses_of
from outreachlint.batch import Message, opinions_on
from outreachlint.diagnostics import Diagnostic
from outreachlint.document import LANGUAGES, Context, Document, Fact, Field
from outreachlint.errors import InputError, Place
from outreachlint.judge.opinion import OFFENCES
from outreachlint.judge.panel import AT_ONCE, Judge
from outreachlint.kernel import findings
from outreachlint.rules.select import RuleSet
from outreachlint.text.source import Source


@dataclass(slots=True)
class Score:
    """Counts of one group of messages and their figures; a figure is None where there is nothing to divide by."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    span_hits: int = 0

    @property
    def precision(self) -> float | None:
        """Hits among what was reported."""
        said = self.hits + self.false
        return self.hits / said if said else None

    @property
    def recall(self) -> float | None:
        """Hits among what is labelled."""
        true = self.hits + self.missed
        return self.hits / true if true else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        total = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / total if total else None


@dataclass(slots=True)
class CorpusReport:
    """All counts of one measurement. `errors` holds one record a wrong verdict."""

    messages: int = 0
    clean: int = 0
    false_alarms: int = 0
    by_rule: dict[str, Score] = field(default_factory=dict)
    by_language: dict[str, Score] = field(default_factory=dict)
    by_channel: dict[str, Score] = field(default_factory=dict)
    alarms_by_language: Counter[str] = field(default_factory=Counter)
    clean_by_language: Counter[str] = field(default_factory=Counter)
    total: Score = field(default_factory=Score)
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the rules that are labelled at least once."""
        figures = [score.f1 or 0.0 for score in self.by_rule.values() if score.hits + score.missed]
        return sum(figures) / len(figures) if figures else None


def read_corpus(path: str) -> Iterator[dict[str, Any]]:
    """The records of a labelled JSON Lines file; InputError with the line for one that is broken."""
    try:
        with open(path, encoding="utf-8-sig") as stream:
            lines = stream.readlines()
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", Place(path)) from None
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 (byte {error.start})", Place(path)) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"not valid JSON: {error}", Place(path, number)) from None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise InputError("a record needs a 'text'", Place(path, number))
        if not isinstance(record.get("touch", 1), int):
            raise InputError("`touch` must be a whole number", Place(path, number))
        if not isinstance(record.get("labels"), list):
            raise InputError("a record of a corpus needs its 'labels' (a list, empty when clean)", Place(path, number))
        for label in record["labels"]:
            if not isinstance(label, dict) or not {"rule", "quote"} <= label.keys():
                raise InputError("a label needs 'rule' and 'quote'", Place(path, number))
        yield record


def document_of(record: Mapping[str, Any], path: str = "corpus") -> Document:
    """A corpus record as a Document."""
    fields = [Field("subject", record["subject"], 0)] if record.get("subject") else []
    fields.append(Field("text", record["text"], 0))
    facts = {name: Fact(record[name], "record") for name in Context._fields if record.get(name) is not None}
    lang = record.get("lang")
    source = Source(path, record["text"])
    return Document(source, fields, Context(**facts), lang if lang in LANGUAGES else "unknown", lang_origin="record")


def measure(records: Iterable[Mapping[str, Any]], rules: RuleSet, judge: Judge | None = None) -> CorpusReport:
    """Run the rules over labelled records and count; with `judge` they have its opinion.

    Templates are read as `lint` reads them: every variant. InputError for one that can't be read.
    """
    report = CorpusReport()
    scored = {rule.name for rule in rules.rules if rule.name in OFFENCES}
    for part in _parts(records, AT_ONCE):
        read = [_message(record, rules) for record in part]
        for record, message, opinions in zip(part, read, opinions_on(read, judge), strict=True):
            found = findings(message.document, rules, analyses=message.analyses, opinions=opinions)
            _count(report, record, message.document, [each for each in found if each.name in scored], scored)
    return report


def _message(record: Mapping[str, Any], rules: RuleSet) -> Message:
    document = document_of(record)
    try:
        return Message(document, rules, analyses_of(document))
    except InputError as error:
        raise InputError(f"the record {record.get('id')!r}: {error.message}", None, error.hint) from None


def _parts(records: Iterable[Mapping[str, Any]], size: int) -> Iterator[list[Mapping[str, Any]]]:
    remaining = iter(records)
    while part := list(islice(remaining, size)):
        yield part


def _count(
    report: CorpusReport, record: Mapping[str, Any], document: Document, found: list[Diagnostic], scored: set[str]
) -> None:
    said = {diagnostic.name for diagnostic in found}
    labels = [label for label in record["labels"] if label["rule"] in scored]
    true = {label["rule"] for label in labels}
    lang, channel = record.get("lang", "unknown"), record.get("channel", "message")
    report.messages += 1
    if not record["labels"]:
        report.clean += 1
        report.clean_by_language[lang] += 1
        report.false_alarms += bool(said)
        report.alarms_by_language[lang] += bool(said)
    for name in sorted(said | true):
        groups = (
            report.total,
            report.by_rule.setdefault(name, Score()),
            report.by_language.setdefault(lang, Score()),
            report.by_channel.setdefault(channel, Score()),
        )
        quotes = [label["quote"] for label in labels if label["rule"] == name]
        places = [diagnostic.span for diagnostic in found if diagnostic.name == name]
        overlap = any(document.shows(quote, place) for quote in quotes for place in places)
        for score in groups:
            score.hits += name in said and name in true
            score.false += name in said and name not in true
            score.missed += name not in said and name in true
            score.span_hits += overlap
        if (name in said) != (name in true):
            report.errors.append(
                {
                    "kind": "false" if name in said else "missed",
                    "rule": name,
                    "reported": [document.text[start:end] for start, end in places],
                    "quotes": quotes,
                    **{
                        key: record.get(key)
                        for key in ("id", "lang", "channel", "touch", "relationship", "subject", "text")
                    },
                    "labels": record["labels"],
                }
            )
