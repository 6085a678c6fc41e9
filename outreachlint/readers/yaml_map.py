"""Front matter that needs YAML, with the place of every key and value."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from outreachlint.errors import InputError, Place
from outreachlint.readers.front_matter import Entry, place
from outreachlint.text.source import Source, Span


class _Loader(yaml.SafeLoader):
    """YAML without anchors: a front matter needs none, and nested ones can grow without bound."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:
            problem = "anchors and aliases (& and *) are not read"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def read_map(source: Source, start: int, block: str) -> dict[str, Entry]:
    """The entries of a block of YAML that starts at a Source offset.

    Raises InputError with its place for broken YAML, for anything but a map, and for a key that comes twice.
    """
    try:
        loader = _Loader(block)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _broken(source, start, error) from None
    except yaml.reader.ReaderError as error:
        raise InputError(
            f"the front matter holds a character that YAML does not take (U+{ord(_char(error)):04X})",
            place(source, start + error.position),
        ) from None
    except RecursionError:
        raise InputError("the front matter is nested too deeply", place(source, start)) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise InputError(
            "the front matter is not a list of 'key: value' lines", place(source, start + node.start_mark.index)
        )
    return _entries(source, start, block, loader, node)


def _entries(source: Source, start: int, block: str, loader: _Loader, node: yaml.MappingNode) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    _refuse_duplicates(source, start, node)
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            continue
        value = _construct(source, start, loader, value_node)
        raw = value_node.value if isinstance(value_node, yaml.ScalarNode) else None
        entries[key] = Entry(value, raw, _span(start, key_node), _span(start, value_node))
    return entries


def _construct(source: Source, start: int, loader: _Loader, node: yaml.Node) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except yaml.MarkedYAMLError as error:
        raise _broken(source, start, error) from None
    except (ValueError, RecursionError) as error:
        where = place(source, start + node.start_mark.index)
        raise InputError(f"the front matter has a wrong value: {error}", where) from None


def _refuse_duplicates(source: Source, start: int, top: yaml.Node) -> None:
    nodes = [top]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            seen: dict[Hashable, int] = {}
            for key, value in node.value:
                nodes.append(value)
                if not isinstance(key, yaml.ScalarNode):
                    continue
                if key.value in seen:
                    raise InputError(
                        f"the key '{key.value}' comes twice; the first is on line {seen[key.value]}",
                        place(source, start + key.start_mark.index),
                    )
                seen[key.value] = source.position(start + key.start_mark.index).line


def _span(start: int, node: yaml.Node) -> Span:
    return Span(start + node.start_mark.index, start + node.end_mark.index)


def _char(error: yaml.reader.ReaderError) -> str:
    return error.character if isinstance(error.character, str) else chr(error.character)


def _broken(source: Source, start: int, error: yaml.MarkedYAMLError) -> InputError:
    mark = error.problem_mark or error.context_mark
    where = place(source, start + mark.index) if mark else Place(source.path)
    reason = ", ".join(part for part in (error.context, error.problem) if part)
    return InputError(f"the front matter is not valid YAML: {reason}", where)
