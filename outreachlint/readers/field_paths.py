"""Paths such as `copies[].body` that lead from a document of JSON or YAML to its messages and their facts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreachlint.readers.nodes import Node
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern

_STEP = LazyPattern(
    r"""\[\s*(?:(?P<item>\d{1,9})|"(?P<inner>(?:[^"\\]|\\.)*)"|\*?)\s*\]
      | (?P<dot>\.)?(?:(?P<any>\*)|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<name>[^\s.\[\]"*](?:[^.\[\]"*]*[^\s.\[\]"*])?))""",
    re.X,
)
_PLAIN = LazyPattern(r'[^\s.\[\]"*]+')
_BACKSLASH = LazyPattern(r"\\(.)", re.S)


class PathError(ValueError):
    """A text is no path; `at` is the offset in it from which it can't be read."""

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text)
        self.at = at


class PathStep(NamedTuple):
    """One step: a `key`, an `item` (from 0) of a list, every item of a list (`[]`), or every value (`*`)."""

    kind: str
    key: str = ""
    item: int = 0

    @property
    def many(self) -> bool:
        """Whether it leads to several values."""
        return self.kind in ("all", "any")

    def of(self, node: Node) -> list[Node]:
        """The values that the step leads to from a value."""
        if self.kind == "key":
            found = node.fields.get(self.key)
            return [] if found is None else [found]
        if self.kind == "item":
            return node.list[self.item : self.item + 1]
        return node.list or (list(node.fields.values()) if self.kind == "any" else [])


class FieldPath(NamedTuple):
    """A path as it was written, and its steps."""

    written: str
    steps: tuple[PathStep, ...]

    def upto(self, length: int) -> str:
        """The path of its first steps, as it is written."""
        out = ""
        for step in self.steps[:length]:
            if step.kind in ("all", "item"):
                out += "[]" if step.kind == "all" else f"[{step.item}]"
            else:
                out += ("." if out else "") + ("*" if step.kind == "any" else quoted(step.key))
        return out


class Match(NamedTuple):
    """A value that a path leads to; `trail` are the values on the way, from the document to this one."""

    path: FieldPath
    trail: tuple[Node, ...]

    @property
    def node(self) -> Node:
        """The value."""
        return self.trail[-1]


def parse_path(text: str) -> FieldPath:
    """The path that a text names. Raises PathError.

    Keys are divided by dots (`settings.body`), `[]` means every item of a list and `[2]` its third, `*` every value of
    an object; a key with dots, brackets, stars or quotes stands in double quotes.
    """
    steps: list[PathStep] = []
    at = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    while at < end:
        match = _STEP.get().match(text, at, end)
        if match is None or not (match[0].startswith("[") or (match["dot"] is not None) == bool(steps)):
            raise PathError(text, at)
        steps.append(_step(match))
        at = match.end()
    if not steps:
        raise PathError(text, 0)
    return FieldPath(text, tuple(steps))


def find(path: FieldPath, root: Node, steps: Sequence[PathStep] | None = None) -> list[Match]:
    """The values that a path (or these of its steps) leads to from a value, in the order of the document."""
    found: list[tuple[Node, ...]] = [(root,)]
    for step in path.steps if steps is None else steps:
        found = [(*trail, node) for trail in found for node in step.of(trail[-1])]
    return [Match(path, trail) for trail in found]


def last_found(path: FieldPath, root: Node) -> tuple[Node, int]:
    """Where a path that leads nowhere ends: a value that has no such next step, and how many steps led there."""
    nodes = [root]
    for number, step in enumerate(path.steps):
        following = [found for node in nodes for found in step.of(node)]
        if not following:
            return nodes[0], number
        nodes = following
    return nodes[0], len(path.steps)


def beside(path: FieldPath, message: Match) -> list[Node]:
    """The values of another field of a message.

    Where the two paths share a beginning with `[]` or `*`, that means the same item. A path without any is looked for
    in the object that holds the message's text, then in the items and the document around it.
    """
    shared = 0
    for own, other in zip(path.steps, message.path.steps):
        if own != other:
            break
        shared += 1
    shared = min(shared, len(path.steps) - 1, len(message.path.steps) - 1)
    if any(step.many for step in path.steps):
        return [match.node for match in find(path, message.trail[shared], path.steps[shared:])]
    for depth in range(len(message.trail) - 2, -1, -1):
        innermost = depth == len(message.trail) - 2
        if innermost or depth == 0 or message.path.steps[depth - 1].many:
            found = find(path, message.trail[depth])
            if found:
                return [match.node for match in found]
    return []


def quoted(key: str) -> str:
    """A key as it stands in a path."""
    if _PLAIN.get().fullmatch(key):
        return key
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _step(match: re.Match[str]) -> PathStep:
    if match["item"] is not None:
        return PathStep("item", item=int(match["item"]))
    key = match["inner"] if match["inner"] is not None else match["quoted"]
    if key is not None:
        return PathStep("key", _BACKSLASH.get().sub(r"\1", key))
    if match["name"] is not None:
        return PathStep("key", match["name"])
    return PathStep("any" if match["any"] else "all")
