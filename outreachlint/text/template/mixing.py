"""Whether the tags of a text can all belong to one tool.

For a whole file, compare the Uses of each message with those of the messages before, joined (`excluded`).
"""

from __future__ import annotations

from collections.abc import Collection

from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span
from outreachlint.text.template.dialects import DIALECTS, HUMAN, Dialect
from outreachlint.text.template.fields import meaning
from outreachlint.text.template.nodes import Condition, Tag, Template

_KNOWN_FORMS = frozenset(form for dialect in DIALECTS for form in dialect.tags)
_EXTRA = frozenset(each for dialect in DIALECTS for each in dialect.extra)
# In single braces people also write code and asides: a field is one or two words, or begins with a capital.
_NAMED = LazyPattern(r"[^\W\d](?:[\w.-]*(?: [\w.-]+)?|(?<=[^\W\d_a-z])[\w .-]*)")


class Uses(NamedTuple):
    """What a text asks of the tool that sends it: the forms of its tags, and the languages of its conditions."""

    forms: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()

    def joined(self, other: Uses) -> Uses:
        """What two texts together ask."""
        return Uses(self.forms | other.forms, self.conditions | other.conditions)


def is_field(tag: Tag) -> bool:
    """Whether a tag is of a form that some tool fills in, or a blank for people that is called as a field is."""
    if tag.form not in _KNOWN_FORMS or (tag.form, tag.name) in _EXTRA:
        return False
    if tag.form == "brace" and not _NAMED.get().fullmatch(tag.name):
        return False
    return tag.form not in HUMAN or meaning(tag.name) is not None


def uses(template: Template, without: Collection[Span] = ()) -> Uses:
    """What a template asks, but for the tags at some spans."""
    forms = {tag.form for tag in template.tags() if is_field(tag) and tag.span not in without}
    families = {node.family for node in template.walk() if isinstance(node, Condition)}
    return Uses(frozenset(forms), frozenset(families))


def understands(dialect: Dialect, asked: Uses) -> bool:
    """Whether a tool can fill in all of it."""
    return asked.forms <= set(dialect.tags) and asked.conditions <= set(dialect.conditions)


def tools(asked: Uses) -> list[Dialect]:
    """The dialects that understand all of it; all of them where nothing is asked."""
    return [dialect for dialect in DIALECTS if understands(dialect, asked)]


def excluded(one: Uses, other: Uses) -> bool:
    """Whether two messages of a file can't be filled in by one tool, though each of them can."""
    return bool(tools(one) and tools(other)) and not tools(one.joined(other))
