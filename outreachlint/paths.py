"""Paths as globs see them."""

from __future__ import annotations

import os


def inside(path: str, folder: str) -> str | None:
    """A path relative to a folder, with `/` between its parts; None where it is not below the folder."""
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive
        return None
    parts = relative.split(os.sep)
    return None if parts[0] in (os.pardir, os.curdir) else "/".join(parts)
