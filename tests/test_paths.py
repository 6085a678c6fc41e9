"""Paths as globs see them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from outreachlint.paths import inside


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
