"""What the reader said of messages before, on disk: an unchanged draft is not sent again.

The cache is one file of JSON lines that is only ever added to. A line holds a key, the offences as [rule, part, start,
end, confidence], and why others were dropped; it holds no word of a draft. A line that is not so is not there; a file
that can't be read is an empty cache.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from typing import Any

from outreachlint.judge.letter import Found, Letter
from outreachlint.judge.opinion import NUMBER
from outreachlint.judge.verdict import QUOTE, RULE, SHAPE, Offence, Verdict, is_probability

MOST_BYTES = 8 << 20
"""A cache that has grown larger is begun anew: tens of thousands of messages."""


def key_of(version: str, model: str, letter: Letter) -> str:
    """The key of a message for a model and a version of the guide."""
    told = json.dumps([version, model, letter.content])
    return blake2b(told.encode("ascii"), digest_size=16).hexdigest()


class ReaderCache:
    """The cache in a file, read when it is first asked; without a path it keeps what was said in this run."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._lines: dict[str, Any] | None = None

    def get(self, key: str, letter: Letter) -> Verdict | None:
        """What was said of a message, None where nothing is known or what is known doesn't bear out."""
        return _verdict(self._known().get(key), letter)

    def put(self, key: str, verdict: Verdict) -> None:
        """Add what was said; a file that can't be written is left alone."""
        offences = [[rule, *place, confidence] for rule, place, confidence in verdict.offences]
        entry = {"key": key, "offences": offences, "dropped": list(verdict.dropped)}
        self._known()[key] = entry
        if self._path is None:
            return
        try:
            os.makedirs(os.path.dirname(self._path) or ".", exist_ok=True)
            # a blank line before it: the last line may have been cut short
            with open(self._path, "ab") as file:
                file.write(f"\n{json.dumps(entry)}\n".encode())
        except OSError:
            self._path = None

    def _known(self) -> dict[str, Any]:
        if self._lines is None:
            self._lines = {}
            for line in self._data().splitlines():
                try:
                    entry = json.loads(line) if line else None
                except (ValueError, RecursionError):
                    continue
                if isinstance(entry, dict) and isinstance(entry.get("key"), str):
                    self._lines[entry["key"]] = entry
        return self._lines

    def _data(self) -> bytes:
        if self._path is None:
            return b""
        try:
            with open(self._path, "rb") as file:
                data = file.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                os.remove(self._path)
        except OSError:
            return b""
        return data if len(data) <= MOST_BYTES else b""


def _verdict(entry: Any, letter: Letter) -> Verdict | None:
    """The verdict of a line, None where it is not one on this message."""
    if not isinstance(entry, dict):
        return None
    offences, dropped = entry.get("offences"), entry.get("dropped")
    if not isinstance(offences, list) or not isinstance(dropped, list):
        return None
    if not all(reason in (QUOTE, RULE, SHAPE) for reason in dropped):
        return None
    read = [_offence(item, letter) for item in offences]
    return Verdict(tuple(each for each in read if each), tuple(dropped)) if all(read) else None


def _offence(item: Any, letter: Letter) -> Offence | None:
    if not isinstance(item, list) or len(item) != 5 or not all(type(number) is int for number in item[1:4]):
        return None
    rule, part, start, end, confidence = item
    place = Found(part, start, end)
    if not isinstance(rule, str) or rule not in NUMBER or not is_probability(confidence) or not letter.holds(place):
        return None
    return Offence(rule, place, float(confidence))
