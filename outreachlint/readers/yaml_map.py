"""Front matter that needs YAML, with the place of every key and value."""

from __future__ import annotations

from outreachlint.errors import InputError
from outreachlint.readers.front_matter import Entry, place
from outreachlint.readers.nodes import Node
from outreachlint.readers.yaml_tree import parse
from outreachlint.text.source import Source, Span

_WHAT = "the front matter"


def read_map(source: Source, start: int, block: str) -> dict[str, Entry]:
    """The entries of a block of YAML that starts at a Source offset.

    Raises InputError with its place for broken YAML, for anything but a map, and for a key that comes twice.
    """
    root = parse(source, block, start, what=_WHAT)
    if root.items is None and root.scalar is None:
        return {}
    if not isinstance(root.items, dict):
        raise InputError(f"{_WHAT} is not a list of 'key: value' lines", place(source, root.start))
    return {key: _entry(source, key, node) for key, node in root.items.items()}


def _entry(source: Source, key: str, node: Node) -> Entry:
    span = Span(node.start, node.end)
    raw = None
    if node.items is None:
        raw = node.scalar if isinstance(node.scalar, str) else span.of(source.text)
    return Entry(node.value, raw, Span(node.key, node.key + len(key)), span)
