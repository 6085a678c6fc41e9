"""A Diagnostic with its place in the file: all that reports, fixes and other processes need, without the Document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from outreachlint.diagnostics import Diagnostic, Edit, Fix, Related
from outreachlint.document import Directive, Document
from outreachlint.records import NamedTuple
from outreachlint.text.source import Position, Source, Span

MOST_LINES = 4
"""Source lines kept of a finding that spans many."""
AROUND = 300
"""Code points of a line kept before and behind a finding: more than any report shows."""
_BREAK = r"[.!?…][^\w\s]{0,3}\s|\n\s*\n|\n[ \t]*(?:[-*•–>#]|\d+[.)])[ \t]"

_NO_SLOTS: Mapping[str, str] = {}


class Line(NamedTuple):
    """A line of the file by its number; `cut` code points before and, where `more`, some behind are left out.

    `cut_bytes` is how many bytes those before are in UTF-8.
    """

    number: int
    text: str
    cut: int = 0
    more: bool = False
    cut_bytes: int = 0


class RelatedPlace(NamedTuple):
    """Another place that bears on a finding. `field` and `sentence` are as there; both empty in another message."""

    path: str
    address: str
    start: Position
    quote: str
    note: str
    field: str = ""
    sentence: str = ""


class PlacedEdit(NamedTuple):
    """Replace `span` by `content`, as it is written: code points of the decoded file, or of the text at `address`."""

    address: str
    span: Span
    content: str
    start: Position
    end: Position


class PlacedFix(NamedTuple):
    """A fix with its edits; `applicability` is `display` where one of them can't be written into the file.

    `meant` are the edits of the Document's text that they amount to, `message` is where that is written.
    """

    title: str
    edits: tuple[PlacedEdit, ...]
    applicability: str
    meant: tuple[Edit, ...] = ()
    message: tuple[str, int] = ("", 0)


class Finding(NamedTuple):
    """A Diagnostic and its place.

    `span` are code points in the text of `field` (`subject`, `text`, or `file` for what is not part of the message),
    `quote` is that text; `start` and `end` (exclusive) are its place in the file or, where there is an `address`, at
    that address. `number` is the message's in the run, `cell` whether it lies in a cell with lines of its own.
    `sentence` is the quote with the rest of its sentence, empty where the quote is and outside the message.
    """

    diagnostic: Diagnostic
    path: str
    address: str
    message_id: str | None
    number: int
    cell: bool
    field: str
    span: Span
    quote: str
    start: Position
    end: Position
    lines: tuple[Line, ...]
    related: tuple[RelatedPlace, ...] = ()
    fix: PlacedFix | None = None
    sentence: str = ""

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts findings by path, place and code."""
        found = self.diagnostic
        return (self.path, self.number if self.cell else 0, self.start, self.end, found.code, found.message)


class Suppressed(NamedTuple):
    """A finding that a directive silences: why, what that one holds for (`document.GRAINS`), and where it stands."""

    finding: Finding
    reason: str
    grain: str
    place: Position


def suppressed(document: Document, diagnostic: Diagnostic, directive: Directive, number: int = 1) -> Suppressed:
    """The silenced finding of a Diagnostic in the message that is the `number`th of the run."""
    place = document.position(document.file_span(directive.span).start)
    return Suppressed(finding(document, diagnostic, number), directive.reason, directive.grain, place)


def finding(document: Document, diagnostic: Diagnostic, number: int = 1) -> Finding:
    """The Finding of a Diagnostic in the message that is the `number`th of the run."""
    field, start = document.field_at(diagnostic.span.start)
    last, end = document.field_at(max(diagnostic.span.end - 1, diagnostic.span.start))
    end = end + (diagnostic.span.end > diagnostic.span.start) if last is field else len(field.text)
    source = field.source or document.source
    place = document.source_span(diagnostic.span)
    first, stop = source.position(place.start), source.position(place.end)
    return Finding(
        # what else it holds counts in the Document's text and would keep that alive, or has done its work
        diagnostic._replace(related=(), fix=None, slots=_NO_SLOTS),
        source.path,
        field.address,
        document.message_id,
        number,
        field.source is not None,
        field.name,
        Span(start, end),
        field.text[start:end],
        first,
        stop,
        lines_of(source, first, stop),
        tuple(_related(document, each) for each in diagnostic.related),
        _fix(document, diagnostic.fix) if diagnostic.fix is not None else None,
        _sentence(field.text, start, end) if field in document.fields else "",
    )


