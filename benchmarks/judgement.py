"""How well the twelve rules about intent judge: by their phrases alone, by the judge alone, and by both.

    python benchmarks/judgement.py
    python benchmarks/judgement.py --json figures.json

The figures of cross-validation come from training/report.json. Those on messages held aside are measured now, with the
rules and the model that lie in this tree, on the files of tests/corpus/test/. A group of files has bars, which are for
both together; the exit code is 1 when one of them is missed. docs/figures.py and docs/card.py use what is here.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import floor
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from outreachlint.errors import OutreachlintError  # noqa: E402
from outreachlint.judge.model import card_of  # noqa: E402
from outreachlint.judge.opinion import OFFENCES  # noqa: E402
from outreachlint.judge.panel import Judge, ModelJudge  # noqa: E402
from outreachlint.rules.corpus import CorpusReport, Score, measure, read_corpus  # noqa: E402
from outreachlint.rules.pack import Pack, RuleMeta, load_pack  # noqa: E402
from outreachlint.rules.select import RuleSet  # noqa: E402

REPORT = ROOT / "training" / "report.json"
HELD_ASIDE = ROOT / "tests" / "corpus" / "test"
SIDES = {"phrases": "phrases alone", "judge": "the judge alone", "both": "both"}

Records = Sequence[Mapping[str, Any]]
Figures = Mapping[str, Any]
"""`messages`, `clean`, `alarms`, `macro_f1`, `precision`, `recall`, `f1`: as in the report of training."""
Measured = dict[str, dict[str, CorpusReport]]
"""By group and side."""


class Group(NamedTuple):
    """Files held aside (`files` matches their stems) with the bars: the least macro-F1, the most clean ones alarmed."""

    name: str
    files: str
    macro_f1: float | None
    alarms: float


GROUPS = (
    Group("notes en", r"dev-en|en-\d+", 0.88, 0.03),
    Group("notes it", r"dev-it|it-\d+", 0.88, 0.03),
    Group("es fr de pt", r"(es|fr|de|pt)-\d+", 0.85, 0.04),
    Group("real-life", r"dev-real", 0.70, 0.05),
    Group("courteous mail", r"courteous", None, 0.01),
)


class Bar(NamedTuple):
    """One bar and what came out: `value` is None where there was nothing to measure, and then the bar is missed."""

    group: str
    figure: str
    limit: float
    value: float | None

    @property
    def met(self) -> bool:
        """Whether the bar is met."""
        if self.value is None:
            return False
        return self.value >= self.limit if self.figure == "macro-F1" else self.value <= self.limit

    @property
    def wanted(self) -> str:
        """The bar in words."""
        return f"at least {self.limit:.2f}" if self.figure == "macro-F1" else f"at most {self.limit:.0%}"

    @property
    def shown(self) -> str:
        """What came out, in words."""
        if self.value is None:
            return "nothing to measure"
        # what is just on the wrong side of its bar must not be rounded onto it
        return f"{floor(self.value * 1000) / 1000:.3f}" if self.figure == "macro-F1" else f"{self.value:.2%}"


def grouped(folder: Path) -> dict[str, list[Mapping[str, Any]]]:
    """The records held aside by group; ValueError for a file that belongs to none."""
    out: dict[str, list[Mapping[str, Any]]] = {group.name: [] for group in GROUPS}
    for path in sorted(folder.glob("*.jsonl")):
        names = [group.name for group in GROUPS if re.fullmatch(group.files, path.stem)]
        if not names:
            raise ValueError(f"{path.name} belongs to no group of benchmarks/judgement.py")
        out[names[0]] += read_corpus(str(path))
    return out


def measured(groups: Mapping[str, Records], pack: Pack, judge: Judge) -> Measured:
    """What comes out for each group and side. The judge is asked twice about a message, so let it keep its answers."""
    rules = RuleSet(pack, [rule for rule in pack.rules if rule.name in OFFENCES])
    sides = {"phrases": (rules, None), "judge": (judge_alone(rules), judge), "both": (rules, judge)}
    out: Measured = {name: {} for name in groups}
    for side, (chosen, asked) in sides.items():
        # the kernel keeps its plans by code, and the same rule is another one on each side
        pack.plans.clear()
        for name, records in groups.items():
            out[name][side] = measure(records, chosen, asked)
    pack.plans.clear()
    return out


def held_aside(pack: Pack, folder: Path = HELD_ASIDE) -> Measured:
    """What comes out on the messages held aside with the model that ships."""
    with tempfile.TemporaryDirectory() as kept:
        return measured(grouped(folder), pack, ModelJudge(str(Path(kept, "judge.cache"))))


def judge_alone(rules: RuleSet) -> RuleSet:
    """The rules with their own thresholds and exceptions, but without what their phrases find."""
    return RuleSet(rules.pack, [_alone(rule) for rule in rules.rules])


def _alone(rule: RuleMeta) -> RuleMeta:
    sees = list(asks(rule.match))
    keys = sorted({node[1] for node in sees})
    kind, children, *_ = rule.match
    exceptions = [child for child in children if child[0] == "none"] if kind == "all" else []
    match = ["all", [["any", sees, [[] for _ in sees]], *exceptions]]
    return rule._replace(match=match, anywhere=[keys], here=[keys])


def asks(node: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The nodes of a tree that hold where the judge finds something likely enough."""
    if node[0] in ("all", "any"):
        for child in node[1]:
            yield from asks(child)
    elif node[0] == "judge" and node[3]:
        yield node


