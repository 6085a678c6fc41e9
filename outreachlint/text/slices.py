"""Where each code point of a decoded text is written: a map of slices from the text to its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from outreachlint.records import NamedTuple
from outreachlint.text.source import Span


class Slice(NamedTuple):
    """`length` code points of the text from `at` on, written as `width` code points of the source from `source` on.

    Where the two are equal, each code point is written as one; else the slice is one thing (an escape, an entity) and
    all its code points stand for all of its source. `made` text is not written there at all: a line break that
    stands for a tag; nothing may replace it.
    """

    at: int
    length: int
    source: int
    width: int
    made: bool = False


class SliceMap:
    """The slices of a text: they tile it from 0 to its end, in order.

    `slices` may be a function that makes them when they are first needed: most messages have no Diagnostic. Offsets in
    the text run from 0 to its length; the place of the length itself is the end of the last slice, or `empty` where
    the text has none.
    """

    __slots__ = ("_empty", "_make", "_slices", "_starts")

    def __init__(self, slices: Iterable[Slice] | Callable[[], Iterable[Slice]], *, empty: int = 0) -> None:
        self._make = slices if callable(slices) else None
        self._slices: Sequence[Slice] = () if callable(slices) else [each for each in slices if each.length]
        self._starts: list[int] | None = None
        self._empty = empty

    @property
    def slices(self) -> Sequence[Slice]:
        """The slices that are not empty."""
        if self._make is not None:
            self._slices = [each for each in self._make() if each.length]
            self._make = None
        return self._slices

    def start(self, offset: int) -> int:
        """The source offset at which the code point at `offset` is written."""
        if not self.slices:
            return self._empty
        each = self._at(offset)
        if offset >= each.at + each.length:
            return each.source + each.width
        return each.source + (offset - each.at if each.length == each.width else 0)

    def end(self, offset: int) -> int:
        """The source offset behind the code point at `offset`."""
        if not self.slices:
            return self._empty
        each = self._at(offset)
        if each.length == each.width and offset < each.at + each.length:
            return each.source + offset - each.at + 1
        return each.source + each.width

    def span(self, span: Span) -> Span:
        """The source from the first to the last code point of a span of the text."""
        start = self.start(span.start)
        return Span(start, max(start, self.end(span.end - 1)) if span.end > span.start else start)

    def spans(self, span: Span) -> list[Span] | None:
        """The stretches of source that write a span of the text, neighbours joined.

        None where some of it is made, or it holds a part of what is written as one thing.
        """
        out: list[Span] = []
        for each in self._of(span):
            if each.made or (each.length != each.width and not _within(each, span)):
                return None
            if each.length == each.width:
                first, last = max(span.start, each.at), min(span.end, each.at + each.length)
                piece = Span(each.source + first - each.at, each.source + last - each.at)
            else:
                piece = Span(each.source, each.source + each.width)
            if out and out[-1].end == piece.start:
                out[-1] = Span(out[-1].start, piece.end)
            else:
                out.append(piece)
        return out

    def within(self, outer: SliceMap | int) -> SliceMap:
        """The map to the source of the source: what this map calls source is a text that `outer` maps on.

        An int is the offset at which that text is written as it stands.
        """
        return SliceMap(lambda: self._moved(outer), empty=outer + self._empty if isinstance(outer, int) else 0)

    def part(self, start: int, end: int) -> SliceMap:
        """The map of `text[start:end]`."""
        return SliceMap(lambda: self._cut(start, end), empty=self.start(start))

    def _cut(self, start: int, end: int) -> list[Slice]:
        out = []
        for each in self._of(Span(start, end)):
            first, last = max(start, each.at), min(end, each.at + each.length)
            if each.length == each.width:
                source, width = each.source + first - each.at, last - first
            else:
                source, width = each.source, each.width
            out.append(Slice(first - start, last - first, source, width, each.made))
        return out

    def _moved(self, outer: SliceMap | int) -> list[Slice]:
        if isinstance(outer, int):
            return [each._replace(source=each.source + outer) for each in self.slices]
        out: list[Slice] = []
        for each in self.slices:
            if each.length != each.width or each.made:
                place = outer.span(Span(each.source, each.source + each.width))
                out.append(each._replace(source=place.start, width=place.end - place.start))
                continue
            shift = each.at - each.source
            out += [
                inner._replace(at=inner.at + each.source + shift)
                for inner in outer._cut(each.source, each.source + each.width)
            ]
        return out

    def _of(self, span: Span) -> Sequence[Slice]:
        """The slices that hold code points of a span."""
        if span.end <= span.start or not self.slices:
            return ()
        first = self._index(span.start)
        last = self._index(span.end - 1)
        return self.slices[first : last + 1]

    def _at(self, offset: int) -> Slice:
        return self.slices[self._index(offset)]

    def _index(self, offset: int) -> int:
        if self._starts is None:
            self._starts = [each.at for each in self.slices]
        return max(0, bisect_right(self._starts, offset) - 1)


def _within(each: Slice, span: Span) -> bool:
    return span.start <= each.at and each.at + each.length <= span.end


class SliceBuilder:
    """Collects a decoded text and its slices, piece by piece.

    `written` pieces stand in the source as they are, `decoded` ones are written as something else, `made` ones stand
    for something that is no text. Neighbouring written pieces become one slice.
    """

    __slots__ = ("_length", "_parts", "_slices")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._slices: list[Slice] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def written(self, text: str, source: int) -> None:
        """Add text that stands in the source from offset `source` on."""
        if not text:
            return
        last = self._slices[-1] if self._slices else None
        if last and not last.made and last.length == last.width and last.source + last.width == source:
            self._slices[-1] = last._replace(length=last.length + len(text), width=last.width + len(text))
            self._parts.append(text)
            self._length += len(text)
        else:
            self._add(text, source, len(text), False)

    def decoded(self, text: str, source: int, width: int) -> None:
        """Add text that `width` code points of the source from offset `source` on stand for."""
        self._add(text, source, width, False)

    def made(self, text: str, source: int, width: int = 0) -> None:
        """Add text in the place of something that is no text."""
        self._add(text, source, width, True)

    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def map(self, empty: int = 0) -> SliceMap:
        """The map of the text so far; `empty` is the place of a text without any slice."""
        return SliceMap(list(self._slices), empty=empty)

    def _add(self, text: str, source: int, width: int, made: bool) -> None:
        if text:
            self._slices.append(Slice(self._length, len(text), source, width, made))
            self._parts.append(text)
            self._length += len(text)
