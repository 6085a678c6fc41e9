"""A file is replaced whole or stays as it was."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from outreachlint.errors import FixError
from outreachlint.fixes.write import write

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    return path


def left(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_the_new_bytes_take_the_place_of_the_old(file: Path) -> None:
    write(str(file), b"before", b"after")

    assert file.read_bytes() == b"after"
    assert left(file.parent) == ["a.txt"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664])
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)

    write(str(file), b"before", b"after")

    assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
def test_a_link_is_followed_and_stays_one(file: Path) -> None:
    folder = file.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link.txt"
    link.symlink_to("../a.txt")

    write(str(link), b"before", b"after")

    assert link.is_symlink()
    assert file.read_bytes() == b"after"
    assert left(folder) == ["link.txt"]


@posix
def test_a_read_only_file_is_left_alone(file: Path) -> None:
    file.chmod(0o444)

    with pytest.raises(FixError, match="the file is read-only"):
        write(str(file), b"before", b"after")

    assert file.read_bytes() == b"before"
    assert left(file.parent) == ["a.txt"]


def test_a_folder_in_which_nothing_can_be_made_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)

    with pytest.raises(FixError, match="can't be written: Permission denied") as caught:
        write(str(file), b"before", b"after")

    assert str(caught.value) == f"{file}: can't be written: Permission denied (nothing was changed)"
    assert file.read_bytes() == b"before"


NOBODY = 65534


@posix
def test_a_folder_that_this_user_may_not_write_is_said() -> None:
    """A superuser may write anywhere, so it becomes somebody else meanwhile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "a.txt"
        target.write_bytes(b"before")
        target.chmod(0o666)
        folder.chmod(0o555)
        before = os.geteuid()
        try:
            if before == 0:
                os.seteuid(NOBODY)
            with pytest.raises(FixError, match="can't be written: Permission denied"):
                write(str(target), b"before", b"after")
            found = target.read_bytes(), left(folder)
        finally:
            os.seteuid(before)
            folder.chmod(0o755)

    assert found == (b"before", ["a.txt"])


def test_what_somebody_else_wrote_meanwhile_stays(file: Path) -> None:
    file.write_bytes(b"theirs")

    with pytest.raises(FixError, match="changed by somebody else"):
        write(str(file), b"before", b"after")

    assert file.read_bytes() == b"theirs"
    assert left(file.parent) == ["a.txt"]


def test_what_another_run_did_already_is_no_error(file: Path) -> None:
    file.write_bytes(b"after")

    write(str(file), b"before", b"after")

    assert file.read_bytes() == b"after"


def test_a_disk_that_is_full_loses_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(FixError, match="No space left on device"):
        write(str(file), b"before", b"after")

    assert file.read_bytes() == b"before"
    assert left(file.parent) == ["a.txt"]


def test_a_crash_before_the_replacement_leaves_the_original(file: Path) -> None:
    program = f"""
import os
os.replace = lambda *_: os._exit(9)
from outreachlint.fixes.write import write
write({str(file)!r}, b"before", b"after")
"""
    outcome = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], timeout=60)

    assert outcome.returncode == 9
    assert file.read_bytes() == b"before"


def test_two_runs_at_once_leave_one_of_the_two_texts_whole(file: Path) -> None:
    texts = [b"x" * 200_000, b"y" * 200_000]
    program = """
import sys
from outreachlint.errors import FixError
from outreachlint.fixes.write import write
path, mark = sys.argv[1:]
for _ in range(40):
    with open(path, "rb") as file:
        before = file.read()
    assert before == b"before" or before in (b"x" * 200_000, b"y" * 200_000), len(before)
    try:
        write(path, before, mark.encode() * 200_000)
    except FixError as error:
        assert "somebody else" in str(error)
"""
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(file), mark], cwd=Path(__file__).parents[2])
        for mark in "xy"
    ]

    assert [run.wait(60) for run in runs] == [0, 0]
    assert file.read_bytes() in texts
    assert left(file.parent) == ["a.txt"]
