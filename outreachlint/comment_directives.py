"""Directives in HTML comments: what each asks for, and which part of the file it holds for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from outreachlint.document import Directive
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
ENABLE = "outreachlint-enable"
"""What ends a range."""
VERBS = {
    "outreachlint-ignore": "message",
    "outreachlint-ignore-line": "line",
    "outreachlint-ignore-next-line": "next-line",
    "outreachlint-disable": "range",
    "outreachlint-ignore-file": "file",
}
"""What the words ask for, as `document.GRAINS` has it."""
IGNORE_FILE = "outreachlint-ignore-file"

_REQUEST = LazyPattern(r"<!--\s*(?P<verb>outreachlint[\s:-]*[A-Za-z-]*)(?P<rules>[^:]*):?(?P<reason>.*)-->", re.DOTALL)
_NAMES = LazyPattern(r"[^\s,]+")
_BLANKS = re.compile(r"\s*")


class Request(NamedTuple):
    """What a comment asks for: its verb, the spans in the comment of the rules that it names, and why."""

    verb: str
    names: Sequence[Span]
    reason: str


class Units(Protocol):
    """The parts of a text that `-line` and `-next-line` speak of, as spans of the Source."""

    def here(self, comment: Span) -> Span:
        """The part in which a comment stands."""

    def behind(self, comment: Span) -> Span:
        """The part that follows a comment."""


def request_of(comment: str) -> Request | None:
    """What a comment (with its marks) asks for; None where it is no directive."""
    match = _REQUEST.get().fullmatch(comment) if comment.endswith("-->") else None
    if match is None:
        return None
    names = [Span(*name.span()) for name in _NAMES.get().finditer(comment, *match.span("rules"))]
    return Request(match["verb"], names, " ".join(match["reason"].split()))


def comment_directives(source: Source, comments: Sequence[Span], units: Units | None = None) -> list[Directive]:
    """The directives in the comments of one message, which are in order; `units` are the Source's lines by default.

    A range that nothing ends goes on to the end of the Source. A directive that names no rule has an empty `rule`; its
    `reason` is then what was written instead of a verb, or the end of a range that was not begun.
    """
    out: list[Directive] = []
    begun: dict[str, list[int]] = {}
    for span in comments:
        comment = span.of(source.text)
        request = request_of(comment)
        if request is None:
            continue
        names = [name.of(comment) for name in request.names]
        if request.verb == ENABLE:
            _end(out, begun, names, span)
            continue
        grain = VERBS.get(request.verb)
        if grain is None or not names:
            reason = request.verb.strip() if grain is None else ""
            out.append(Directive("", reason, span, grain=grain or "message"))
            continue
        if units is None:
            units = Lines(source)
        covers = _covered(grain, span, source, units)
        for name in names:
            if grain == "range":
                begun.setdefault(name.casefold(), []).append(len(out))
            out.append(Directive(name, request.reason, span, grain=grain, covers=covers))
    return out


def file_directives(source: Source, comments: Sequence[Span]) -> list[Directive]:
    """Those directives in a file's comments that hold for all of its messages."""
    if IGNORE_FILE not in source.text:
        return []
    return [each for each in comment_directives(source, comments) if each.grain == "file" and each.rule]


def _covered(grain: str, span: Span, source: Source, units: Units) -> Span | None:
    if grain == "line":
        return units.here(span)
    if grain == "next-line":
        return units.behind(span)
    return Span(span.end, len(source.text) + 1) if grain == "range" else None


def _end(out: list[Directive], begun: dict[str, list[int]], names: Sequence[str], span: Span) -> None:
    """End the ranges of some names, of all where none is named; note which were not begun."""
    words = [name.casefold() for name in names]
    if not words:
        words = [word for word, numbers in begun.items() for _ in numbers] or [""]
    for number, word in enumerate(words):
        if begun.get(word):
            index = begun[word].pop()
            covers = out[index].covers
            out[index] = out[index]._replace(covers=Span(covers.start, span.start) if covers else None, closed=span)
        else:
            name = names[number] if names else ""
            out.append(Directive("", f"{ENABLE} {name}".strip(), span, grain="range"))


class Lines:
    """The lines of a file. Behind a comment comes the first line that holds more than blanks and comments."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._behind: dict[int, Span] = {}

    def here(self, comment: Span) -> Span:
        """The lines that a comment touches."""
        return Span(self._line(comment.start).start, self._line(comment.end - 1).end)

    def behind(self, comment: Span) -> Span:
        """The first line with text behind the line in which a comment ends."""
        text = self._source.text
        at = self._line(comment.end - 1).end
        passed: list[int] = []
        while True:
            at = _end_of_blanks(text, at)
            found = self._behind.get(at)
            skipped = COMMENT.match(text, at) if found is None else None
            if skipped is None:
                break
            passed.append(at)
            at = skipped.end()
        line = found or self._line(at)
        self._behind.update((start, line) for start in passed)
        return line

    def _line(self, offset: int) -> Span:
        starts = self._source.line_starts
        index = bisect_right(starts, offset)
        end = starts[index] if index < len(starts) else len(self._source.text)
        return Span(starts[index - 1], end) if offset < len(self._source.text) else Span(offset, offset)


def _end_of_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at