def _sentence(text: str, start: int, end: int) -> str:
    """The text from `start` to `end` with what belongs to its sentence, at most AROUND code points on either side.

    It serves to know a sentence again, so where an abbreviation ends it too early nothing is lost.
    """
    import re

    if end <= start:
        return ""
    first, stop = max(0, start - AROUND), min(len(text), end + AROUND)
    for found in re.finditer(_BREAK, text[first:start]):
        first = max(0, start - AROUND) + found.end()
    behind = re.search(_BREAK, text[end - 1 : stop])
    return text[first : stop if behind is None else max(end, end + behind.start())]


def lines_of(source: Source, start: Position, end: Position) -> tuple[Line, ...]:
    """The lines of a Source from `start` to `end` (exclusive), at most MOST_LINES, long ones cut around the place."""
    last = end.line if end.column > 1 or end.line == start.line else end.line - 1
    return tuple(
        _line(
            number,
            source.line(number),
            start.column - 1 if number == start.line else 0,
            end.column - 1 if number == end.line else None,
        )
        for number in range(start.line, min(last, start.line + MOST_LINES - 1) + 1)
    )


def _line(number: int, text: str, first: int, stop: int | None) -> Line:
    if len(text) <= 2 * AROUND:
        return Line(number, text)
    low = max(0, first - AROUND)
    high = min(len(text), max(first, min(first + AROUND, len(text) if stop is None else stop)) + AROUND)
    return Line(number, text[low:high], low, high < len(text), len(text[:low].encode("utf-8", "replace")))


def _related(document: Document, related: Related) -> RelatedPlace:
    of = related.document or document
    field, start = of.field_at(related.span.start)
    is_own = related.document is None and field.name != "file"
    end = min(start + related.span.end - related.span.start, len(field.text))
    return RelatedPlace(
        of.source_of(related.span).path,
        field.address,
        of.position(related.span.start),
        related.span.of(of.text),
        related.note,
        field.name if is_own else "",
        _sentence(field.text, start, end) if is_own else "",
    )


def _fix(document: Document, fix: Fix) -> PlacedFix:
    edits: list[PlacedEdit] = []
    applicability = fix.applicability
    for edit in fix.edits:
        placed = placed_edits(document, edit)
        if placed is None:
            applicability = "display"
            place = document.source_span(edit.span)
            placed = [_placed(document.source_of(edit.span), "", place, edit.text)]
        edits += placed
    return PlacedFix(fix.title, tuple(edits), applicability, fix.edits, message_place(document))


def message_place(document: Document) -> tuple[str, int]:
    """What tells a message from the others of its file: where its text begins, as an address and code points there."""
    body = document.fields[-1]
    return body.address, (body.source or document.source).base + body.source_offset(0)


def placed_edits(document: Document, edit: Edit) -> list[PlacedEdit] | None:
    """What an edit of the Document's text replaces in the file; None where it can't be written there.

    Text that is written in several stretches is replaced in the first and deleted from the others.
    """
    field, start = document.field_at(edit.span.start)
    last, end = document.field_at(max(edit.span.end - 1, edit.span.start))
    content = edit.text if field.write is None else field.write(edit.text)
    if content is None or last is not field:
        return None
    stretches = _stretches(field.offsets, Span(start, end + (edit.span.end > edit.span.start)))
    if stretches is None:
        return None
    source = field.source or document.source
    return [
        _placed(source, field.address if field.source else "", each, content if index == 0 else "")
        for index, each in enumerate(stretches)
    ]


def _stretches(offsets: Any, span: Span) -> Sequence[Span] | None:
    if isinstance(offsets, int):
        return [Span(offsets + span.start, offsets + span.end)]
    if span.end > span.start:
        stretches: Sequence[Span] | None = offsets.spans(span)
        return stretches
    at = offsets.start(span.start)
    return [Span(at, at)]


def _placed(source: Source, address: str, span: Span, content: str) -> PlacedEdit:
    base = source.base
    return PlacedEdit(
        address,
        Span(base + span.start, base + span.end),
        content,
        source.position(span.start),
        source.position(span.end),
    )
