"""Paths as globs see them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from outreachlint.paths import common_folder, inside


@pytest.mark.parametrize(
    ("path", "folder", "relative"),
    [
        (("a", "b.md"), (), "a/b.md"),
        (("a", "b.md"), ("a",), "b.md"),
        (("a",), ("a",), None),
        (("b",), ("a",), None),
        (("..x",), (), "..x"),
    ],
)
def test_only_what_is_below_a_folder_has_a_relative_path(
    tmp_path: Path, path: tuple[str, ...], folder: tuple[str, ...], relative: str | None
) -> None:
    assert inside(os.path.join(tmp_path, *path), os.path.join(tmp_path, *folder)) == relative


def test_another_drive_is_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    def relpath(*_: str) -> str:
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    monkeypatch.setattr(os.path, "relpath", relpath)

    assert inside("C:/a", "D:/") is None


@pytest.mark.parametrize(
    ("paths", "folder"),
    [
        (["a"], "a"),
        (["a/b.md"], "a"),
        (["a/b.md", "a/c/d.md"], "a"),
        (["a/c", "a/b.md"], "a"),
        (["a/c", "e.md"], ""),
        (["a/gone.md"], "a"),
        (["."], ""),
        ([""], ""),
        ([], ""),
    ],
)
def test_the_folder_in_common_holds_every_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], folder: str
) -> None:
    (tmp_path / "a" / "c").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)

    assert Path(common_folder(paths)) == tmp_path / folder
