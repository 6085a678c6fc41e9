"""Putting a file's new bytes in the place of its old ones, whole or not at all."""

from __future__ import annotations

import os
import stat

from outreachlint.errors import FixError, Place


def write(path: str, before: bytes, after: bytes) -> None:
    """Replace what a file holds, which must still be `before`; its mode stays, and a link to it goes on being one.

    The new bytes are on the disk in a file beside it before that takes its place, so at no time is there less than
    the one or the other. FixError where the file is read-only, was changed by somebody else, or can't be written.
    """
    target = os.path.realpath(path)
    try:
        _write(path, target, before, after)
    except OSError as error:
        raise FixError(f"can't be written: {error.strerror or error}", Place(path), "nothing was changed") from None


def _write(path: str, target: str, before: bytes, after: bytes) -> None:
    import tempfile

    status = os.stat(target)
    # a folder that may be written would let a read-only file be replaced
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FixError("the file is read-only", Place(path), "nothing was changed")
    folder, name = os.path.split(target)
    handle, draft = tempfile.mkstemp(".tmp", f".{name[:100]}.", folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        _like(draft, status)
        if _is(target, before):
            os.replace(draft, target)
            _settle(folder)
            return
    finally:
        _remove(draft)
    if not _is(target, after):  # else another run has just done the same
        hint = "it was left as it is now; run again"
        raise FixError("the file was changed by somebody else meanwhile", Place(path), hint)


def _is(path: str, data: bytes) -> bool:
    with open(path, "rb") as file:
        return file.read(len(data) + 1) == data


def _like(path: str, status: os.stat_result) -> None:
    """Give a file the mode of another, and its owner where that is allowed."""
    import contextlib

    if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.getuid(), os.getgid()):
        with contextlib.suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
    os.chmod(path, stat.S_IMODE(status.st_mode))


def _settle(folder: str) -> None:
    """Have the folder's new entry on the disk too, where the system can."""
    import contextlib

    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder or os.curdir, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(path: str) -> None:
    import contextlib

    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
