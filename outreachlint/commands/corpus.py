"""`rules test --corpus`: the figures of a measurement on labelled messages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from outreachlint.commands.output import write
from outreachlint.errors import InputError, Place
from outreachlint.judge.panel import Judge
from outreachlint.rules.corpus import CorpusReport, Score, measure, read_corpus
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import select


def measure_corpus(
    pack: Pack, codes: Sequence[str], files: Sequence[str], errors: str | None, judge: Judge | None
) -> list[dict[str, Any]]:
    """Measure the rules with these codes on the files, print the figures, write the wrong verdicts; the records."""
    records = [record for path in files for record in read_corpus(path)]
    report = measure(records, select(pack, codes), judge)
    write(_figures(report))
    if errors:
        _write_errors(report, errors)
    return records


def _write_errors(report: CorpusReport, path: str) -> None:
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in report.errors)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror or error}", Place(path)) from None


def _figures(report: CorpusReport) -> Iterator[str]:
    for title, scores in (
        ("RULE", report.by_rule),
        ("LANGUAGE", report.by_language),
        ("CHANNEL", report.by_channel),
    ):
        yield from _table(title, scores)
        yield ""
    yield from _table("ALL", {"micro": report.total})
    yield f"macro F1 {_figure(report.macro_f1)}"
    yield ""
    yield f"{report.messages} messages, {report.clean} of them clean: {_alarms(report.false_alarms, report.clean)}"
    for lang, clean in sorted(report.clean_by_language.items()):
        yield f"  {lang}: {_alarms(report.alarms_by_language[lang], clean)}"


def _table(title: str, scores: Mapping[str, Score]) -> Iterator[str]:
    width = max([len(title), *(len(name) for name in scores)])
    yield f"{title:<{width}}  precision  recall    F1  hits  false  missed  span hits"
    for name, score in sorted(scores.items()):
        figures = f"{_figure(score.precision):>9}  {_figure(score.recall):>6}  {_figure(score.f1):>4}"
        counts = f"{score.hits:>4}  {score.false:>5}  {score.missed:>6}  {score.span_hits:>9}"
        yield f"{name:<{width}}  {figures}  {counts}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _alarms(alarms: int, clean: int) -> str:
    share = f" ({alarms / clean:.1%})" if clean else ""
    return f"{alarms} of {clean} clean messages with a false alarm{share}"
