"""Tags of different tools in one message: whichever sends it, some of them are sent as they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.lopsided import wider
from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Edit, Fix
from outreachlint.text.source import Span
from outreachlint.text.template.dialects import DIALECTS, HUMAN, Dialect
from outreachlint.text.template.fields import meaning
from outreachlint.text.template.mixing import is_field, tools, uses
from outreachlint.text.template.nodes import Condition, Control, Node, Spin, Tag

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.text.template.nodes import Template

_SHORT = 3
"""A text in square brackets of so few words is a field's name."""


def check(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """What the declared dialect does not understand; where none is, the first tag that does not go with the others.

    Broken tags are none of its business.
    """
    template, declared = analysis.template, analysis.declared
    if declared is None:
        yield from _mixed(template)
        return
    other = declared.tag("first_name")
    shown = f"{other} ({declared.title})" if other else declared.title
    half = wider(template.text, template.masks, template)
    for node in template.walk():
        span = _foreign(node, declared)
        if span is not None and span not in half:
            right = _rewritten(node, declared) if isinstance(node, Tag) else None
            fix = Fix("", (Edit(span, right),), "unsafe") if right is not None else None
            yield Signal(span, {"other": shown, "right": right or ""}, fix)


def _foreign(node: Node, dialect: Dialect) -> Span | None:
    """The tag that a dialect does not understand.

    Of one that is known by hearsay alone only the form of its tags counts.
    """
    certain = dialect.sources != "GK"
    if isinstance(node, Tag):
        if (node.form, node.name) in dialect.extra:
            return None
        if node.form not in dialect.tags:
            return node.span if node.form not in HUMAN or _is_blank(node) else None
        return node.span if certain and node.style and node.style not in dialect.fallbacks else None
    if isinstance(node, Spin):
        return node.span if certain and node.kind not in dialect.spins else None
    if isinstance(node, Condition):
        return node.markers[0] if certain and node.family not in dialect.conditions else None
    if isinstance(node, Control) and node.marker is not None and node.marker.kind == "control":
        return node.span if certain and node.family not in dialect.conditions else None
    return None


def _is_blank(tag: Tag) -> bool:
    """Whether a text in square brackets stands for a field, and is no remark and no order to the writer."""
    return meaning(tag.name) is not None or len(tag.name.split()) <= _SHORT


def _rewritten(tag: Tag, dialect: Dialect) -> str | None:
    """The same field in the dialect's own words, where it is known what it holds."""
    holds = meaning(tag.name)
    if holds is None or holds not in dialect.fields:
        return None
    if tag.fallbacks:
        return dialect.tag_with_fallback(dialect.fields[holds], tag.fallbacks[-1])
    return dialect.tag(holds)


def _mixed(template: Template) -> Iterator[Signal]:
    asked = uses(template)
    if len(asked.forms) + len(asked.conditions) < 2 or tools(asked):
        return
    half = wider(template.text, template.masks, template)
    if half and tools(uses(template, half)):
        return
    found = [(node, span) for node in template.walk() if (span := _place(node)) is not None and span not in half]
    best = max(DIALECTS, key=lambda dialect: _score(dialect, found))
    own = next((span for node, span in found if _is_of(dialect=best, node=node)), found[0][1])
    for node, span in found:
        if not _is_of(dialect=best, node=node):
            yield Signal(span, {"other": own.of(template.text)})
            return


def first_tag(template: Template, without: Collection[str] = ()) -> Span | None:
    """The first tag of a field, or mark of a condition, that is of none of some forms."""
    for node in template.walk():
        span = None if isinstance(node, Tag) and node.form in without else _place(node)
        if span is not None:
            return span
    return None


def _place(node: Node) -> Span | None:
    if isinstance(node, Tag):
        return node.span if is_field(node) else None
    return node.markers[0] if isinstance(node, Condition) else None


def _is_of(dialect: Dialect, node: Node) -> bool:
    if isinstance(node, Tag):
        return node.form in dialect.tags
    return isinstance(node, Condition) and node.family in dialect.conditions


def _score(dialect: Dialect, found: list[tuple[Node, Span]]) -> tuple[bool, int, int, int]:
    """How much of a message a dialect understands: tools before people, then usual fields, all tags, the first tag."""
    places = [number for number, (node, _) in enumerate(found) if _is_of(dialect=dialect, node=node)]
    nodes = [found[number][0] for number in places]
    usual = sum(meaning(node.name) is not None for node in nodes if isinstance(node, Tag))
    return dialect.name != "brackets" and bool(places), usual, len(places), -min(places, default=0)
