"""What the judge said before, on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.judge import cache as module
from outreachlint.judge.cache import KEY, MAGIC, Cache, key_of
from outreachlint.judge.inputs import FEATURES, Piece
from outreachlint.judge.opinion import OFFENCES

ROWS = [tuple(0.5 for _ in OFFENCES), tuple(0.25 for _ in OFFENCES)]
ONE, TWO = b"1" * KEY, b"2" * KEY


def piece(text: str = "Hello.", sentence: int = 0, feature: float = 0.0) -> Piece:
    return Piece(sentence, text, (feature,) * FEATURES)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "deep" / "judge.cache")


def test_what_is_put_is_there_for_the_next_run(path: str):
    Cache(path).put({ONE: ROWS, TWO: []})

    assert Cache(path).get([ONE, TWO, b"3" * KEY]) == {ONE: ROWS, TWO: []}


def test_many_keys_are_found_as_few_are(path: str):
    keys = [number.to_bytes(KEY, "big") for number in range(300)]
    Cache(path).put(dict.fromkeys(keys[:200], ROWS))

    assert Cache(path).get(keys) == dict.fromkeys(keys[:200], ROWS)


def test_without_a_path_nothing_is_kept():
    cache = Cache(None)
    cache.put({ONE: ROWS})

    assert cache.get([ONE]) == {}


@pytest.mark.parametrize("data", [b"", b"of another version and long enough for a record" * 9, MAGIC + b"junk"])
def test_a_corrupt_file_is_an_empty_cache(path: str, data: bytes):
    Path(path).parent.mkdir()
    Path(path).write_bytes(data)
    cache = Cache(path)

    assert cache.get([ONE]) == {}
    cache.put({ONE: ROWS})
    assert cache.get([ONE]) == {ONE: ROWS}


def test_a_record_that_was_cut_off_or_changed_is_not_there(path: str):
    Cache(path).put({ONE: ROWS, TWO: ROWS})
    data = bytearray(Path(path).read_bytes())
    data[len(MAGIC) + KEY + 9] ^= 1
    Path(path).write_bytes(data[:-1])

    assert Cache(path).get([ONE, TWO]) == {}


@pytest.mark.parametrize("many", [False, True])
def test_a_write_that_was_cut_off_is_made_good(path: str, many: bool):
    Cache(path).put({ONE: ROWS, TWO: ROWS})
    Path(path).write_bytes(Path(path).read_bytes()[:-5])
    wanted = [ONE, TWO, b"3" * KEY] if many else [TWO]
    cache = Cache(path)
    cache.get(wanted)
    cache.put({TWO: ROWS, b"3" * KEY: ROWS})

    assert Cache(path).get([ONE]) == {ONE: ROWS}
    assert Cache(path).get([TWO]) == {TWO: ROWS}
    if many:
        assert Cache(path).get(wanted) == dict.fromkeys(wanted, ROWS)


def test_a_record_of_too_many_rows_is_not_kept(path: str):
    Cache(path).put({ONE: ROWS[:1] * 70_000, TWO: ROWS})

    assert Cache(path).get([ONE, TWO]) == {TWO: ROWS}


def test_a_cache_that_has_grown_too_large_is_begun_anew(path: str, monkeypatch: pytest.MonkeyPatch):
    Cache(path).put({ONE: ROWS})
    with monkeypatch.context() as patch:
        patch.setattr(module, "MOST_BYTES", 10)
        Cache(path).put({TWO: ROWS})

    assert Cache(path).get([ONE, TWO]) == {TWO: ROWS}


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(str(tmp_path / "file" / "judge.cache"))
    cache.put({ONE: ROWS})

    assert cache.get([ONE]) == {}


def test_the_key_is_of_all_that_the_model_is_told():
    plain = key_of("1", [piece()])

    assert plain == key_of("1", [piece()])
    assert len(plain) == KEY
    others = [
        key_of("2", [piece()]),
        key_of("1", [piece("Hello!")]),
        key_of("1", [piece(feature=1.0)]),
        key_of("1", [piece(sentence=1)]),
        key_of("1", [piece(), piece()]),
    ]
    assert len({plain, *others}) == 6


@given(st.text(max_size=50))
def test_every_text_has_a_key(text: str):
    assert len(key_of("1", [piece(text)])) == KEY
