"""The model's file: a header in JSON and arrays behind it, laid out so that they can be mapped into memory.

    b"OLJUDGE1"  length of the header (8 bytes, little endian)  header  zeros up to a multiple of 64  arrays

The header holds `meta` (plain data about the model) and `arrays`: name to [dtype, shape, offset of its first byte
behind the header's padding], each at a multiple of 64.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping
from typing import Any

from outreachlint.errors import InputError, Place
from outreachlint.records import NamedTuple

MAGIC = b"OLJUDGE1"
ALIGNED = 64
MOST_HEADER = 1 << 20
_LENGTH = 8


class Artefact(NamedTuple):
    """`meta` as it was written; `arrays` by name, read-only and mapped: a page is read when it is first touched."""

    meta: dict[str, Any]
    arrays: dict[str, Any]


def read(path: str) -> Artefact:
    """The artefact in a file; InputError where it can't be read or is none."""
    import numpy as np

    try:
        with open(path, "rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise InputError(f"the judge's model can't be read: {error}", Place(path)) from None
    meta, placed, begin = _header(data, path)
    arrays = {}
    try:
        for name, (kind, shape, offset) in placed.items():
            count = int(np.prod(shape, dtype=np.int64))
            arrays[name] = np.frombuffer(data, np.dtype(kind), count, begin + offset).reshape(shape)
    except (TypeError, ValueError):
        raise damaged(path) from None
    return Artefact(meta, arrays)


def read_meta(path: str) -> dict[str, Any]:
    """The `meta` alone, without numpy; InputError as in `read`."""
    try:
        with open(path, "rb") as file:
            start = file.read(len(MAGIC) + _LENGTH)
            length = int.from_bytes(start[len(MAGIC) :], "little") if start.startswith(MAGIC) else 0
            data = start + file.read(min(length, MOST_HEADER))
    except OSError as error:
        raise InputError(f"the judge's model can't be read: {error.strerror or error}", Place(path)) from None
    return _header(data, path)[0]


def _header(data: Any, path: str) -> tuple[dict[str, Any], dict[str, Any], int]:
    if bytes(data[: len(MAGIC)]) != MAGIC:
        raise InputError("this is not the judge's model", Place(path), "install outreachlint anew")
    begin = len(MAGIC) + _LENGTH
    end = begin + int.from_bytes(bytes(data[len(MAGIC) : begin]), "little")
    try:
        header = json.loads(bytes(data[begin:end]))
        return dict(header["meta"]), dict(header["arrays"]), end + -end % ALIGNED
    except (ValueError, KeyError, TypeError, OverflowError):
        raise damaged(path) from None


def damaged(path: str) -> InputError:
    """The error for a file whose beginning is right and whose rest is not."""
    return InputError("the judge's model is damaged", Place(path), "install outreachlint anew")


def write(path: str, meta: Mapping[str, Any], arrays: Mapping[str, Any]) -> None:
    """Write an artefact, whole or not at all. `arrays` are numpy arrays; the same input gives the same bytes."""
    import numpy as np

    placed: dict[str, Any] = {}
    parts: list[bytes] = []
    offset = 0
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        data = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        placed[name] = [array.dtype.newbyteorder("<").str, list(array.shape), offset]
        parts.append(data + bytes(-len(data) % ALIGNED))
        offset += len(parts[-1])
    header = json.dumps({"meta": meta, "arrays": placed}, sort_keys=True, separators=(",", ":")).encode()
    start = MAGIC + len(header).to_bytes(_LENGTH, "little") + header
    # beside it first: a program that runs may have the old file mapped
    fresh = f"{path}.{os.getpid()}"
    with open(fresh, "wb") as file:
        file.write(start + bytes(-len(start) % ALIGNED))
        for part in parts:
            file.write(part)
    os.replace(fresh, path)