def thresholds(rules: Iterable[Any]) -> dict[str, Mapping[str, float]]:
    """By offence the probabilities by language from which the rules (of the pack, or of files) speak."""
    return {node[1][1:]: node[2] for rule in rules for node in asks(rule.match)}


def together(reports: Iterable[CorpusReport]) -> CorpusReport:
    """The counts of several measurements as one."""
    out = CorpusReport()
    for report in reports:
        out.messages += report.messages
        out.clean += report.clean
        out.false_alarms += report.false_alarms
        out.alarms_by_language += report.alarms_by_language
        out.clean_by_language += report.clean_by_language
        out.errors += report.errors
        _add(out.total, report.total)
        for scores in map(attrgetter, ("by_rule", "by_language", "by_channel")):
            for name, score in scores(report).items():
                _add(scores(out).setdefault(name, Score()), score)
    return out


def _add(to: Score, score: Score) -> None:
    to.hits += score.hits
    to.false += score.false
    to.missed += score.missed
    to.span_hits += score.span_hits


def figures(report: CorpusReport) -> Figures:
    """The figures of a measurement by the names that the report of training uses."""
    return {
        "messages": report.messages,
        "clean": report.clean,
        "alarms": report.false_alarms,
        "macro_f1": report.macro_f1,
        "precision": report.total.precision,
        "recall": report.total.recall,
        "f1": report.total.f1,
    }


def bars(found: Mapping[str, Mapping[str, CorpusReport]], side: str = "both") -> list[Bar]:
    """The bars of all groups."""
    out = []
    for group in GROUPS:
        report = found[group.name][side] if group.name in found else CorpusReport()
        if group.macro_f1 is not None:
            out.append(Bar(group.name, "macro-F1", group.macro_f1, report.macro_f1))
        share = report.false_alarms / report.clean if report.clean else None
        out.append(Bar(group.name, "false alarms", group.alarms, share))
    return out


def doubts(report: Mapping[str, Any], rules: Iterable[Any], version: str) -> Iterator[str]:
    """Why the figures of cross-validation may not be those of these rules and this version of the model."""
    if report["version"] != version:
        yield f"cross-validation is about model {report['version']}, and the model here is {version}"
    here = thresholds(rules)
    other = [name for name, levels in report["thresholds"].items() if _rounded(here.get(name, {})) != _rounded(levels)]
    if other:
        yield f"cross-validation had other thresholds than the rules have for {', '.join(sorted(other))}"


def _rounded(levels: Mapping[str, float]) -> dict[str, float]:
    return {lang: round(level, 2) for lang, level in levels.items()}


