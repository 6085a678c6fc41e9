"""The parts of the judge's model card that come from its files, its training and its measurement; for docs/generate.py.

`report` is what training wrote (training/report.json).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.judgement import SIDES, Figures, alarms, doubts, figure, spread, thresholds
from outreachlint.document import LANGUAGES
from outreachlint.judge.artefact import read
from outreachlint.judge.model import FOLDER, PIECES, WEIGHTS, card_of

Report = Mapping[str, Any]
_BY = {"lang": "language", "channel": "channel", "relationship": "relationship"}


def facts(report: Report, folder: str = FOLDER) -> Iterator[str]:
    """What the model's files say about it, and how it was trained."""
    meta = card_of(folder)
    sizes = {name: Path(folder, name).stat().st_size / 1e6 for name in (PIECES, WEIGHTS)}
    yield f"- Version: `{meta['version']}`, trained on {meta['trained']}"
    yield f"- Trained with {meta['messages']:,} messages, and the examples in the rules' files"
    folds, tried = report["folds"], report.get("cross_validated_messages", meta["messages"])
    yield f"- Networks whose weights are averaged: {report['seeds']}"
    yield f"- Cross-validated in {folds} parts with {tried:,} messages"
    yield f"- Pieces in its table: {len(read(str(Path(folder, PIECES))).arrays['scale']):,}"
    yield f"- Size: {' and '.join(f'{size:.1f} MB (`{name}`)' for name, size in sizes.items())}"


def data(report: Report, held: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """How many messages there are by language, and how many of them are clean; `held` are those held aside."""
    messages = Counter(str(record["lang"]) for record in held)
    clean = Counter(str(record["lang"]) for record in held if not record["labels"])
    yield "| language | in training | clean | held aside | clean |"
    yield "| --- | --- | --- | --- | --- |"
    rows = {lang: (report["corpus"].get(lang, {}), messages[lang], clean[lang]) for lang in LANGUAGES}
    total = {name: sum(row[0].get(name, 0) for row in rows.values()) for name in ("messages", "clean")}
    for lang, (trained, many, fine) in {**rows, "all": (total, messages.total(), clean.total())}.items():
        first = _part(trained.get("messages", 0), trained.get("clean", 0))
        yield f"| {lang} | {first} | {_part(many, fine)} |"


def _part(messages: int, clean: int) -> str:
    return f"{messages:,} | {clean:,} ({clean / messages:.0%})" if messages else "0 | -"


def cross_validated(report: Report, rules: Sequence[Any]) -> Iterator[str]:
    """The figures of cross-validation with their intervals: in all, by rule, language, channel and relationship."""
    for doubt in doubts(report, rules, card_of()["version"]):
        yield f"**These figures are not of what ships here:** {doubt}."
        yield ""
    found = report["cross_validated"]
    unread = found["fresh"]
    yield from _groups(
        "messages", {"all": found["judge"]["all"]}, {side: {"all": unread[side]["all"]} for side in SIDES}
    )
    yield ""
    yield from _rules(found["judge"]["rule"], {side: unread[side]["rule"] for side in SIDES})
    for key, title in _BY.items():
        yield ""
        yield from _groups(title, found["judge"][key], {side: unread[side][key] for side in SIDES})


def _rules(alone: Mapping[str, Figures], fresh: Mapping[str, Mapping[str, Figures]]) -> Iterator[str]:
    """By rule; its messages are those of all rules, so that no number of them tells anything."""
    yield "| rule | all: precision | recall | F1, judge | unread: F1, phrases | F1, judge | F1, both |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name in sorted(alone):
        one = alone[name]
        first = f"{figure(one['precision'])} | {figure(one['recall'])} | {spread(one, 'f1', 'f1_interval')}"
        rest = " | ".join(spread(fresh[side][name], "f1", "f1_interval") for side in SIDES)
        yield f"| {name} | {first} | {rest} |"


def _groups(title: str, alone: Mapping[str, Figures], fresh: Mapping[str, Mapping[str, Figures]]) -> Iterator[str]:
    """By a fact of the messages: macro-F1, and the false alarms."""
    yield (
        f"| {title} | all | macro-F1, judge | false alarms | unread | macro-F1, phrases | macro-F1, judge "
        "| macro-F1, both | false alarms |"
    )
    yield "| --- " * 9 + "|"
    for name, one in alone.items():
        parts = [name, f"{one['messages']:,}", spread(one, "macro_f1", "macro_interval"), alarms(one)]
        sides = [fresh[side].get(name) for side in SIDES]
        if sides[-1] is None:
            parts += ["0", *["-"] * 4]
        else:
            parts.append(f"{sides[-1]['messages']:,}")
            parts += [spread(side, "macro_f1", "macro_interval") for side in sides if side is not None]
            parts.append(alarms(sides[-1]))
        yield f"| {' | '.join(parts)} |"


def levels(rules: Sequence[Any]) -> Iterator[str]:
    """The probabilities from which the rules speak; a language without its own has the one for others."""
    found = thresholds(rules)
    langs = [lang for lang in LANGUAGES if any(lang in each for each in found.values())]
    yield f"| {' | '.join(('rule', 'others', *langs))} |"
    yield "| --- " * (2 + len(langs)) + "|"
    for offence in sorted(found):
        own = (f"{found[offence][lang]:.2f}" if lang in found[offence] else "" for lang in ("default", *langs))
        yield f"| {' | '.join((offence, *own))} |"


def calibration(report: Report) -> Iterator[str]:
    """How often what the judge holds for so likely is an offence."""
    yield "| probability said, mean | share that was an offence | pairs of message and rule |"
    yield "| --- | --- | --- |"
    for part in report["calibration"]:
        yield f"| {part['mean']:.2f} | {part['share']:.2f} | {part['count']:,} |"
