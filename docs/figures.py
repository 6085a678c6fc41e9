"""The figures of phrases and judge on the messages held aside, as Markdown tables; used by docs/generate.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from benchmarks.judgement import SIDES, Measured, alarms, figure, figures, together
from outreachlint.rules.corpus import CorpusReport, Score

Sides = Mapping[str, CorpusReport]


def summary(found: Measured) -> Iterator[str]:
    """What the judge adds to the phrases, a row for each group of messages."""
    yield "| messages held aside | messages | macro-F1, phrases | macro-F1, both | precision | recall | false alarms |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, sides in found.items():
        both = sides["both"]
        macro = " | ".join(figure(sides[side].macro_f1) for side in ("phrases", "both"))
        rest = f"{figure(both.total.precision)} | {figure(both.total.recall)} | {alarms(figures(both))}"
        yield f"| {name} | {both.messages} | {macro} | {rest} |"


def details(found: Measured) -> Iterator[str]:
    """All messages together, by rule, language and channel."""
    sides = {side: together(groups[side] for groups in found.values()) for side in SIDES}
    yield from _compared("rule", sides, "by_rule")
    yield ""
    yield from _compared("language", sides, "by_language", _alarms_by_language(sides["both"]))
    yield ""
    yield from _compared("channel", sides, "by_channel")


def _alarms_by_language(report: CorpusReport) -> dict[str, str]:
    return {
        lang: alarms({"alarms": report.alarms_by_language[lang], "clean": clean})
        for lang, clean in report.clean_by_language.items()
    }


def _compared(title: str, sides: Sides, scores: str, false_alarms: Mapping[str, str] | None = None) -> Iterator[str]:
    """The F1 of each side, then what both make of it."""
    more = ("false alarms",) if false_alarms is not None else ()
    heads = (title, *(f"F1, {side}" for side in SIDES), "precision", "recall", "hits", "false", "missed", *more)
    yield f"| {' | '.join(heads)} |"
    yield "| --- " * len(heads) + "|"
    by_side = {side: attrgetter(scores)(report) for side, report in sides.items()}
    for name in sorted(set().union(*by_side.values(), false_alarms or ())):
        both = by_side["both"].get(name, Score())
        parts = [name, *(figure(by_side[side].get(name, Score()).f1) for side in SIDES)]
        parts += [figure(both.precision), figure(both.recall), str(both.hits), str(both.false), str(both.missed)]
        parts += [false_alarms.get(name, "-")] if false_alarms is not None else []
        yield f"| {' | '.join(parts)} |"
