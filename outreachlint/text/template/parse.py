"""From a text to its Template: one pass over its tokens, in linear time whatever is left open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from outreachlint.text.mask import Mask
from outreachlint.text.source import Span
from outreachlint.text.template.dialects import Dialect
from outreachlint.text.template.markers import HIDDEN, INVERTED, LAST, Marker
from outreachlint.text.template.nodes import (
    MAX_DEPTH,
    Branch,
    Comment,
    Condition,
    Control,
    Node,
    Problem,
    Spin,
    Tag,
    Template,
    TemplateError,
    Text,
)
from outreachlint.text.template.tags import read_tag
from outreachlint.text.template.tokens import Token, tokens

_KEEPS_BLANKS = frozenset(["pipl"])
"""Dialects in whose doubled spins the blanks beside a bar are sent."""
_STYLES = {"hash": ("handlebars", "apollo")}


def parse(
    text: str,
    dialect: Dialect | None = None,
    *,
    unsent: Sequence[Span] = (),
    breaks: Sequence[int] = (),
    masks: tuple[Mask, ...] | None = None,
) -> Template:
    """The Template of a text.

    `dialect` decides what is doubtful; None reads `{a|b}` and `{{RANDOM | a | b}}` as spin text, `{{a | filter: x}}` as
    a filter and `{{a | words}}` as a fallback. `unsent` are spans that are never sent; no group reaches over one of
    `breaks` (the end of a field); `masks` are what `text.mask` makes of the text, if that is known. What is not closed
    is a Problem. TemplateError for groups more than MAX_DEPTH deep.
    """
    found, masks = tokens(text, dialect, unsent, breaks, masks)
    parser = _Parser(text, dialect)
    for token in found:
        parser.take(token)
    return parser.template(masks)


class _Frame:
    """A group that is open: `at` is the number of nodes before it, `cuts` are where it is divided."""

    __slots__ = ("at", "cuts", "depth", "kind", "opener", "styles")

    def __init__(self, kind: str, opener: Token, at: int) -> None:
        self.kind = kind
        self.opener = opener
        self.at = at
        self.cuts: list[tuple[Token, int]] = []
        self.depth = 0
        self.styles: set[str] = set()


class _Parser:
    def __init__(self, text: str, dialect: Dialect | None) -> None:
        self.text = text
        self.dialect = dialect
        self.nodes: list[Node] = []
        self.frames: list[_Frame] = []
        self.conditions: list[int] = []  # the places in `frames` of the conditions
        self.names: Counter[tuple[str, str]] = Counter()  # those of open conditions, by family and name
        self.problems: list[Problem] = []
        self.loose: list[int] = []
        self.pairs: list[Span] = []
        self.done = 0  # what lies before is used up
        self.deepest = (0, Span(0, 0))
        self.by_kind: dict[str, Callable[[Token], None]] = {
            "tag": self._tag,
            "comment": self._comment,
            "control": self._control,
            "open": self._open,
            "middle": self._middle,
            "close": self._close,
            "spin": self._open_brace,
            "{": self._open_brace,
            "|": self._bar,
            "}": self._close_brace,
            "break": lambda _: self._unwind(0),
        }

    def take(self, token: Token) -> None:
        """Use the next token."""
        if token.mark.start >= self.done:
            self.by_kind[token.kind](token)

    def template(self, masks: tuple[Mask, ...]) -> Template:
        """What was found."""
        self._unwind(0)
        depth, span = self.deepest
        if depth > MAX_DEPTH:
            text = f"spin text or conditions are nested {depth} deep; at most {MAX_DEPTH} are read"
            raise TemplateError(text, span, "write them side by side, or as messages of their own")
        nodes = self._filled(0, len(self.text), self.nodes)
        self.problems.sort()
        return Template(
            self.text,
            self.dialect,
            nodes,
            tuple(self.problems),
            tuple(sorted(self.loose)),
            tuple(sorted(self.pairs)),
            masks,
        )

    def _tag(self, token: Token) -> None:
        read = read_tag(token.mark.of(self.text), token.form)
        self.nodes.append(Tag(token.mark, token.form, read.name, read.fallbacks, read.filters, read.style))
        self.done = token.mark.end

    def _comment(self, token: Token) -> None:
        self.nodes.append(Comment(token.span))
        self.done = token.mark.end

    def _control(self, token: Token) -> None:
        self.nodes.append(Control(token.span, token.marker.family if token.marker else "", token.marker))
        self.done = token.mark.end

    def _open(self, token: Token) -> None:
        self.conditions.append(len(self.frames))
        self.frames.append(_Frame("condition", token, len(self.nodes)))
        self.names[_key(token)] += 1
        self._control(token)

    def _middle(self, token: Token) -> None:
        frame = self._innermost()
        if frame is None:
            self.problems.append(Problem(token.mark, "stray"))
        else:
            if not _fits(frame, token):
                self.problems.append(Problem(token.mark, "foreign"))
            frame.styles.add(_marker(token).family)
            frame.cuts.append((token, len(self.nodes)))
        self._control(token)

    def _close(self, token: Token) -> None:
        marker = _marker(token)
        families = [family for family in ("hash", marker.family) if self.names[family, marker.name]]
        exact = any(family == marker.family or marker.family in _STYLES["hash"] for family in families)
        if exact:
            while (frame := self._innermost()) is not None and not _closes(frame, token):
                self._unwind(self.conditions[-1])
        else:
            frame = self._innermost()
            if frame is not None and _marker(frame.opener).name != marker.name:
                frame = None
        if frame is None:
            self.problems.append(Problem(token.mark, "stray"))
            self._control(token)
            return
        if not self._is_native(frame, marker):
            self.problems.append(Problem(token.mark, "foreign"))
        self._pop_condition()
        self._add_condition(frame, token)
        self.done = token.mark.end

    def _is_native(self, frame: _Frame, marker: Marker) -> bool:
        """Whether a tag may close a condition: in its language, that of its `else`, and that of the dialect."""
        if not _fits_family(_marker(frame.opener).family, marker.family):
            return False
        wrong = frame.styles - {marker.family} if marker.family in _STYLES["hash"] else set()
        declared = self.dialect.conditions if self.dialect else ()
        both = [family for family in _STYLES["hash"] if family in declared]
        return not wrong and (marker.family not in _STYLES["hash"] or not both or marker.family in both)

    def _innermost(self) -> _Frame | None:
        """The innermost open condition; braces that were opened inside it never close."""
        if not self.conditions:
            return None
        self._unwind(self.conditions[-1] + 1)
        return self.frames[-1]

    def _pop_condition(self) -> None:
        frame = self.frames.pop()
        self.conditions.pop()
        self.names[_key(frame.opener)] -= 1

    def _add_condition(self, frame: _Frame, close: Token) -> None:
        opener = _marker(frame.opener)
        cuts = [(frame.opener, frame.at), *frame.cuts, (close, len(self.nodes))]
        if opener.word == "case" and len(cuts) > 2:
            del cuts[0]
        branches = []
        for (first, start), (last, end) in pairwise(cuts):
            branches.append(self._branch(first.span.end, last.span.start, self.nodes[start + 1 : end]))
        if _marker(cuts[-2][0]).word not in LAST:
            branches.append(Branch(Span(close.span.start, close.span.start), (), 1))
        asked = [_marker(token).test for token in (frame.opener, *(token for token, _ in frame.cuts))]
        span = Span(frame.opener.span.start, close.span.end)
        del self.nodes[frame.at :]
        if opener.word in HIDDEN:
            self.nodes.append(Comment(span))
            return
        family = _marker(close).family if opener.family == "hash" else opener.family
        self.nodes.append(
            Condition(
                span,
                family,
                opener.word,
                (frame.opener.mark, *(token.mark for token, _ in frame.cuts), close.mark),
                tuple(asked),
                opener.word in INVERTED,
                tuple(branches),
                sum(branch.leaves for branch in branches),
            )
        )
        self._deepen(frame.depth + 1, span)

    def _open_brace(self, token: Token) -> None:
        self.frames.append(_Frame("brace" if token.kind == "{" else "random", token, len(self.nodes)))
        self.done = token.mark.end

    def _bar(self, token: Token) -> None:
        if self.frames and self.frames[-1].kind != "condition":
            self.frames[-1].cuts.append((token, len(self.nodes)))

    def _close_brace(self, token: Token) -> None:
        at = token.mark.start
        frame = self.frames[-1] if self.frames else None
        if frame is None or frame.kind == "condition":
            self.loose.append(at)
            return
        if frame.kind == "random":
            if self.text[at + 1 : at + 2] != "}":
                self.loose.append(at)
                return
            self.done = at + 2
        self.frames.pop()
        if frame.cuts or frame.kind == "random":
            self._add_spin(frame, token)
        else:
            self._pair(frame, at)

    def _add_spin(self, frame: _Frame, close: Token) -> None:
        whole = Span(frame.opener.mark.start, close.mark.start + (2 if frame.kind == "random" else 1))
        cuts = [(frame.opener.mark.end, frame.at), *((token.mark.end, at) for token, at in frame.cuts)]
        ends = [*((token.mark.start, at) for token, at in frame.cuts), (close.mark.start, len(self.nodes))]
        bounds = list(zip(cuts, ends))
        if frame.kind == "brace" and len(bounds) > 1 and self._is_random(*bounds[0]):
            del bounds[0]
        trim = frame.kind == "random" and not (self.dialect is not None and self.dialect.name in _KEEPS_BLANKS)
        branches = []
        for (start, first), (end, last) in bounds:
            if trim:
                start, end = self._trimmed(start, end)
            branches.append(self._branch(start, end, self.nodes[first:last]))
        del self.nodes[frame.at :]
        self.nodes.append(Spin(whole, frame.kind, tuple(branches), sum(branch.leaves for branch in branches)))
        self._deepen(frame.depth + 1, whole)

    def _is_random(self, start: tuple[int, int], end: tuple[int, int]) -> bool:
        return end[0] - start[0] < 20 and self.text[start[0] : end[0]].strip().lower() == "random"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        text = self.text[start:end]
        return (start + len(text) - len(text.lstrip()), start + len(text.rstrip())) if text.strip() else (start, start)

    def _pair(self, frame: _Frame, at: int) -> None:
        """Braces without a bar: doubled ones around spin text belong to it, others are text."""
        start = frame.opener.mark.start
        inner = self.nodes[frame.at] if len(self.nodes) == frame.at + 1 else None
        if isinstance(inner, Spin) and inner.kind == "brace" and inner.span == Span(start + 1, at):
            self.nodes[-1] = inner._replace(span=Span(start, at + 1), kind="double")
        else:
            self.pairs.append(Span(start, at + 1))
        self._carry(frame.depth)

    def _branch(self, start: int, end: int, nodes: Sequence[Node]) -> Branch:
        leaves = max((node.leaves for node in nodes if isinstance(node, (Spin, Condition))), default=1)
        start = min(start, end)
        return Branch(Span(start, end), self._filled(start, end, nodes), leaves)

    def _filled(self, start: int, end: int, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The nodes with the text between them."""
        out: list[Node] = []
        for node in nodes:
            if node.span.start > start:
                out.append(Text(Span(start, node.span.start)))
            out.append(node)
            start = max(start, node.span.end)
        if start < end:
            out.append(Text(Span(start, end)))
        return tuple(out)

    def _deepen(self, depth: int, span: Span) -> None:
        if depth > self.deepest[0]:
            self.deepest = (depth, span)
        if depth > MAX_DEPTH:
            self.nodes[-1] = Comment(span)  # nobody will see it, and a tree so deep is no use
        self._carry(depth)

    def _carry(self, depth: int) -> None:
        """Tell the group around a group how deep that is."""
        if self.frames:
            self.frames[-1].depth = max(self.frames[-1].depth, depth)

    def _unwind(self, count: int) -> None:
        """Give up all open groups but the first `count`."""
        while len(self.frames) > count:
            frame = self.frames[-1]
            if frame.kind == "condition":
                self._pop_condition()
                self.problems.append(Problem(frame.opener.mark, "unclosed"))
            else:
                self.frames.pop()
                if frame.kind == "random":
                    self.problems.append(Problem(frame.opener.mark, "unclosed"))
                else:
                    self.loose.append(frame.opener.mark.start)
            self._carry(frame.depth)


def _marker(token: Token) -> Marker:
    assert token.marker is not None
    return token.marker


def _key(token: Token) -> tuple[str, str]:
    return _marker(token).family, _marker(token).name


def _fits_family(opened: str, other: str) -> bool:
    return opened == other or other in _STYLES.get(opened, ())


def _fits(frame: _Frame, token: Token) -> bool:
    return _fits_family(_marker(frame.opener).family, _marker(token).family)


def _closes(frame: _Frame, token: Token) -> bool:
    return _fits(frame, token) and _marker(frame.opener).name == _marker(token).name
