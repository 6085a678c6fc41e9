"""YAML as a tree whose every value knows its line and column; what YAML would guess wrongly is refused."""

from __future__ import annotations

import re
from typing import Any

import yaml

from outreachlint.errors import OutreachlintError, Place, RuleError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRAPS = re.compile(r"(?:y|n|yes|no|on|off|[-+]?0[0-7_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+)\Z", re.IGNORECASE)
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
MAX_DEPTH = 40
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)


class Node:
    """One YAML value.

    `value` is a dict of str to Node, a list of Node, or a scalar (str, int, float, bool, None). `line` and `column` are
    1-based, `keys` holds the Places of a mapping's keys; `quoted` tells a scalar whose text begins a column later.
    """

    __slots__ = ("column", "keys", "line", "path", "quoted", "value")

    def __init__(self, value: Any, path: str, line: int, column: int) -> None:
        self.value = value
        self.path = path
        self.line = line
        self.column = column
        self.keys: dict[str, Place] = {}
        self.quoted = False

    @property
    def place(self) -> Place:
        """Where the value begins."""
        return Place(self.path, self.line, self.column)

    def plain(self) -> Any:
        """The value without positions."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def load(path: str, text: str, error: type[OutreachlintError] = RuleError, *, first_line: int = 1) -> Node:
    """The tree of one YAML document; `error` with its place for anything else.

    Refused: syntax errors, several documents, duplicate keys, keys that are no strings, anchors and aliases, tags, and
    unquoted words that YAML 1.1 reads as something else (`no`, `on`, `010`, `12:30`).
    `first_line` is the file's line on which `text` begins.
    """
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path)
        raise error(f"not valid YAML: {problem.problem or problem.context}", place) from None
    except yaml.YAMLError as problem:
        raise error(f"not valid YAML: {problem}", Place(path)) from None
    except RecursionError:
        raise error("nested too deeply", Place(path)) from None
    finally:
        loader.dispose()
    if root is None:
        return Node(None, path, first_line, 1)
    return _Converter(path, error, first_line).convert(root, 0)


class _Converter:
    def __init__(self, path: str, error: type[OutreachlintError], first_line: int) -> None:
        self.path = path
        self.error = error
        self.first_line = first_line
        self.seen: set[int] = set()

    def convert(self, raw: Any, depth: int) -> Node:
        node = Node(None, self.path, raw.start_mark.line + self.first_line, raw.start_mark.column + 1)
        if id(raw) in self.seen:
            raise self.error("anchors and aliases are not supported", node.place, "write the value again")
        self.seen.add(id(raw))
        if depth > MAX_DEPTH:
            raise self.error(f"nested more than {MAX_DEPTH} deep", node.place)
        if isinstance(raw, yaml.MappingNode):
            node.value = self.mapping(raw, node, depth)
        elif isinstance(raw, yaml.SequenceNode):
            node.value = [self.convert(item, depth + 1) for item in raw.value]
        else:
            node.value = self.scalar(raw, node)
        return node

    def mapping(self, raw: Any, node: Node, depth: int) -> dict[str, Node]:
        out: dict[str, Node] = {}
        for raw_key, raw_value in raw.value:
            key = self.convert(raw_key, depth + 1)
            if not isinstance(key.value, str):
                raise self.error("a key must be a word", key.place, "put it in quotes")
            if key.value in out:
                raise self.error(f"the key '{key.value}' stands here twice", key.place)
            node.keys[key.value] = key.place
            out[key.value] = self.convert(raw_value, depth + 1)
        return out

    def scalar(self, raw: Any, node: Node) -> Any:
        text: str = raw.value
        if raw.tag not in _TAGS:
            raise self.error(f"the tag {raw.tag} is not supported", node.place)
        if raw.style:  # the C loader says '' where the other says None
            node.quoted = raw.style in "'\""
            return text
        if _TRAPS.match(text):
            raise self.error(f"unquoted '{text}' means something else to YAML", node.place, f'write "{text}"')
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if _INT.match(text):
            return int(text) if len(text) < 30 else text
        if _FLOAT.match(text):
            return float(text)
        return text