def table(title: str, rows: Iterable[tuple[str, str, Figures]]) -> Iterator[str]:
    """Figures as a table in Markdown: the name, the side and the figures of each row."""
    yield f"| {title} | by | messages | macro-F1 | precision | recall | F1 | clean ones with a false alarm |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, side, found in rows:
        parts = [name, SIDES[side], str(found["messages"]), spread(found, "macro_f1", "macro_interval")]
        parts += [figure(found["precision"]), figure(found["recall"]), spread(found, "f1", "f1_interval")]
        yield f"| {' | '.join(parts)} | {alarms(found)} |"


def figure(value: float | None) -> str:
    """A figure to two places."""
    return "-" if value is None else f"{value:.2f}"


def spread(found: Figures, name: str, interval: str) -> str:
    """A figure with its interval where there is one."""
    if found[name] is None or interval not in found:
        return figure(found[name])
    low, high = found[interval]
    return f"{found[name]:.2f} ({low:.2f}–{high:.2f})"


def alarms(found: Figures) -> str:
    """The clean messages with a false alarm: how many, of how many, and which share."""
    if not found["clean"]:
        return "-"
    return f"{found['alarms']} of {found['clean']} ({found['alarms'] / found['clean']:.1%})"


def _cross_validated(report: Mapping[str, Any]) -> Iterator[tuple[str, str, Figures]]:
    found = report["cross_validated"]
    yield "all", "judge", found["judge"]["all"]
    for lang, inside in found["judge"]["lang"].items():
        yield lang, "judge", inside
    for side in SIDES:
        yield "unread by rule authors", side, found["fresh"][side]["all"]
    for lang in found["fresh"]["both"]["lang"]:
        for side in SIDES:
            yield f"unread by rule authors, {lang}", side, found["fresh"][side]["lang"][lang]


def group_table(found: Measured) -> Iterator[str]:
    """The figures of each group and side, as a table in Markdown."""
    rows = ((name, side, figures(sides[side])) for name, sides in found.items() for side in SIDES)
    return table("messages held aside", rows)


def bar_table(found: Measured) -> Iterator[str]:
    """The bars with what came out, as a table in Markdown."""
    yield "| bar | wanted | " + " | ".join(SIDES.values()) + " | |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in zip(*(bars(found, side) for side in SIDES)):
        both = each[-1]
        values = " | ".join(bar.shown for bar in each)
        yield f"| {both.group}: {both.figure} | {both.wanted} | {values} | {'met' if both.met else '**missed**'} |"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; exit code 1 when a bar is missed, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures into a file as well")
    parser.add_argument("--report", type=Path, default=REPORT, help="what training wrote (training/report.json)")
    parser.add_argument("--corpus", type=Path, default=HELD_ASIDE, help="folder of files (tests/corpus/test)")
    arguments = parser.parse_args(argv)
    try:
        report = json.loads(arguments.report.read_text(encoding="utf-8"))
        pack = load_pack()
        found = held_aside(pack, arguments.corpus)
    except (OSError, ValueError, OutreachlintError) as error:
        print(error, file=sys.stderr)
        return 2
    version = card_of()["version"]
    print(f"Cross-validated, model {report['version']} (95 % intervals in parentheses):\n")
    print("\n".join(table("messages of training", _cross_validated(report))))
    print(f"\nHeld aside, measured now with model {version}:\n")
    print("\n".join(group_table(found)))
    print("\nThe bars, which are for both:\n")
    print("\n".join(bar_table(found)))
    notes = list(doubts(report, pack.rules, version))
    for note in notes:
        print(f"\nNOTE: {note}")
    if arguments.json is not None:
        _write(arguments.json, version, report, found, notes)
    missed = [bar for bar in bars(found) if not bar.met]
    print(f"\n{len(bars(found)) - len(missed)} bars of {len(bars(found))} are met.")
    for bar in missed:
        print(f"MISSED: {bar.group}: {bar.figure} {bar.shown}, the bar is {bar.wanted}")
    return 1 if missed else 0


def _write(path: Path, version: str, report: Mapping[str, Any], found: Measured, notes: Sequence[str]) -> None:
    data = {
        "model": version,
        "cross_validated": report["cross_validated"],
        "held_aside": {name: {side: figures(one) for side, one in sides.items()} for name, sides in found.items()},
        "bars": [{**bar._asdict(), "met": bar.met} for bar in bars(found)],
        "notes": notes,
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
