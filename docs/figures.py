"""The figures of the rules on the messages held aside, as Markdown tables; used by docs/generate.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from outreachlint.rules.build import build
from outreachlint.rules.corpus import CorpusReport, Score, measure, read_corpus
from outreachlint.rules.loader import RuleFolder
from outreachlint.rules.pack import Pack
from outreachlint.rules.select import select

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"


def measured(loaded: RuleFolder, part: str) -> CorpusReport:
    """The shipped rules' figures on `train` or `test`."""
    records = [record for path in sorted((CORPUS / part).glob("*.jsonl")) for record in read_corpus(str(path))]
    return measure(records, select(Pack([build(loaded)])))


def tables(report: CorpusReport) -> Iterator[str]:
    """All figures of one measurement."""
    yield (
        f"{report.messages} messages, {report.clean} of them clean; a false alarm on {report.false_alarms} clean ones "
        f"({_share(report.false_alarms, report.clean)}). Micro: precision {_figure(report.total.precision)}, recall "
        f"{_figure(report.total.recall)}, F1 {_figure(report.total.f1)}. Macro-F1 over the rules: "
        f"{_figure(report.macro_f1)}."
    )
    yield ""
    yield from _table("rule", report.by_rule, {})
    yield ""
    alarms = {
        lang: f"{report.alarms_by_language[lang]} of {clean} ({_share(report.alarms_by_language[lang], clean)})"
        for lang, clean in report.clean_by_language.items()
    }
    yield from _table("language", report.by_language, alarms)
    yield ""
    yield from _table("channel", report.by_channel, {})


def summary(report: CorpusReport) -> Iterator[str]:
    """The figures by language alone."""
    alarms = {
        lang: f"{report.alarms_by_language[lang]} of {clean} ({_share(report.alarms_by_language[lang], clean)})"
        for lang, clean in report.clean_by_language.items()
    }
    yield from _table("language", report.by_language, alarms)


def _table(title: str, scores: Mapping[str, Score], alarms: Mapping[str, str]) -> Iterator[str]:
    more = " false alarms on clean messages |" if alarms else ""
    yield f"| {title} | precision | recall | F1 | hits | false | missed |{more}"
    yield "| --- | --- | --- | --- | --- | --- | --- |" + (" --- |" if alarms else "")
    for name, score in sorted(scores.items()):
        figures = " | ".join(map(_figure, (score.precision, score.recall, score.f1)))
        row = f"| {name} | {figures} | {score.hits} | {score.false} | {score.missed} |"
        yield row + (f" {alarms.get(name, '-')} |" if alarms else "")


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"
