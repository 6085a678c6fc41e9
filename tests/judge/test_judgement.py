"""The judge and the phrases together on the messages held aside: a floor below which no change may take them.

`benchmarks/judgement.py` has the figures and the bars that they are to reach; some of those are missed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from outreachlint.judge.panel import ModelJudge
from outreachlint.rules.corpus import measure, read_corpus
from outreachlint.rules.pack import load_pack
from outreachlint.rules.select import select

TEST = Path(__file__).parent.parent / "corpus" / "test"
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("files", "macro_f1", "alarms"),
    [
        (("dev-en", "en-8", "en-12"), 0.85, 0.035),
        (("dev-it", "it-8", "it-12"), 0.84, 0.035),
        (("es-3", "fr-3", "de-3", "pt-3"), 0.72, 0.08),
        (("courteous",), None, 0.01),
    ],
)
def test_it_is_no_worse_than_it_was(files: tuple[str, ...], macro_f1: float | None, alarms: float) -> None:
    records = [record for name in files for record in read_corpus(str(TEST / f"{name}.jsonl"))]

    report = measure(records, select(load_pack()), ModelJudge())

    assert report.false_alarms <= alarms * report.clean
    assert macro_f1 is None or (report.macro_f1 or 0) >= macro_f1
