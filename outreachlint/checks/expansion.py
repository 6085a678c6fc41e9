"""How long a message may become: its longest branches, its tags filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span
from outreachlint.text.template.fields import LENGTHS, meaning, plain
from outreachlint.text.template.nodes import Branch, Condition, Node, Spin, Tag, Template, Text

_ASTRAL = LazyPattern("[\U00010000-\U0010ffff]")


USUAL = 8
"""The length of a tag of which nobody says anything."""


class Piece(NamedTuple):
    """A node and how many UTF-16 units of it are sent at least and at most; of a text the part in question."""

    node: Node
    span: Span
    least: int
    most: int


class TooLong(NamedTuple):
    """A branch that does not fit where another one does: what of it is too much, and the length of the message."""

    span: Span
    length: int


class Lengths:
    """How many UTF-16 units a tag becomes: as `table` says of its name or of what it holds, else `other`.

    Where `other` is USUAL, what is usual for what a tag holds comes first.
    """

    def __init__(self, other: int, table: Mapping[str, int]) -> None:
        self.other = other
        self._given = table
        self._plain = {plain(name): length for name, length in table.items()}
        self._usual = LENGTHS if other == USUAL else {}
        self.longest = max([other, *self._usual.values(), *table.values()])

    def of(self, tag: Tag) -> int:
        """The length of a tag, or of its longest fallback if that is longer."""
        return max([self._of_field(tag.name), *(units(fallback) for fallback in tag.fallbacks)])

    def _of_field(self, name: str) -> int:
        if name in self._given:
            return self._given[name]
        holds = meaning(name) or ""
        known = self._plain.get(plain(name))
        return known if known is not None else self._given.get(holds, self._usual.get(holds, self.other))


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.get().findall(text))


def measure(template: Template, span: Span, lengths: Lengths) -> list[Piece]:
    """The pieces of a stretch of a template's text (without the blanks at its end), in order."""
    end = span.start + len(span.of(template.text).rstrip())
    inside = [node for node in template.nodes if node.span.start < end and node.span.end > span.start]
    return pieces(template.text, inside, Span(span.start, end), lengths)


def pieces(text: str, nodes: Sequence[Node], within: Span, lengths: Lengths) -> list[Piece]:
    """The pieces of some nodes, texts cut to what is within a span."""
    out = []
    for node in nodes:
        span = Span(max(node.span.start, within.start), min(node.span.end, within.end))
        least = most = 0
        if isinstance(node, Text):
            least = most = units(span.of(text))
        elif isinstance(node, Tag):
            least = most = lengths.of(node)
        elif isinstance(node, (Spin, Condition)):
            sums = [_sums(text, branch, lengths) for branch in node.branches]
            least, most = min(low for low, _ in sums), max(high for _, high in sums)
        out.append(Piece(node, span, least, most))
    return out


def first_too_many(text: str, found: Sequence[Piece], limit: int) -> int:
    """The offset of the first character over the limit in the longest form."""
    room = limit
    for piece in found:
        if piece.most <= room:
            room -= piece.most
            continue
        if not isinstance(piece.node, Text):
            return piece.span.start
        for offset in range(piece.span.start, piece.span.end):
            room -= units(text[offset])
            if room < 0:
                return offset
    return found[-1].span.start


def too_long(text: str, found: Sequence[Piece], limit: int, lengths: Lengths) -> Iterator[TooLong]:
    """The branches that are too long in a message of which the shortest form fits.

    Those that are so whatever is chosen elsewhere; where there are none, the longest branch that makes most of the
    difference.
    """
    over = list(_over(text, found, limit, 0, lengths))
    if over:
        yield from over
        return
    piece = max(found, key=lambda piece: piece.most - piece.least)
    assert isinstance(piece.node, (Spin, Condition))
    branch = max(piece.node.branches, key=lambda branch: _sums(text, branch, lengths)[1])
    yield TooLong(_stripped(text, branch), sum(piece.most for piece in found))


def _over(text: str, found: Sequence[Piece], limit: int, outside: int, lengths: Lengths) -> Iterator[TooLong]:
    """The branches over the limit, where `outside` units stand around the pieces at least."""
    shortest = outside + sum(piece.least for piece in found)
    for piece in found:
        if not isinstance(piece.node, (Spin, Condition)):
            continue
        around = shortest - piece.least
        for branch in piece.node.branches:
            inside = pieces(text, branch.nodes, branch.span, lengths)
            low, high = sum(each.least for each in inside), sum(each.most for each in inside)
            if around + low > limit:
                start = first_too_many(text, inside, max(0, limit - around))
                yield TooLong(Span(start, max(start + 1, _stripped(text, branch).end)), around + high)
            elif around + high > limit:
                yield from _over(text, inside, limit, around, lengths)


def _stripped(text: str, branch: Branch) -> Span:
    written = branch.span.of(text)
    start = branch.span.start + len(written) - len(written.lstrip())
    return Span(start, max(start, branch.span.start + len(written.rstrip())))


def _sums(text: str, branch: Branch, lengths: Lengths) -> tuple[int, int]:
    inside = pieces(text, branch.nodes, branch.span, lengths)
    return sum(piece.least for piece in inside), sum(piece.most for piece in inside)
