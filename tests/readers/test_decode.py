"""From bytes to text: UTF-8 or a clear word about what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.errors import InputError
from outreachlint.readers.decode import MAX_BYTES, MAX_MESSAGE, decode
from tests.readers.reading import error, items, message


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        decode("draft.txt", data)
    return str(caught.value)


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_text_survives_unchanged_with_and_without_a_byte_order_mark(text: str) -> None:
    assert decode("draft.txt", text.encode()).text == text
    assert decode("draft.txt", b"\xef\xbb\xbf" + text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xffabc", "1:1"),
        (b"abc\xe9", "1:4"),
        (b"one\r\ntwo \xe8 three", "2:5"),
        (b"\xef\xbb\xbf\xc3\xa8\xff", "1:2"),
        ("è\n😀".encode() + b"\x80", "2:2"),
    ],
)
def test_an_invalid_byte_is_reported_with_its_line_and_column(data: bytes, place: str) -> None:
    assert refusal(data).startswith(f"draft.txt:{place}: byte 0x")
    assert "is not valid UTF-8" in refusal(data)


@given(st.text(), st.binary(max_size=20))
def test_decoding_either_works_or_names_a_place_in_the_file(text: str, tail: bytes) -> None:
    data = text.encode("utf-8", "replace") + tail
    try:
        decode("draft.txt", data)
    except InputError as caught:
        assert caught.place is not None
        assert caught.place.line is not None
        assert caught.place.line <= 1 + data.count(b"\n") + data.count(b"\r")


def test_utf_16_is_named_as_such() -> None:
    assert "UTF-16" in refusal("Hello".encode("utf-16"))


def test_a_binary_file_is_not_taken_for_text() -> None:
    assert "draft.txt:1:4: the file holds a NUL character" in refusal(b"GIF\0\x01")


def test_a_fifty_megabyte_file_is_refused_with_the_limit() -> None:
    assert "has 50 MB; at most 20 MB are read" in refusal(b"a" * (50 * 1024 * 1024))


def test_a_file_of_exactly_the_limit_is_read() -> None:
    assert len(decode("draft.txt", b"a" * MAX_BYTES).text) == MAX_BYTES


def test_a_message_over_the_limit_is_refused_and_says_so() -> None:
    assert "draft.txt:1:1: the message has 100,001 characters; at most 100,000 are linted" in error(
        "draft.txt", "a" * (MAX_MESSAGE + 1)
    )
    assert len(message("draft.txt", "a" * MAX_MESSAGE).text) == MAX_MESSAGE


def test_one_long_record_does_not_stop_the_others() -> None:
    long = '{"text": "' + "a" * (MAX_MESSAGE + 1) + '"}'
    found = items("all.jsonl", f'{{"text": "one"}}\n{long}\n{{"text": "three"}}\n')
    assert [isinstance(item, InputError) for item in found] == [False, True, False]
    assert str(found[1]).startswith("all.jsonl:2:11: the message has")
