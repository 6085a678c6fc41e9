"""Tags whose field the tool does not have, or has under another spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outreachlint.checks.signal import Signal
from outreachlint.diagnostics import Edit, Fix
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span
from outreachlint.text.template.dialects import HUMAN
from outreachlint.text.template.fields import meaning, plain
from outreachlint.text.template.nodes import Condition, Tag
from outreachlint.text.template.tags import names_in, set_in

if TYPE_CHECKING:
    from outreachlint.analysis import Analysis
    from outreachlint.text.template.nodes import Template

_LITERAL = LazyPattern(r"[{%\s-]*[\"'“‘]")
_ASKING = frozenset(["if", "unless", "ifnot", "^"])


def unknown(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every tag and condition that asks for a field that is not on the list; without one, for a usual one misspelt."""
    listed = {plain(name) for name in options["tags"]}
    for span, name in _fields(analysis.template):
        if listed:
            if plain(name) not in listed:
                yield Signal(span, {"name": name})
            continue
        right = _misspelt(name)
        if right is not None:
            slots = {"name": name, "right": right}
            yield Signal(span, slots, _renamed(analysis, span, name, right))


def miswritten(analysis: Analysis, options: Mapping[str, Any]) -> Iterator[Signal]:
    """Every tag and condition whose field the list, or the dialect, spells with other capitals or underscores."""
    dialect = analysis.template.dialect
    spellings = list(options["tags"])
    if not spellings and dialect is not None and dialect.case_sensitive:
        spellings = list(dialect.fields.values())
    meant = {plain(name): name for name in reversed(spellings)}
    for span, name in _fields(analysis.template):
        right = meant.get(plain(name))
        if right is not None and name not in spellings:
            yield Signal(span, {"name": name, "right": right}, _renamed(analysis, span, name, right))


def _renamed(analysis: Analysis, span: Span, name: str, right: str) -> Fix | None:
    """A tag with another name in it."""
    at = span.of(analysis.document.text).find(name)
    if at < 0:
        return None
    return Fix("", (Edit(Span(span.start + at, span.start + at + len(name)), right),), "unsafe")


def _misspelt(name: str) -> str | None:
    """The usual field that a name is one letter away from, written as the name is; None where it is no slip."""
    word = plain(name.rpartition(".")[2])
    if not word.isalpha() or word.endswith("s") or word in _OTHERS or meaning(name) is not None:
        return None
    for usual, parts in _USUAL.items():
        if abs(len(usual) - len(word)) < 2 and _one_slip(word, usual):
            return _styled(name, parts)
    return None


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter dropped, added or changed, or two neighbours swapped, make one word of the other."""
    at = next((n for n, (a, b) in enumerate(zip(word, other)) if a != b), min(len(word), len(other)))
    one, two = word[at:], other[at:]
    return one[1:] == two or one == two[1:] or one[1:] == two[1:] or one[:2] + one[2:] == two[1::-1] + two[2:]


def _styled(name: str, parts: tuple[str, ...]) -> str:
    """The words of a field joined as a name joins its own (`first_name`, `firstName`, `FIRST_NAME`)."""
    bare = name.rpartition(".")[2]
    joint = next((mark for mark in "_- " if mark in bare), "")
    if bare.isupper():
        words = [part.upper() for part in parts]
    elif joint or bare.islower():
        words = [part.capitalize() if bare[0].isupper() else part for part in parts]
    else:
        words = [part.capitalize() if number or bare[0].isupper() else part for number, part in enumerate(parts)]
    return name[: len(name) - len(bare)] + joint.join(words)


_OTHERS = frozenset(["listname"])
"""Fields that are one letter away from a usual one, and meant."""
_USUAL = {
    "".join(parts): parts
    for parts in (
        ("first", "name"),
        ("last", "name"),
        ("full", "name"),
        ("company",),
        ("company", "name"),
        ("job", "title"),
    )
}


def _fields(template: Template) -> Iterator[tuple[Span, str]]:
    """The fields that tools are asked for, with the tags that ask; not those that the template sets itself."""
    own = set_in(template.text)
    for node in template.walk():
        if isinstance(node, Tag):
            literal = _LITERAL.get().match(node.span.of(template.text)) and node.style != "call"
            if node.form not in HUMAN and not literal and _is_field(node.name, own):
                yield node.span, node.name
        elif isinstance(node, Condition) and node.word in (*_ASKING, "case"):
            asked = node.tests[:1] if node.word == "case" else node.tests
            for span, test in zip(node.markers, asked):
                yield from ((span, name) for name in names_in(test) if _is_field(name, own))
        elif isinstance(node, Condition) and node.word not in _LOOPS:  # a section of Mustache
            yield node.markers[0], node.word


_LOOPS = frozenset(["for", "tablerow", "ifchanged", "each", "with", "interested"])


def _is_field(name: str, own: set[str]) -> bool:
    return bool(name) and name[0] != "@" and name.partition(".")[0] not in own
