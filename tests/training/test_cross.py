"""Cross-validation by author batch, and the thresholds that come of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from outreachlint.judge.opinion import OFFENCES
from outreachlint.rules.pack import load_pack
from training.cross import folds
from training.curves import calibration, curves, with_interval
from training.examples import Example
from training.thresholds import choose, figures, judge_alone, said, write_levels

N = len(OFFENCES)


def example(lang: str, batch: str) -> Example:
    empty = np.zeros(N, np.float32)
    return Example((), empty, empty, empty, empty, batch, {"lang": lang})


def test_a_batch_is_never_torn_and_none_is_lost():
    examples = [example("en", f"en-{number // 9}") for number in range(90)] + [example("it", "it-1")] * 7

    groups = folds(examples, 4)

    assert sorted(batch for group in groups for batch in group) == sorted({each.batch for each in examples})


def test_each_language_is_spread_over_the_folds():
    examples = [example(lang, f"{lang}-{number}") for lang in ("en", "it") for number in range(8) for _ in range(5)]

    for group in folds(examples, 4):
        assert sorted(batch[:2] for batch in group) == ["en", "en", "it", "it"]


@pytest.fixture
def table() -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Scores that part offences from clean messages well at 0.5, for 400 messages of two languages."""
    rng = np.random.default_rng(3)
    gold = np.zeros((400, N), bool)
    gold[np.arange(200), np.arange(200) % N] = True
    score = np.where(gold, rng.uniform(0.45, 1, gold.shape), rng.uniform(0, 0.55, gold.shape) ** 2)
    return score.astype(np.float32), gold, ["en", "it"] * 200


def test_thresholds_keep_the_alarms_within_what_is_allowed(table):
    score, gold, langs = table

    for most in (0.005, 0.05):
        levels = choose(score, gold, langs, most)
        speaks = said(score, langs, levels)
        assert speaks[~gold.any(1)].any(1).mean() <= most
        assert figures(speaks, gold)["recall"] > 0.7


def test_a_stricter_limit_never_lowers_precision_on_clean_messages(table):
    score, gold, langs = table
    alarms = [figures(said(score, langs, choose(score, gold, langs, most)), gold)["alarms"] for most in (0.2, 0.01)]

    assert alarms[1] <= alarms[0]


def test_intervals_hold_the_figure(table):
    score, gold, _ = table
    found = with_interval(score > 0.5, gold)

    assert found["f1_interval"][0] <= found["f1"] <= found["f1_interval"][1]
    assert found["macro_interval"][0] <= found["macro_f1"] <= found["macro_interval"][1]


def test_recall_falls_along_a_curve(table):
    score, gold, _ = table

    for points in curves(score, gold).values():
        recalls = [point["recall"] for point in points]
        assert recalls == sorted(recalls, reverse=True)
        assert all(0 <= point["precision"] <= 1 for point in points)


def test_calibration_counts_what_is_not_all_but_impossible(table):
    score, gold, _ = table
    bins = calibration(score, gold)

    assert sum(each["count"] for each in bins) == (score >= 0.02).sum()
    assert [each["mean"] for each in bins] == sorted(each["mean"] for each in bins)


def test_thresholds_are_written_and_nothing_else(tmp_path: Path):
    rule = tmp_path / "OL501-pressure.yaml"
    rule.write_text("a: 1\n  - judge: {offence: pressure, at_least: {default: 0.60}}\n# b\n", encoding="utf-8")

    write_levels(tmp_path, {"pressure": {"it": 0.5, "default": 0.7, "en": 0.65}})

    assert rule.read_text(encoding="utf-8") == (
        "a: 1\n  - judge: {offence: pressure, at_least: {default: 0.70, en: 0.65, it: 0.50}}\n# b\n"
    )


def test_the_judge_alone_has_no_phrases_but_keeps_the_exceptions():
    rules = judge_alone(load_pack())

    assert [rule.name for rule in rules.rules] == [rule.name for rule in load_pack().rules if rule.name in OFFENCES]
    for rule in rules.rules:
        kinds = [child[0] for child in rule.match[1]]
        assert kinds in (["judge"], ["judge", "none"])
