"""Train the judge: `python -m training` goes from the corpus to the artefact, the thresholds and the figures."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from outreachlint.judge.tokens import Tokenizer
from outreachlint.rules.loader import load_folders
from outreachlint.rules.pack import load_pack, shipped_rules
from training import curves, starting, thresholds
from training.cross import folds
from training.examples import RULE_BATCH, Example, read_examples, read_rule_examples
from training.export import write_model
from training.fit import Recipe
from training.work import Result, Task, averaged, log, run

ROOT = Path(__file__).parent.parent
READ_BY_RULE_AUTHORS = frozenset(
    f"train-{lang}-{number}"
    for lang, numbers in {
        "en": (1, 3, 5, 7, 9, 10, 11, 13, 14),
        "it": (1, 3, 5, 6, 7, 9, 10, 11, 13, 14),
        **dict.fromkeys(("es", "fr", "de", "pt"), (1, 2, 4)),
    }.items()
    for number in numbers
)
"""Batches from which the phrases were written: what phrases make of these says nothing about other messages."""


def main(arguments: Sequence[str] | None = None, start: starting.Start | None = None) -> int:
    """Train, write, and say what came out; from `start`, which is loaded where it is not given."""
    given = _parser().parse_args(arguments)
    log("reading the starting weights and the corpus")
    start = start or starting.load()
    tokenizer = Tokenizer(start.tokens)
    examples = read_examples(sorted(given.corpus.glob("*.jsonl")), tokenizer)
    if given.most:
        examples = examples[:: max(1, len(examples) // given.most)]
    else:
        # twice, since a rule's own examples are the ones that must hold
        examples += 2 * read_rule_examples(load_folders([shipped_rules()]).rules, tokenizer)
    log(f"{len(examples)} messages of {len({example.batch for example in examples})} batches")
    labelled = sum(not example.batch.startswith(RULE_BATCH) for example in examples)
    recipe = Recipe(epochs=given.epochs)
    groups = folds(examples, given.folds) if given.folds else []
    log(f"{given.folds} folds of {[len(group) for group in groups]} batches")
    tasks = [Task(seed, frozenset()) for seed in range(1, given.seeds + 1)]
    tasks = [Task(1, group) for group in groups] + tasks
    results = list(run(tasks, examples, start, recipe, given.jobs))
    finals = sorted((result for result in results if not result.task.left_out), key=lambda result: result.task.seed)
    judge = averaged([result.weights for result in finals], start, recipe)
    if groups:
        log("choosing the thresholds")
        report = _report(examples, results, given)
    else:
        report = json.loads(given.report.read_text(encoding="utf-8"))
    report["seeds"] = given.seeds
    report["corpus"] = _counts([each.record for each in examples if not each.batch.startswith(RULE_BATCH)])
    meta = {"version": _version(finals), "trained": date.today().isoformat(), "messages": labelled}
    write_model(given.out, judge, start, meta)
    if given.rules:
        thresholds.write_levels(given.rules, report["thresholds"])
    given.report.parent.mkdir(parents=True, exist_ok=True)
    given.report.write_text(json.dumps({**report, **meta}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    log(f"wrote {given.out} and {given.report}: " + json.dumps(report["cross_validated"]["fresh"]["both"]["all"]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "tests/corpus/train", help="folder of labelled messages")
    parser.add_argument("--out", type=Path, default=ROOT / "outreachlint/judge/model", help="folder of the model")
    parser.add_argument("--rules", type=Path, default=None, help="folder of rules whose thresholds are to be set")
    parser.add_argument("--report", type=Path, default=ROOT / "training/report.json", help="where the figures go")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seeds", type=int, default=1, help="networks whose weights are averaged")
    parser.add_argument(
        "--folds", type=int, default=3, help="parts of the cross-validation; 0 keeps its figures in the report"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--most", type=int, default=0, help="take about so many messages only (to try things out)")
    return parser


def _version(finals: Sequence[Result]) -> str:
    return hashlib.sha256(b"".join(result.weights for result in finals)).hexdigest()[:12]


def _report(examples: Sequence[Example], results: Sequence[Result], given: Any) -> dict[str, Any]:
    """The thresholds and the cross-validated figures of the judge alone."""
    judged = {number: rows for result in results for number, rows in result.judged.items()}
    numbers = [number for number in sorted(judged) if not examples[number].batch.startswith(RULE_BATCH)]
    rules = thresholds.judge_alone(load_pack())
    table = np.array([thresholds.chances(examples[number], judged[number], rules) for number in numbers])
    gold = np.array([examples[number].said > 0 for number in numbers])
    records = [examples[number].record for number in numbers]
    langs = [str(record["lang"]) for record in records]
    levels = thresholds.choose(table, gold, langs)
    speaks = thresholds.said(table, langs, levels)
    fresh = [place for place, number in enumerate(numbers) if examples[number].batch not in READ_BY_RULE_AUTHORS]
    parts = [examples[numbers[place]] for place in fresh]
    phrases, both = thresholds.with_phrases(parts, [judged[numbers[place]] for place in fresh], load_pack(), levels)
    of_fresh = [records[place] for place in fresh]
    return {
        "thresholds": levels,
        "cross_validated": {
            "judge": curves.by_group(speaks, gold, records),
            "fresh": {
                "phrases": curves.by_group(phrases, gold[fresh], of_fresh),
                "judge": curves.by_group(speaks[fresh], gold[fresh], of_fresh),
                "both": curves.by_group(both, gold[fresh], of_fresh),
            },
        },
        "curves": curves.curves(table, gold),
        "calibration": curves.calibration(table, gold),
        "folds": given.folds,
        "cross_validated_messages": len(numbers),
    }


def _counts(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """How many messages there are, and how many clean ones, by language."""
    out: dict[str, dict[str, int]] = {}
    for record in records:
        counts = out.setdefault(str(record["lang"]), {"messages": 0, "clean": 0})
        counts["messages"] += 1
        counts["clean"] += not record["labels"]
    return dict(sorted(out.items()))


if __name__ == "__main__":
    raise SystemExit(main())
