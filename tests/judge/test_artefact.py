"""The model's file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from outreachlint.errors import InputError
from outreachlint.judge.artefact import ALIGNED, read, read_meta, write


@pytest.fixture
def path(tmp_path: Path) -> str:
    file = str(tmp_path / "model.bin")
    write(file, {"version": "x"}, {"b": np.arange(6, dtype=np.float16).reshape(2, 3), "a": np.array([7], np.uint8)})
    return file


def test_arrays_and_meta_come_back(path: str):
    meta, arrays = read(path)

    assert meta == read_meta(path) == {"version": "x"}
    assert arrays["a"].tolist() == [7]
    assert arrays["b"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert arrays["b"].dtype == np.float16


def test_arrays_are_mapped_and_read_only(path: str):
    _, arrays = read(path)

    assert not arrays["b"].flags.owndata
    assert arrays["b"].ctypes.data % ALIGNED == 0
    with pytest.raises(ValueError, match="read-only"):
        arrays["b"][0, 0] = 1


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, path: str):
    again = str(tmp_path / "again.bin")
    write(again, {"version": "x"}, {"a": np.array([7], np.uint8), "b": np.arange(6, dtype=np.float16).reshape(2, 3)})

    assert Path(again).read_bytes() == Path(path).read_bytes()


@pytest.mark.parametrize("data", [b"", b"something else", b"OLJUDGE1\x05\0\0\0\0\0\0\0{nope"])
def test_another_file_is_a_clear_error(tmp_path: Path, data: bytes):
    file = tmp_path / "model.bin"
    file.write_bytes(data)

    for reading in (read, read_meta):
        with pytest.raises(InputError) as caught:
            reading(str(file))
        assert caught.value.place is not None
        assert caught.value.place.path == str(file)


def test_a_missing_file_is_a_clear_error(tmp_path: Path):
    with pytest.raises(InputError, match="can't be read"):
        read(str(tmp_path / "none.bin"))


def test_a_file_that_was_cut_off_is_a_clear_error(tmp_path: Path, path: str):
    whole = Path(path).read_bytes()
    for size in range(8, len(whole) - 60, 7):
        short = tmp_path / "short.bin"
        short.write_bytes(whole[:size])
        with pytest.raises(InputError):
            read(str(short))


def test_a_header_of_endless_length_is_a_clear_error(tmp_path: Path):
    file = tmp_path / "model.bin"
    file.write_bytes(b"OLJUDGE1" + b"\xff" * 100)

    for reading in (read, read_meta):
        with pytest.raises(InputError, match="damaged"):
            reading(str(file))
