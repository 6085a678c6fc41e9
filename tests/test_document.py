"""Places outside a message's text can be pointed at, too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Context, Document, Field
from outreachlint.text.source import Source, Span


@given(st.text("ab\n", min_size=6), st.integers(0, 5), st.integers(0, 5))
def test_a_place_of_the_file_keeps_its_position_whatever_the_text_is(text: str, one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    source = Source("draft.md", text)
    document = Document(source, [Field("subject", text[:1], 0), Field("text", text[2:4], 2)], Context(), "en")
    pointed = document.file_span(span)
    assert document.source_span(pointed) == span
    assert document.position(pointed.start) == source.position(span.start)
    field, inside = document.field_at(pointed.start)
    assert (field.name, field.text, inside) == ("file", text, span.start)
    assert document.field_at(pointed.end)[0] is field


def test_the_end_of_the_text_is_still_in_the_text() -> None:
    document = Document(Source("draft.md", "Hello"), [Field("text", "Hello", 0)], Context(), "en")
    assert document.field_at(5)[0].name == "text"
    assert document.field_at(6)[0].name == "file"
