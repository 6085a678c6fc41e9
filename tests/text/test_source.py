from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.text.source import Position, Source, Span
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("one", [0]),
        ("one\n", [0, 4]),
        ("one\ntwo\n\nfour", [0, 4, 8, 9]),
        ("one\r\ntwo", [0, 5]),
        ("one\rtwo", [0, 4]),
        ("one\r\r\ntwo\n\rx", [0, 4, 6, 10, 11]),
    ],
)
def test_lines_end_at_lf_crlf_or_a_lone_cr(text: str, starts: list[int]) -> None:
    assert Source("draft.md", text).line_starts == starts


def test_other_unicode_line_breaks_do_not_start_a_line() -> None:
    assert Source("draft.md", "a\u2028b\x0bc\x85d").line_starts == [0]


def test_columns_count_code_points_and_a_tab_is_one() -> None:
    source = Source("draft.md", "\te\u0301😀x")
    assert source.position(4) == Position(1, 5)


def test_the_end_of_the_text_has_a_position() -> None:
    assert Source("draft.md", "one\ntwo").position(7) == Position(2, 4)
    assert Source("draft.md", "one\n").position(4) == Position(2, 1)


def test_a_line_comes_without_its_end() -> None:
    source = Source("draft.md", "one\r\ntwo\rthree\n")
    assert [source.line(number) for number in (1, 2, 3, 4)] == ["one", "two", "three", ""]


@given(texts, st.data())
def test_offsets_and_positions_are_inverse(text: str, data: st.DataObject) -> None:
    source = Source("draft.md", text)
    offset = data.draw(st.integers(0, len(text)))
    position = source.position(offset)
    assert source.offset(position) == offset
    assert position.line >= 1
    assert position.column >= 1


@given(texts)
def test_positions_grow_with_offsets(text: str) -> None:
    source = Source("draft.md", text)
    positions = [source.position(offset) for offset in range(len(text) + 1)]
    assert positions == sorted(positions)


@given(texts)
def test_lines_and_their_ends_make_up_the_text(text: str) -> None:
    source = Source("draft.md", text)
    ends = [*source.line_starts[1:], len(text)]
    rebuilt = [source.line(number) for number in range(1, len(ends) + 1)]
    for line, start, end in zip(rebuilt, source.line_starts, ends, strict=True):
        assert text[start:end].startswith(line)
        assert text[start + len(line) : end].strip("\r\n") == ""


def test_spans_overlap_when_they_share_a_code_point() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert not Span(3, 5).overlaps(Span(0, 3))
    assert Span(0, 9).overlaps(Span(4, 5))


def test_a_span_cuts_its_text() -> None:
    assert Span(3, 6).of("Hi Ann!") == "Ann"
