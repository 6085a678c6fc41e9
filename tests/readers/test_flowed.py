"""`format=flowed`: the paragraphs of a mail, and where each code point of them is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.flowed import unflowed
from outreachlint.readers.mail_text import Decoded
from outreachlint.text.source import Span
from tests.readers.mails import HEAD, document

FLOWED = b"Content-Type: text/plain; charset=utf-8; format=flowed"


def flowed(text: str, *, deletes_blank: bool = False) -> str:
    return unflowed(Decoded(text, 0), deletes_blank=deletes_blank).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Your talk on \r\nwet labs \r\nsaved us.\r\nAnn", "Your talk on wet labs saved us.\r\nAnn"),
        (" From Rome\n  two\n >no quote", "From Rome\n two\n>no quote"),
        ("> older \n> words\nmine", "> older \n> words\nmine"),
        ("mine \n> older", "mine \n> older"),
        ("Hi Ann, \n\nthanks", "Hi Ann, \n\nthanks"),
        ("Ciao \n-- \nTom \nSmith", "Ciao \n-- \nTom Smith"),
        ("the end ", "the end "),
        ("", ""),
    ],
)
def test_a_line_that_ends_in_a_blank_goes_on_in_the_next(text: str, wanted: str) -> None:
    assert flowed(text) == wanted


def test_the_last_blank_goes_where_the_mail_says_so() -> None:
    assert flowed("wet \nlabs  \nsave us", deletes_blank=True) == "wetlabs save us"


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable"])
def test_a_mail_s_paragraphs_keep_their_places(encoding: str) -> None:
    blank = b"=20" if encoding == "quoted-printable" else b" "
    head = HEAD + FLOWED + b"\nContent-Transfer-Encoding: " + encoding.encode() + b"\n\n"
    found = document(head + b"Your talk on" + blank + b"\nwet labs saved us.\n From Rome\n")
    body = found.fields[-1]
    assert body.text == "Your talk on wet labs saved us.\nFrom Rome"
    at = found.text.index("wet labs")
    assert found.source_span(Span(at, at + 8)).of(found.source.text) == "wet labs"
    assert found.position(at) == (8, 1)


def test_other_mails_keep_their_lines() -> None:
    head = HEAD + FLOWED.replace(b"flowed", b"fixed") + b"\n\n"
    assert document(head + b"Your talk on \nwet labs").fields[-1].text == "Your talk on \nwet labs"


@given(st.text(alphabet="ab >-\r\n", max_size=60), st.booleans())
def test_every_code_point_is_at_its_place(text: str, deletes_blank: bool) -> None:
    found = unflowed(Decoded(text, 0), deletes_blank=deletes_blank)
    assert not isinstance(found.offsets, int)
    assert all(text[found.offsets.start(at)] == char for at, char in enumerate(found.text))
    kept = "".join(text.split())
    assert "".join(found.text.split()) == kept
