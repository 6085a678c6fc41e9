"""What the judge reads of a message."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from outreachlint.analysis import Analysis
from outreachlint.document import Context, Document, Fact, Field
from outreachlint.judge.inputs import FEATURES, MAX_PIECE, Piece, parts, pieces
from outreachlint.text.source import Source


def read(text: str, subject: str | None = None, **facts: Any) -> list[Piece]:
    fields = [Field("subject", subject, 0)] if subject else []
    context = Context(**{name: Fact(value, "test") for name, value in facts.items()})
    document = Document(Source("draft.md", text), [*fields, Field("text", text, 0)], context, "en")
    return pieces(Analysis(document).view, context.values())


def test_a_piece_is_a_sentence_in_one_line():
    assert [
        piece.text for piece in read("Dear Ann,\n\nthis is a rather long line that somebody\nwrapped. And another one!")
    ] == [
        "Dear Ann,",
        "this is a rather long line that somebody wrapped.",
        "And another one!",
    ]


def test_placeholders_are_read_as_if_they_were_filled():
    (piece,) = read("Hi {{first_name}}, how is [Company]?")

    assert piece.text == "Hi Alex, how is Alex?"


def test_of_a_link_the_host_is_read_and_of_an_address_nothing():
    (piece,) = read("See https://www.Example.com/a/b?c=d or write to ann.bee@firm.example today")

    assert piece.text == "See example.com or write to name@mail.com today"


def test_the_subject_is_a_piece_of_its_own():
    first, second = read("Hello there", subject="About the fair")

    assert (first.text, second.text) == ("About the fair", "Hello there")
    assert first.features != second.features


def test_the_context_is_part_of_the_features():
    (stranger,) = read("Hello there")

    for facts in ({"relationship": "customer"}, {"channel": "email"}, {"touch": 2}):
        (other,) = read("Hello there", **facts)
        assert other.features != stranger.features, facts
    assert read("Hello there", touch=2)[0].features != read("Hello there", touch=3)[0].features


def test_a_long_sentence_is_read_in_parts():
    text = "and so on, " * 100

    found = read(text)

    assert len(found) > 1
    assert {piece.sentence for piece in found} == {0}
    assert " ".join(piece.text for piece in found) == text.strip()


def test_a_word_without_end_is_cut():
    assert [len(part) for part in parts("x" * (2 * MAX_PIECE + 5))] == [MAX_PIECE, MAX_PIECE, 5]


@given(st.text(max_size=2_000))
def test_parts_lose_nothing_but_blanks(text: str):
    found = parts(" ".join(text.split()))

    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(0 < len(part) <= MAX_PIECE for part in found)


def test_half_of_a_pair_is_read_as_a_character_that_is_lost():
    assert [piece.text for piece in read("Hi \ud800 you")] == ["Hi \ufffd you"]


@given(st.text(st.characters(exclude_categories=()), max_size=600))
def test_every_text_can_be_read(text: str):
    for piece in read(text):
        assert piece.text == " ".join(piece.text.split())
        assert len(piece.features) == FEATURES
        piece.text.encode()
