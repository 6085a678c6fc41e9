"""Figures of cross-validation: by group with confidence intervals, precision-recall curves, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from outreachlint.judge.opinion import OFFENCES
from training.examples import Floats
from training.thresholds import Bools, figures

RESAMPLED = 400
"""Resamples of the bootstrap; the interval is the middle 95 %."""
POINTS = np.round(np.concatenate([[0.02, 0.03, 0.05], np.arange(0.1, 1.0, 0.05), [0.97, 0.99]]), 2)
BINS = 10


def by_group(speaks: Bools, gold: Bools, records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of all messages and by language, channel, relationship and rule, each with its interval."""
    out: dict[str, Any] = {"all": with_interval(speaks, gold)}
    for key in ("lang", "channel", "relationship"):
        values = np.array([str(record[key]) for record in records])
        out[key] = {
            value: with_interval(speaks[values == value], gold[values == value]) for value in sorted(set(values))
        }
    out["rule"] = {
        offence: with_interval(speaks[:, [number]], gold[:, [number]]) for number, offence in enumerate(OFFENCES)
    }
    return out


def with_interval(speaks: Bools, gold: Bools) -> dict[str, Any]:
    """The figures with `f1_interval` and `macro_interval`, by resampling messages."""
    found = figures(speaks, gold)
    rng = np.random.default_rng(1)
    f1, macro = [], []
    for _ in range(RESAMPLED):
        chosen = rng.integers(0, len(gold), len(gold))
        again = figures(speaks[chosen], gold[chosen])
        f1.append(again["f1"])
        macro.append(again["macro_f1"] or 0.0)
    found["f1_interval"] = [float(value) for value in np.percentile(f1, [2.5, 97.5])]
    found["macro_interval"] = [float(value) for value in np.percentile(macro, [2.5, 97.5])]
    return found


def curves(table: Floats, gold: Bools) -> dict[str, list[dict[str, float]]]:
    """For each offence the precision and recall at POINTS."""
    return {offence: _curve(table[:, number], gold[:, number]) for number, offence in enumerate(OFFENCES)}


def _curve(chance: Floats, wanted: npt.NDArray[np.bool_]) -> list[dict[str, float]]:
    out = []
    for point in POINTS:
        speaks = chance >= point
        hits = float((speaks & wanted).sum())
        precision = hits / speaks.sum() if speaks.any() else 1.0
        out.append({"at": float(point), "precision": float(precision), "recall": hits / max(1.0, float(wanted.sum()))})
    return out


def calibration(table: Floats, gold: Bools) -> list[dict[str, float]]:
    """In BINS of probability, over all offences: the mean probability, and the share that was an offence."""
    out = []
    for low in np.arange(BINS) / BINS:
        inside = (table >= max(low, 0.02)) & (table < low + 1 / BINS + (low + 1 / BINS >= 1))
        if inside.any():
            share = {
                "mean": float(table[inside].mean()),
                "share": float(gold[inside].mean()),
                "count": int(inside.sum()),
            }
            out.append(share)
    return out
