"""What stands before a tag in its line, as a recipient may read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.sections import greets
from outreachlint.text.template.nodes import Branch, Condition, Node, Spin, Tag, Template, Text

_REACH = 80
_MOST_WORDS = 4
_FILLED = "…"


class Before(NamedTuple):
    """The line up to a tag, in the first of its variants, without the blanks around it."""

    line: str

    @property
    def starts_line(self) -> bool:
        """Whether the tag is the first thing of its line."""
        return not self.line

    @property
    def greets(self) -> bool:
        """Whether it is the begin of a greeting (`Hi`, `Gentile dott.`)."""
        return 0 < len(self.line.split()) <= _MOST_WORDS and greets(self.line.lower())


def greeted_tags(template: Template) -> Iterator[tuple[Tag, Before]]:
    """The tags that no condition guards, each with what is before it."""
    yield from _walk(template.text, template.nodes, "")


def _walk(text: str, nodes: Sequence[Node], before: str) -> Iterator[tuple[Tag, Before]]:
    for node in nodes:
        if isinstance(node, Tag):
            yield node, Before(before.rpartition("\n")[2].strip())
        elif isinstance(node, Spin):
            for branch in node.branches:
                yield from _walk(text, branch.nodes, before)
        before = (before + _spoken(text, node))[-_REACH:]


def _spoken(text: str, node: Node) -> str:
    """The end of what a node becomes, in its first branch."""
    if isinstance(node, Text):
        return text[max(node.span.start, node.span.end - _REACH) : node.span.end]
    if isinstance(node, Tag):
        return _FILLED
    return _first(text, node.branches[0]) if isinstance(node, (Spin, Condition)) else ""


def _first(text: str, branch: Branch) -> str:
    return "".join(_spoken(text, node) for node in branch.nodes)[-_REACH:]
