"""Templates in short: what the tests of the dialects compare."""

from __future__ import annotations

from outreachlint.text.template.dialects import BY_NAME
from outreachlint.text.template.nodes import Comment, Condition, Control, Node, Spin, Tag, Template, Text
from outreachlint.text.template.parse import parse as parse_template
from outreachlint.text.template.variants import variants


def parse(text: str, dialect: str | None = None) -> Template:
    """The Template of a text."""
    return parse_template(text, BY_NAME[dialect] if dialect else None)


def tag(text: str, dialect: str | None = None) -> Tag:
    """The only tag of a text."""
    (found,) = parse(text, dialect).tags()
    return found


def texts(text: str, dialect: str | None = None) -> list[str]:
    """The variants of a text."""
    return [variant.text for variant in variants(parse(text, dialect))]


def shape(text: str, dialect: str | None = None) -> str:
    """A template in short: text as it is, `<name>` for a tag, `(a/b)` for a group, `#` for a comment, `%` for a command."""
    template = parse(text, dialect)
    return "".join(_shape(text, node) for node in template.nodes)


def _shape(text: str, node: Node) -> str:
    if isinstance(node, Text):
        return node.span.of(text)
    if isinstance(node, Tag):
        return f"<{node.name}>"
    if isinstance(node, Comment):
        return "#"
    if isinstance(node, Control):
        return "%"
    assert isinstance(node, (Spin, Condition))
    return "(" + "/".join("".join(_shape(text, each) for each in branch.nodes) for branch in node.branches) + ")"
