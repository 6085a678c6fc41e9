"""Tags that were read with one bracket fewer on a side than stands there: `{first name}}`."""

from __future__ import annotations

from collections.abc import Sequence

from outreachlint.text.mask import Mask
from outreachlint.text.source import Span
from outreachlint.text.template.nodes import Spin, Tag, Template

_ONE_SIDED = ("liquid_tag", "salesforce", "ampscript")
"""Forms whose brackets differ from what may stand doubled beside them."""


def wider(raw: str, masks: Sequence[Mask], template: Template | None) -> dict[Span, Span]:
    """By its span, the span that a lopsided placeholder has with the bracket beside it.

    `template` is the text's, None where it has no braces.
    """
    own = set() if template is None else _braces_of_spins(template)
    tags = [mask for mask in masks if mask.kind == "placeholder"]
    starts, ends = {mask.span.start for mask in tags}, {mask.span.end for mask in tags}
    out: dict[Span, Span] = {}
    for mask in tags:
        if mask.dialect in _ONE_SIDED:
            continue
        start, end = mask.span
        first, last = raw[start], raw[end - 1]
        before = start not in ends and start - 1 not in own and raw[start - 1 : start] == first
        after = end not in starts and end not in own and raw[end : end + 1] == last
        if first in "{[<%" and last in "}]>%" and before != after:
            out[mask.span] = Span(start - before, end + after)
    return out


def _braces_of_spins(template: Template) -> set[int]:
    """The offsets of the braces around spin text: `{Hi|Hello {{first_name}}}` holds a whole tag.

    Not of one that begins with a tag in single braces where the tool has none such: `{{first_name}|there}`.
    """
    dialect = template.dialect
    single = dialect is not None and "brace" in dialect.tags
    out: set[int] = set()
    for node in template.walk():
        if not isinstance(node, Spin):
            continue
        width = 1 if node.kind == "brace" else 2
        out.update(range(node.span.end - width, node.span.end))
        first = node.branches[0].nodes[0] if node.branches[0].nodes else None
        if single or not (isinstance(first, Tag) and first.form == "brace"):
            out.update(range(node.span.start, node.span.start + width))
    return out
