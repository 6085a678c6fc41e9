"""What the judge said of messages before, on disk: an unchanged draft costs no model.

The cache is one file that is only ever added to. Behind MAGIC stand records: the key (16 bytes), the number of rows (2
bytes), a checksum of key and rows (4 bytes), and the rows as numbers of 16 bits, little endian, in units of the last
decimal place that the model gives. What stands behind a record that does not bear out (a write that was cut off) is
not there, and is taken away with it when there is something new to add. A file that can't be read or is of another
version is an empty cache.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping, Sequence
from zlib import crc32

try:  # the same function without the rest of hashlib, which costs milliseconds of a start
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - other implementations of Python
    from hashlib import blake2b

from outreachlint.judge.inputs import Piece
from outreachlint.judge.model import PLACES
from outreachlint.judge.opinion import OFFENCES

MAGIC = b"OLCACHE1"
MOST_BYTES = 8 << 20
"""A cache that has grown larger is begun anew: about 40,000 messages."""
MOST_ROWS = 65_535
KEY = 16
_HEAD = struct.Struct("<HI")
_ROW = struct.Struct(f"<{len(OFFENCES)}H")
_UNIT = 10**PLACES
_FEW = 2
"""Up to so many messages are searched for one by one; for more, the whole file is read into a table."""


def key_of(version: str, message: Sequence[Piece]) -> bytes:
    """The key of a message for a version of the model: its pieces with all that the model is told about them."""
    digest = blake2b(version.encode(), digest_size=KEY)
    for sentence, text, features in message:
        bits = "".join("1" if feature else "0" for feature in features)
        digest.update(f"\0{sentence}\0{bits}\0{text}".encode("utf-8", "surrogatepass"))
    return bytes(digest.digest())


class Cache:
    """The cache in a file; without a path it keeps nothing."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._read: tuple[bytes, dict[bytes, int]] | None = None
        self._sound: int | None = None

    def get(self, keys: Sequence[bytes]) -> dict[bytes, list[tuple[float, ...]]]:
        """The rows of those keys that are known; of many keys, those that were when many were first asked for."""
        if len(keys) > _FEW and self._read is None:
            data = self._data()
            table, end = _table(data)
            self._read = data, table
            self._sound = end if end < len(data) else None
        if self._read is not None:
            data, places = self._read
        else:
            data = self._data()
            # the last one: an earlier one may be what is left of a write that was cut off
            places = {key: data.rfind(key) for key in keys}
        found = {}
        for key in keys:
            rows = _rows(data, places.get(key, -1))
            if rows is not None:
                found[key] = rows
        return found

    def put(self, found: Mapping[bytes, Sequence[Sequence[float]]]) -> None:
        """Add records; a file that can't be written is left alone."""
        records = b"".join(_record(key, rows) for key, rows in found.items() if len(rows) <= MOST_ROWS)
        if self._path is None or not records:
            return
        try:
            self._make_ready()
            with open(self._path, "ab") as file:
                file.write(records)
        except OSError:
            self._path = None

    def _make_ready(self) -> None:
        """Make the file where there is none that can be added to, or one without the part that is not sound."""
        assert self._path is not None
        kept = MAGIC
        if self._sound is not None:
            kept = self._data()[: self._sound] or MAGIC
            self._sound = None
        else:
            try:
                with open(self._path, "rb") as file:
                    if file.read(len(MAGIC)) == MAGIC and os.fstat(file.fileno()).st_size <= MOST_BYTES:
                        return
            except OSError:
                os.makedirs(os.path.dirname(self._path), exist_ok=True)
        fresh = f"{self._path}.{os.getpid()}"
        with open(fresh, "wb") as file:
            file.write(kept)
        os.replace(fresh, self._path)

    def _data(self) -> bytes:
        if self._path is None:
            return b""
        try:
            with open(self._path, "rb") as file:
                data = file.read(2 * MOST_BYTES)
        except OSError:
            return b""
        return data if data.startswith(MAGIC) else b""


def _record(key: bytes, rows: Sequence[Sequence[float]]) -> bytes:
    body = b"".join(_ROW.pack(*(round(value * _UNIT) for value in row)) for row in rows)
    return key + _HEAD.pack(len(rows), crc32(key + body)) + body


def _rows(data: bytes, at: int) -> list[tuple[float, ...]] | None:
    """The rows of the record at an offset, None where none begins there."""
    body = _body(data, at)
    return None if body is None else [tuple(n / _UNIT for n in row) for row in _ROW.iter_unpack(body)]


def _body(data: bytes, at: int) -> bytes | None:
    """The packed rows of the record at an offset, None where none begins there that bears out."""
    begin = at + KEY + _HEAD.size
    if at < len(MAGIC) or begin > len(data):
        return None
    count, check = _HEAD.unpack_from(data, at + KEY)
    body = data[begin : begin + count * _ROW.size]
    return body if len(body) == count * _ROW.size and crc32(data[at : at + KEY] + body) == check else None


def _table(data: bytes) -> tuple[dict[bytes, int], int]:
    """Where each record begins, and the end of the last of those that stand soundly one behind the other."""
    places: dict[bytes, int] = {}
    at = len(MAGIC)
    while (body := _body(data, at)) is not None:
        places[data[at : at + KEY]] = at
        at += KEY + _HEAD.size + len(body)
    return places, at
