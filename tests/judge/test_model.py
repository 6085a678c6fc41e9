"""The shipped model."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from outreachlint.analysis import Analysis
from outreachlint.document import Context, Document, Fact, Field
from outreachlint.errors import InputError, OutreachlintError
from outreachlint.judge.artefact import read, write
from outreachlint.judge.inputs import Piece, pieces
from outreachlint.judge.model import FOLDER, PIECES, WEIGHTS, Model, Rows, card_of, version_of
from outreachlint.judge.opinion import NUMBER, OFFENCES
from outreachlint.text.source import Source

PITCH = "Hi Ann, we take the payroll off the hands of firms like yours for 9 euros a head. Shall I send you prices?"
TEXTS = [
    PITCH,
    "Gentile dottoressa, la ringrazio per l'articolo sui ponti. Buon lavoro, Carlo",
    "Thank you for the invoice, Bea. It was paid this morning.",
    "I put you down for our Thursday letter. You will love it!",
    "",
    "🙂",
    "one " * 500,
    "half of a pair: \ud800",
]


def message(text: str, **facts: str) -> list[Piece]:
    context = Context(**{name: Fact(value, "test") for name, value in facts.items()})
    document = Document(Source("draft.md", text), [Field("text", text, 0)], context, "en")
    return pieces(Analysis(document).view, context.values())


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


def close(left: list[Rows], right: list[Rows], within: float = 1e-4) -> bool:
    return all(
        len(one) == len(two) and all(abs(a - b) <= within for x, y in zip(one, two) for a, b in zip(x, y))
        for one, two in zip(left, right, strict=True)
    )


def test_it_sees_what_a_plain_pitch_is_and_what_thanks_are(model: Model):
    pitch, thanks = model.judge([message(PITCH), message(TEXTS[2], relationship="customer")])

    assert max(row[NUMBER["immediate-pitch"]] for row in pitch) > 0.8
    assert max(map(max, thanks)) < 0.2


def test_a_row_a_sentence_and_a_number_an_offence(model: Model):
    for text, rows in zip(TEXTS, model.judge([message(text) for text in TEXTS]), strict=True):
        read = message(text)
        assert len(rows) == (read[-1].sentence + 1 if read else 0)
        assert all(len(row) == len(OFFENCES) and all(0 <= value <= 1 for value in row) for row in rows)


def test_company_does_not_change_a_judgement(model: Model):
    """A message gets the same probabilities alone, among others, and in any order."""
    together = model.judge([message(text) for text in TEXTS])
    alone = [model.judge([message(text)])[0] for text in TEXTS]
    backwards = model.judge([message(text) for text in reversed(TEXTS)])[::-1]

    assert close(together, alone)
    assert close(together, backwards)


def test_threads_may_share_it(model: Model):
    wanted = model.judge([message(text) for text in TEXTS])
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: model.judge([message(text) for text in TEXTS]), range(8)):
            assert close(found, wanted, 1e-6)


@pytest.mark.parametrize("processor", ["", "Haswell", "Nehalem"])
def test_another_process_with_other_threads_hashes_and_instructions_says_the_same(model: Model, processor: str):
    code = (
        "import json\n"
        "from tests.judge.test_model import TEXTS, Model, message\n"
        "print(json.dumps(Model().judge([message(text) for text in TEXTS])))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"}
    if processor:  # the library's products as an older processor makes them
        environment["OPENBLAS_CORETYPE"] = processor
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, text=True, check=True
    )

    import json

    assert close(json.loads(done.stdout), model.judge([message(text) for text in TEXTS]))


def test_it_is_small(model: Model):
    size = sum((Path(FOLDER) / name).stat().st_size for name in (PIECES, WEIGHTS))

    assert size <= 40_000_000


def test_the_version_is_known_without_loading_it(model: Model):
    assert version_of() == model.version
    assert model.version.startswith(f"{card_of()['version']}/")


def test_a_missing_model_is_a_clear_error(tmp_path: Path):
    with pytest.raises(InputError, match="can't be read"):
        Model(str(tmp_path))


def test_two_files_that_do_not_belong_together_are_a_clear_error(tmp_path: Path):
    meta, arrays = read(str(Path(FOLDER) / WEIGHTS))
    write(str(tmp_path / WEIGHTS), {**meta, "pieces": "others"}, arrays)
    shutil.copy(Path(FOLDER) / PIECES, tmp_path)

    with pytest.raises(InputError, match="damaged"):
        Model(str(tmp_path))


def test_a_model_without_a_part_is_a_clear_error(tmp_path: Path):
    meta, arrays = read(str(Path(FOLDER) / WEIGHTS))
    write(str(tmp_path / WEIGHTS), meta, {name: array for name, array in arrays.items() if name != "proj2"})
    shutil.copy(Path(FOLDER) / PIECES, tmp_path)

    with pytest.raises(InputError, match="damaged"):
        Model(str(tmp_path))


def test_a_missing_library_is_a_clear_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentencepiece", None)
    monkeypatch.delitem(sys.modules, "outreachlint.judge.tokens")

    with pytest.raises(OutreachlintError, match="needs a library") as caught:
        Model()
    assert caught.value.hint is not None
    assert "--judge off" in caught.value.hint


def test_nothing_of_a_long_piece_is_left_unread(model: Model):
    spaced = "B E S T " * 32
    (short,), (long,) = model.judge([message(spaced)]), model.judge([message(f"{spaced}{PITCH[:60]}")])

    assert len(message(f"{spaced}{PITCH[:60]}")) == len(message(spaced)) == 1
    assert short != long


@pytest.mark.slow
def test_it_loads_fast():
    """The bar is 150 ms; the best of five, since other tests run beside this one."""
    code = "import time; t = time.perf_counter(); from outreachlint.judge.model import Model; Model(); print(time.perf_counter() - t)"
    times = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        times.append(float(done.stdout))
        time.sleep(0.05)

    assert min(times) < 0.3, times
