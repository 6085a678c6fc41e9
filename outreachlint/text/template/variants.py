"""The texts that a template may become, so few that they can all be read.

A group's leaves are its choices: one for each branch, more for a branch that holds groups (as many as the largest of
them has). There are as many variants as the largest group at the top has leaves; variant `i` takes leaf `i` modulo its
number of leaves from every group. So each branch is in at least one variant, and their number is never a product.
"""

from __future__ import annotations

from collections.abc import Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceBuilder, SliceMap
from outreachlint.text.source import Span
from outreachlint.text.template.nodes import (
    MAX_VARIANTS,
    Branch,
    Condition,
    Group,
    Node,
    Spin,
    Tag,
    Template,
    TemplateError,
    Text,
)


class Variant(NamedTuple):
    """One of the texts, tags as they are written, with its way back to the template's text."""

    text: str
    map: SliceMap


def count(template: Template) -> int:
    """How many variants there are, at least 1. TemplateError for more than MAX_VARIANTS."""
    groups = [node for node in template.nodes if isinstance(node, (Spin, Condition))]
    largest = max(groups, key=lambda group: group.leaves, default=None)
    if largest is None:
        return 1
    if largest.leaves > MAX_VARIANTS:
        text = f"spin text or a condition has {largest.leaves} branches; at most {MAX_VARIANTS} are read"
        raise TemplateError(text, largest.span, "write fewer, or messages of their own")
    return largest.leaves


def variants(template: Template) -> list[Variant]:
    """All variants; of a text without groups the text without its comments and commands."""
    out = []
    for number in range(count(template)):
        builder = SliceBuilder()
        emit(template, number, Span(0, len(template.text)), builder)
        out.append(Variant(builder.text(), builder.map()))
    return out


def emit(template: Template, number: int, span: Span, builder: SliceBuilder) -> None:
    """Add what a variant has of a span of the template's text, at whose ends no group is cut through."""
    for node in template.nodes:
        start, end = max(node.span.start, span.start), min(node.span.end, span.end)
        if start >= end:
            continue
        if isinstance(node, (Text, Tag)):
            builder.written(template.text[start:end], start)
        elif isinstance(node, (Spin, Condition)):
            _emit_group(template.text, node, number, builder)


def chosen(group: Group, number: int) -> tuple[Branch, int]:
    """The branch that a variant takes of a group, and which of the branch's own leaves."""
    leaf = number % group.leaves
    for branch in _in_order(group):
        if leaf < branch.leaves:
            return branch, leaf
        leaf -= branch.leaves
    raise AssertionError("leaves are those of the branches")


def _in_order(group: Group) -> Sequence[Branch]:
    """The branches; the other way round of what is sent where a test fails, so that it does not meet its opposite."""
    return group.branches[::-1] if isinstance(group, Condition) and group.inverted else group.branches


def _emit_group(text: str, group: Group, number: int, builder: SliceBuilder) -> None:
    branch, leaf = chosen(group, number)
    _emit_nodes(text, branch.nodes, leaf, builder)


def _emit_nodes(text: str, nodes: Sequence[Node], number: int, builder: SliceBuilder) -> None:
    for node in nodes:
        if isinstance(node, (Text, Tag)):
            builder.written(node.span.of(text), node.span.start)
        elif isinstance(node, (Spin, Condition)):
            _emit_group(text, node, number, builder)
