"""Conditions on the facts of a message: the values of `applies` and of a `context` node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outreachlint.rules.yaml_nodes import Node

TOUCHES = ("first", "later")
STEPS = ("first", "later")
"""Where in a campaign a message is; one that is of no campaign is neither."""
Conditions = dict[str, tuple[bool, list[str]]]
"""Fact to (wanted, values): `(True, [a, b])` holds for a and b, `(False, [a])` for all but a."""


def read_conditions(node: Node, what: str) -> Conditions:
    """The conditions of a YAML mapping; RuleError for an unknown fact or value."""
    from outreachlint.errors import RuleError
    from outreachlint.facts import CHOICES
    from outreachlint.rules import fields

    known = {**CHOICES, "touch": TOUCHES, "step": STEPS, "consent": None, "ready": None}
    out: Conditions = {}
    for fact, value in fields.mapping(node, what, known).items():
        wanted, listed = True, value
        if isinstance(value.value, dict):
            inner = fields.mapping(value, f"{what}: {fact}", {"not"})
            if not inner:
                raise RuleError(f"{what}: {fact} is empty", value.place)
            wanted, listed = False, inner["not"]
        if fact == "ready":
            out[fact] = (wanted, [str(fields.flag(listed, f"{what}: {fact}")).lower()])
            continue
        allowed = known[fact]
        if allowed is None:
            values = fields.items(listed, f"{what}: {fact}", fields.text)
        else:
            values = [fields.choice(item, f"{what}: {fact}", allowed) for item in fields.listed(listed)]
        out[fact] = (wanted, values)
    return out


def holds(conditions: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether the facts (`kernel.facts_of`) meet all the conditions; an unset fact (None) is no value."""
    return failing(conditions, facts) is None


def failing(conditions: Mapping[str, Any], facts: Mapping[str, Any]) -> str | None:
    """The first fact that does not meet its condition, None when all do."""
    for fact, (wanted, values) in conditions.items():
        if _is_one_of(fact, facts[fact], values) != wanted:
            return fact
    return None


def _is_one_of(fact: str, value: Any, values: list[str]) -> bool:
    if fact == "touch":
        return ("first" if value == 1 else "later") in values
    if fact == "consent":
        return any(kind in values for kind in value)
    if fact == "ready":
        return str(bool(value)).lower() in values
    return value in values
