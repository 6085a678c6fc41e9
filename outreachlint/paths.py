"""Paths as globs see them, and the folder that several have in common."""

from __future__ import annotations

import os
from collections.abc import Sequence


def inside(path: str, folder: str) -> str | None:
    """A path relative to a folder, with `/` between its parts; None where it is not below the folder."""
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive
        return None
    parts = relative.split(os.sep)
    return None if parts[0] in (os.pardir, os.curdir) else "/".join(parts)


def common_folder(paths: Sequence[str]) -> str:
    """The innermost folder, absolute, that holds all of some files and folders; the working directory where none does.

    A path that does not exist counts as a file.
    """
    folders = [os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path)) for path in paths]
    try:
        return os.path.commonpath(folders)
    except ValueError:  # no path at all, or another drive
        return os.getcwd()
