"""A rule with a phrase and a judge, a judge that says what messages tell it to, and labelled messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from outreachlint.analysis import Analysis
from outreachlint.judge.opinion import OFFENCES, Opinion
from outreachlint.rules.build import build
from outreachlint.rules.loader import load_folders
from outreachlint.rules.pack import Pack
from tests.rules.sample import RULE, folder

MATCH = """\
match:
  all:
    - any:
        - judge: {offence: immediate-pitch, at_least: {default: 0.6, it: 0.8}}
        - all: [hello]
          none: [{judge: {offence: immediate-pitch, below: 0.03, in: message}}]
  none: [{signal: soft, in: message}]
"""
PITCH = (
    re.sub(r"^match:\n(  .*\n)+", MATCH, RULE, flags=re.MULTILINE)
    .replace("shouted-hello", "immediate-pitch")
    .replace('"{hello}" ', '"{quote}" ')
)


def pack(path: Path, rule: str = PITCH) -> Pack:
    """A pack of one rule, which sees a pitch where somebody says `loud hello` or where the judge is sure."""
    return Pack([build(load_folders([folder(path / "rules", rule)]))])


class Told:
    """A judge that holds each sentence for a pitch with the probability that a message ends with, or with 0.3."""

    def __init__(self) -> None:
        self.asked = 0

    def opinions(self, messages: Sequence[Analysis]) -> list[Opinion | None]:
        self.asked += len(messages)
        return [self._opinion(message) for message in messages]

    def _opinion(self, message: Analysis) -> Opinion:
        said = re.search(r"0\.\d+$", message.document.text)
        row = [0.0] * len(OFFENCES)
        row[0] = float(said[0]) if said else 0.3
        return Opinion("model", [row] * len(message.view.sentences))


def record(text: str, *labels: str, lang: str = "en") -> dict[str, Any]:
    """A message to a stranger; its labels quote all of it."""
    return {
        "id": text,
        "lang": lang,
        "channel": "message",
        "touch": 1,
        "relationship": "stranger",
        "subject": None,
        "text": text,
        "labels": [{"rule": rule, "quote": text} for rule in labels],
    }


def write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """A file of labelled messages."""
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")


def figures(macro: float | None = 0.5, alarms: int = 1) -> dict[str, Any]:
    """The figures of a group as training reports them."""
    return {
        "messages": 10,
        "clean": 4,
        "alarms": alarms,
        "macro_f1": macro,
        "macro_interval": [0.25, 0.75],
        "precision": 0.75,
        "recall": 0.125,
        "f1": 0.375,
        "f1_interval": [0.11, 0.99],
    }


def report(version: str = "abc", **levels: float) -> dict[str, Any]:
    """What training reports, with one rule and a few groups; `levels` are the rule's thresholds."""
    groups = {
        "all": figures(),
        "lang": {"en": figures(), "it": figures(None)},
        "channel": {"email": figures()},
        "relationship": {"stranger": figures()},
        "rule": {"immediate-pitch": figures()},
    }
    curve = [{"at": 0.1, "precision": 0.2, "recall": 1.0}, {"at": 0.9, "precision": 1.0, "recall": 0.6}]
    return {
        "version": version,
        "trained": "2026-01-02",
        "messages": 1234,
        "seeds": 3,
        "folds": 4,
        "thresholds": {"immediate-pitch": levels or {"default": 0.6, "it": 0.8}},
        "cross_validated": {"judge": groups, "fresh": dict.fromkeys(("phrases", "judge", "both"), groups)},
        "corpus": {"en": {"messages": 1000, "clean": 600}, "it": {"messages": 200, "clean": 100}},
        "curves": {"immediate-pitch": curve},
        "calibration": [{"mean": 0.05, "share": 0.04, "count": 2000}],
    }
