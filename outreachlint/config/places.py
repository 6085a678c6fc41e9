"""Where each key and value of a configuration file stands."""

from __future__ import annotations

from collections.abc import Mapping

from outreachlint.errors import Place
from outreachlint.text.source import Position

Path = tuple[str | int, ...]


class Places:
    """The places of keys and values in a file, by their path from the top (`("overrides", 0, "paths")`)."""

    __slots__ = ("_keys", "_values", "file")

    def __init__(self, file: str, keys: Mapping[Path, Position], values: Mapping[Path, Position]) -> None:
        self.file = file
        self._keys = keys
        self._values = values

    def key(self, path: Path) -> Place:
        """The place of a key; of the nearest thing around it when it has none of its own."""
        return self._place(path, self._keys, self._values)

    def value(self, path: Path) -> Place:
        """The place of a value; of the nearest thing around it when it has none of its own."""
        return self._place(path, self._values, self._keys)

    def _place(self, path: Path, first: Mapping[Path, Position], second: Mapping[Path, Position]) -> Place:
        while path:
            position = first.get(path) or second.get(path)
            if position is not None:
                return Place(self.file, position.line, position.column)
            path = path[:-1]
        return Place(self.file, 1, 1)

    def under(self, prefix: Path) -> Places:
        """The places below a path, as if it were the top."""
        size = len(prefix)
        return Places(
            self.file,
            {path[size:]: position for path, position in self._keys.items() if path[:size] == prefix},
            {path[size:]: position for path, position in self._values.items() if path[:size] == prefix},
        )
