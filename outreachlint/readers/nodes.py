"""The values of a JSON or YAML document as a tree whose every value knows where it stands."""

from __future__ import annotations

import re
from typing import Any

from outreachlint.document import Field
from outreachlint.errors import InputError
from outreachlint.readers.front_matter import place
from outreachlint.text.source import Source

MAX_DEPTH = 200
"""How deep lists and objects may stand in each other."""

MAX_VALUES = 500_000
"""How many values a document may have: each takes some 200 bytes of memory. JSON Lines has no such limit."""

_LOOKED_AT = 2_000
_LONGEST = 80
_SURROGATE = re.compile("[\ud800-\udfff]")


class Node:
    """One value.

    `items` are the values of an object by key or those of a list, None for a scalar; `scalar` is then its value.
    `start` and `end` are Source offsets (of a string, with its quotes), `key` is that of its key in an object, -1
    where it has none. `style` tells how it is written: "json", else YAML's `plain`, `'`, `"`, `|` or `>` ("" for
    lists and objects); `indent` is the column of the block that a YAML scalar belongs to.
    """

    __slots__ = ("end", "indent", "items", "key", "scalar", "start", "style")

    def __init__(
        self,
        start: int,
        end: int,
        scalar: Any = None,
        items: dict[str, Node] | list[Node] | None = None,
        style: str = "json",
        key: int = -1,
        indent: int = -1,
    ) -> None:
        self.start = start
        self.end = end
        self.scalar = scalar
        self.items = items
        self.style = style
        self.key = key
        self.indent = indent

    @property
    def value(self) -> Any:
        """The value without places; not for use on a whole document."""
        if self.items is None:
            return self.scalar
        if isinstance(self.items, list):
            return [item.value for item in self.items]
        return {key: item.value for key, item in self.items.items()}

    @property
    def fields(self) -> dict[str, Node]:
        """The values of an object by key; nothing for other values."""
        return self.items if isinstance(self.items, dict) else {}

    @property
    def list(self) -> list[Node]:
        """The values of a list; nothing for other values."""
        return self.items if isinstance(self.items, list) else []

    def get(self, *keys: str) -> Node | None:
        """The value of the first of these keys that an object has and that is not null."""
        for key in keys:
            node = self.fields.get(key)
            if node is not None and (node.items is not None or node.scalar is not None):
                return node
        return None

    def words(self, source: Source) -> str | None:
        """A scalar's text as its writer meant it, before YAML makes a number or a date of it; None where it is none."""
        if self.items is None and isinstance(self.scalar, str):
            return self.scalar
        if self.items is not None or self.scalar is None:
            return None
        return source.text[self.start : self.end] if self.style == "plain" else None


def text_of(source: Source, name: str, node: Node) -> str:
    """The text of a value. Raises InputError where it is no text, or holds half of a surrogate pair."""
    text = node.words(source)
    if text is None:
        raise InputError(f"{name} takes a text", place(source, node.start))
    if not text.isascii() and _SURROGATE.search(text):
        at = field_of(source, name, node, checked=False).source_offset(_SURROGATE.search(text).start())  # type: ignore[union-attr]
        raise InputError(f"{name} holds half of a surrogate pair", place(source, at))
    return text


def field_of(source: Source, name: str, node: Node, *, checked: bool = True) -> Field:
    """A text value as a Field: where each code point is written, and how others are written there.

    The line breaks at the end of a YAML block are its way of writing, not of the text. Raises InputError where the
    value is no text (unless `checked` is false).
    """
    text = text_of(source, name, node) if checked else str(node.scalar)
    if node.style == "json":
        from outreachlint.readers.json_nodes import escaped, escaped_map

        plain = node.end - node.start - 2 == len(text)
        offsets = node.start + 1 if plain else escaped_map(source.text, node.start + 1, node.end - 1)
        return Field(name, text, offsets, write=escaped)
    from outreachlint.readers.yaml_scalars import scalar_map, writer

    offsets = scalar_map(source, node, text)
    if node.style in ("|", ">"):
        text = text.rstrip("\n")
    return Field(name, text, offsets, write=writer(source, node))


def string_paths(root: Node, most: int = 8) -> list[str]:
    """The paths (as `field_paths` reads them) of the texts in a document, each once, at most so many."""
    from outreachlint.readers.field_paths import quoted

    found: dict[str, None] = {}
    stack: list[tuple[Node, str]] = [(root, "")]
    seen = 0
    while stack and len(found) < most and seen < _LOOKED_AT:
        node, path = stack.pop()
        seen += 1
        if isinstance(node.items, list):
            stack += [(item, f"{path}[]") for item in reversed(node.items[:_LOOKED_AT])]
        elif node.items is not None:
            prefix = f"{path}." if path else ""
            stack += [(item, f"{prefix}{quoted(key)}") for key, item in reversed(node.items.items())]
        elif isinstance(node.scalar, str) and path:
            found[path if len(path) <= _LONGEST else f"{path[:_LONGEST]}…"] = None
    return list(found)
