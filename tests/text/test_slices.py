"""Where each code point of a decoded text is written."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outreachlint.text.slices import Slice, SliceBuilder, SliceMap
from outreachlint.text.source import Span

# Pieces of a source: text as it stands, an escape that stands for one or two code points, a tag that stands for a break.
_pieces = st.lists(
    st.one_of(
        st.text("abc\n", min_size=1, max_size=5).map(lambda text: ("written", text, text)),
        st.sampled_from([("decoded", "&", "&amp;"), ("decoded", "fj", "&fjlig;"), ("made", "\n", "<br>")]),
        st.text("<>", min_size=1, max_size=3).map(lambda text: ("skipped", "", text)),
    ),
    max_size=12,
)


def built(pieces: list[tuple[str, str, str]]) -> tuple[str, str, SliceMap, list[str]]:
    """The source, the text, its map, and for each code point of the text how it is written."""
    slices, source, written = SliceBuilder(), "", []
    for kind, text, raw in pieces:
        if kind == "written":
            slices.written(text, len(source))
            written += list(text)
        elif kind == "decoded":
            slices.decoded(text, len(source), len(raw))
            written += [raw] * len(text)
        elif kind == "made":
            slices.made(text, len(source), len(raw))
            written += [raw] * len(text)
        source += raw
    return source, slices.text(), slices.map(), written


@given(_pieces)
def test_every_code_point_is_found_where_it_is_written(pieces: list[tuple[str, str, str]]) -> None:
    source, text, places, written = built(pieces)
    assert [source[places.start(i) : places.end(i)] for i in range(len(text))] == written


@given(_pieces)
def test_the_slices_tile_the_text(pieces: list[tuple[str, str, str]]) -> None:
    _, text, places, _ = built(pieces)
    at = 0
    for each in places.slices:
        assert each.at == at
        at += each.length
    assert at == len(text)


@given(_pieces, st.data())
def test_the_stretches_of_a_span_are_in_order_apart_and_inside_its_source(
    pieces: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    _, text, places, _ = built(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    stretches = places.spans(Span(start, end))
    if stretches is None:
        assert "\n" in text[start:end] or "f" in text[start:end] or "j" in text[start:end]
        return
    whole = places.span(Span(start, end))
    assert all(one.end < other.start for one, other in pairwise(stretches))
    assert not stretches or (stretches[0].start, stretches[-1].end) == whole


@given(_pieces, st.data())
def test_a_part_is_mapped_as_the_whole_is(pieces: list[tuple[str, str, str]], data: st.DataObject) -> None:
    _, text, places, _ = built(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = places.part(start, end)
    assert [(part.start(i), part.end(i)) for i in range(end - start)] == [
        (places.start(i), places.end(i)) for i in range(start, end)
    ]


@given(_pieces, _pieces)
def test_a_map_within_a_map_leads_to_the_outer_source(
    inner: list[tuple[str, str, str]], outer: list[tuple[str, str, str]]
) -> None:
    middle, text, places, _ = built(inner)
    # the outer text ends with the middle one, written as it stands but for the ampersands
    source, before, outside, _ = built(
        [*outer, *[("decoded", c, f"[{c}]") if c == "&" else ("written", c, c) for c in middle]]
    )
    both = places.within(outside.part(len(before) - len(middle), len(before)))
    for i in range(len(text)):
        raw = middle[places.start(i) : places.end(i)]
        assert source[both.start(i) : both.end(i)].replace("[&]", "&") == raw


def test_a_text_that_stands_as_it_is_in_the_outer_one_is_shifted() -> None:
    places = SliceMap([Slice(0, 2, 3, 2), Slice(2, 1, 5, 4)]).within(10)
    assert [(places.start(i), places.end(i)) for i in range(3)] == [(13, 14), (14, 15), (15, 19)]
    assert places.start(3) == 19


def test_an_empty_text_has_a_place_too() -> None:
    assert SliceMap([], empty=7).start(0) == 7
    assert SliceBuilder().map(5).within(2).start(0) == 7


def test_slices_are_made_when_they_are_needed() -> None:
    made = []

    def slices() -> list[Slice]:
        made.append(True)
        return [Slice(0, 3, 0, 3)]

    places = SliceMap(slices)
    assert not made
    assert (places.start(1), places.end(2), len(made)) == (1, 3, 1)


def test_a_part_of_what_is_written_as_one_thing_cannot_be_replaced() -> None:
    places = SliceMap([Slice(0, 1, 0, 1), Slice(1, 2, 1, 7)])
    assert places.spans(Span(1, 3)) == [Span(1, 8)]
    assert places.spans(Span(0, 2)) is None
