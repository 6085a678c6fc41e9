"""Take typed values out of a YAML tree; what does not fit is a RuleError at its place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from outreachlint.closest import did_you_mean
from outreachlint.errors import Place, RuleError
from outreachlint.rules.yaml_nodes import Node

T = TypeVar("T")


def kind_of(value: Any) -> str:
    """The name of a value's type as a user knows it."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    return {bool: "true or false", int: "a number", float: "a number"}.get(type(value), "text")


def mapping(node: Node, what: str, known: Collection[str] | None = None) -> dict[str, Node]:
    """The node's mapping; unknown keys are refused when `known` is given."""
    if not isinstance(node.value, dict):
        raise RuleError(f"{what} must be a mapping, not {kind_of(node.value)}", node.place)
    if known is not None:
        for key in node.value:
            if key not in known:
                hint = did_you_mean(key, known) or f"known keys: {', '.join(sorted(known))}"
                raise RuleError(f"unknown key '{key}' in {what}", node.keys[key], hint)
    found: dict[str, Node] = node.value
    return found


def required(fields: dict[str, Node], key: str, what: str, place: Place) -> Node:
    """The node under a key that must be there."""
    if key not in fields:
        raise RuleError(f"{what} has no '{key}'", place)
    return fields[key]


def text(node: Node, what: str) -> str:
    """A non-empty string."""
    if not isinstance(node.value, str) or not node.value.strip():
        hint = "put it in quotes" if isinstance(node.value, (int, float, bool)) else None
        raise RuleError(f"{what} must be text, not {kind_of(node.value)}", node.place, hint)
    return node.value.strip()


def choice(node: Node, what: str, allowed: Collection[str]) -> str:
    """One of some words."""
    value = text(node, what)
    if value not in allowed:
        hint = did_you_mean(value, allowed) or f"one of {', '.join(allowed)}"
        raise RuleError(f"{what} can't be '{value}'", node.place, hint)
    return value


def whole(node: Node, what: str, at_least: int = 0) -> int:
    """A whole number."""
    if not isinstance(node.value, int) or isinstance(node.value, bool) or node.value < at_least:
        raise RuleError(f"{what} must be a whole number from {at_least} up", node.place)
    return node.value


def probability(node: Node, what: str, lowest: float) -> float:
    """A number from `lowest` to 1."""
    if not isinstance(node.value, (int, float)) or isinstance(node.value, bool) or not lowest <= node.value <= 1:
        raise RuleError(f"{what} must be a number from {lowest} to 1", node.place)
    return float(node.value)


def flag(node: Node, what: str) -> bool:
    """True or false."""
    if not isinstance(node.value, bool):
        raise RuleError(f"{what} must be true or false, not {kind_of(node.value)}", node.place)
    return node.value


def items(node: Node, what: str, read: Callable[[Node, str], T]) -> list[T]:
    """What `read` makes of the entries of a list, or of one thing that stands for a list of one."""
    return [read(item, what) for item in listed(node)]


def listed(node: Node) -> list[Node]:
    """The entries of a list, or the node itself as the only one."""
    return node.value if isinstance(node.value, list) else [node]
