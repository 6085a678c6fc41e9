"""Where the keys and values of a TOML file stand: `tomllib` does not say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from outreachlint.config.places import Path

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)+")
_STRING = re.compile(
    r'"""(?:\\.|"{1,2}(?!")|[^"\\])*"{3,5}'
    r"|'''(?:'{1,2}(?!')|[^'])*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_PLAIN = re.compile(r"[^,\]}\n#]+")


def toml_offsets(text: str, loads: Callable[[str], dict[str, Any]]) -> tuple[dict[Path, int], dict[Path, int]]:
    """Offsets of the keys and of the values of a TOML text that `loads` has accepted."""
    scanner = _Scanner(text, loads)
    scanner.run()
    return scanner.keys, scanner.values


class _Scanner:
    """Walks a valid TOML text; it only has to know where things begin and end."""

    def __init__(self, text: str, loads: Callable[[str], dict[str, Any]]) -> None:
        self.text = text
        self.loads = loads
        self.at = 0
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def run(self) -> None:
        table: Path = ()
        self.blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.blank()

    def blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        if found:
            self.at = found.end()

    def header(self) -> Path:
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        self.blank()
        start = self.at
        parts = self.key()
        self.blank()
        self.at += 2 if several else 1
        path = self.resolve(parts[:-1]) + parts[-1:]
        for size in range(1, len(path) + 1):
            if isinstance(path[size - 1], str):  # an item of an array of tables has its place from its own header
                self.keys.setdefault(path[:size], start)
        if several:
            self.counts[path] = self.counts.get(path, 0) + 1
            path += (self.counts[path] - 1,)
        self.values.setdefault(path, start)
        return path

    def resolve(self, parts: tuple[str, ...]) -> Path:
        """A header's path, through the latest table of each array of tables on its way."""
        path: Path = ()
        for part in parts:
            path += (part,)
            if path in self.counts:
                path += (self.counts[path] - 1,)
        return path

    def key(self) -> tuple[str, ...]:
        found = _KEY.match(self.text, self.at)
        if found is None:
            raise ValueError(f"no key at {self.at}")
        self.at = found.end()
        nested: Any = self.loads(f"{found[0]} = 0")
        parts: list[str] = []
        while isinstance(nested, dict):
            part, nested = next(iter(nested.items()))
            parts.append(part)
        return tuple(parts)

    def pair(self, table: Path) -> None:
        start = self.at
        parts = self.key()
        for size in range(1, len(parts) + 1):
            self.keys.setdefault(table + parts[:size], start)
        self.blank()
        self.at += 1
        self.blank()
        self.value(table + parts)

    def value(self, path: Path) -> None:
        self.values[path] = self.at
        opening = self.text[self.at]
        if opening == "[":
            self.items("]", lambda index: self.value((*path, index)))
        elif opening == "{":
            self.items("}", lambda _: self.pair(path))
        else:
            found = _STRING.match(self.text, self.at) or _PLAIN.match(self.text, self.at)
            if found is None:
                raise ValueError(f"no value at {self.at}")
            self.at = found.end()

    def items(self, closing: str, item: Callable[[int], None]) -> None:
        self.at += 1
        self.blank()
        index = 0
        while self.text[self.at] != closing:
            item(index)
            index += 1
            self.blank()
            if self.text[self.at] == ",":
                self.at += 1
                self.blank()
        self.at += 1
