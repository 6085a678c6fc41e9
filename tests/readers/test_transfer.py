"""How a mail writes its bytes, and what text they are."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.readers.mail_text import Decoded
from outreachlint.readers.transfer import BadTextError, charset_name, decode_charset, undo, undo_word, writer


def bytes_of(written: str, encoding: str, *, utf8: bool = True) -> Decoded:
    return undo(written, 0, len(written), encoding, utf8=utf8)


def writes(written: str, decoded: Decoded) -> list[tuple[str, str]]:
    """Each code point with how it is written."""
    offsets = decoded.offsets
    if isinstance(offsets, int):
        return [(char, written[offsets + at]) for at, char in enumerate(decoded.text)]
    return [(char, written[offsets.start(at) : offsets.end(at)]) for at, char in enumerate(decoded.text)]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a=3Db", "a=b"),
        ("=C3=A8", "Ã¨"),
        ("a =\nb", "a b"),
        ("a=\r\nb=  \nc", "abc"),
        ("a  \nb\t\r\n", "a\nb\r\n"),
        ("a=", "a"),
        ("a=zz=4", "a=zz=4"),
    ],
)
def test_quoted_printable(written: str, text: str) -> None:
    assert bytes_of(written, "quoted-printable").text == text


def test_each_byte_is_written_by_its_code() -> None:
    written = "a=3D=\nb c"
    assert writes(written, bytes_of(written, "quoted-printable")) == [
        ("a", "a"), ("=", "=3D"), ("b", "b"), (" ", " "), ("c", "c"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written", ["YWJjZA==", "YW Jj\nZA", "Y\r\nWJjZA=", "!YWJj-ZA==", "YWJjZA==YWJj", "YWJjZAA"[:6]]
)
def test_base64_with_all_that_may_stand_in_it(written: str) -> None:
    assert bytes_of(written, "base64").text == "abcd"


def test_a_byte_is_written_by_the_four_characters_that_hold_it() -> None:
    written = "YWJj\nZGVm"
    assert {piece for _, piece in writes(written, bytes_of(written, "base64"))} == {"YWJj", "ZGVm"}
    split = "YWJjZ\nGVm"
    assert writes(split, bytes_of(split, "base64"))[-1] == ("f", "Z\nGVm")


@given(st.binary(max_size=60), st.integers(1, 20))
def test_base64_reads_as_the_standard_library_does(data: bytes, width: int) -> None:
    written = base64.b64encode(data).decode()
    broken = "\n".join(written[at : at + width] for at in range(0, len(written), width))
    assert bytes_of(broken, "base64").text == data.decode("latin-1")


@given(st.binary(max_size=60))
def test_quoted_printable_reads_as_the_standard_library_does(data: bytes) -> None:
    written = quopri.encodestring(data.replace(b"\r", b"")).decode()
    assert bytes_of(written, "quoted-printable").text == quopri.decodestring(written).decode("latin-1")


def test_what_is_not_ascii_is_one_byte_or_its_bytes() -> None:
    assert bytes_of("è", "8bit", utf8=True).text == "Ã¨"
    assert bytes_of("è", "8bit", utf8=False).text == "è"
    assert writes("xè", bytes_of("xè", "quoted-printable"))[1:] == [("Ã", "è"), ("¨", "è")]


def test_an_unknown_encoding_is_no_key() -> None:
    with pytest.raises(KeyError):
        bytes_of("x", "x-uuencode")


def test_encoded_words() -> None:
    written = "=C3=A8_b="
    assert undo_word(written, 0, 9, "q", utf8=True).text == "Ã¨ b="
    assert writes(written, undo_word(written, 0, 9, "q", utf8=True))[2] == (" ", "_")
    assert undo_word("YWJj", 0, 4, "b", utf8=True).text == "abc"


@pytest.mark.parametrize(
    ("charset", "name"),
    [
        ("UTF-8", "utf-8"), ("latin1", "iso8859-1"), ("windows-1252", "cp1252"), ("us-ascii", "ascii"), ("klingon", None),
        ("base64", None), ("rot13", None), ("idna", None), ("punycode", None), ("unicode_escape", None), ("", None), ("a\0b", None),
    ],
)  # fmt: skip
def test_charsets_are_those_of_python_that_are_of_text(charset: str, name: str | None) -> None:
    assert charset_name(charset) == name


@given(
    st.text(st.sampled_from("ab \nèß€ж日本한"), max_size=30),
    st.sampled_from(
        ["utf-8", "iso8859-1", "cp1252", "koi8-r", "shift_jis", "euc_kr", "gb18030", "big5", "iso2022_jp", "utf-16", "utf-7"]
    ),
)  # fmt: skip
def test_bytes_become_text(text: str, charset: str) -> None:
    data = text.encode(charset, "ignore")
    decoded = decode_charset(data.decode("latin-1"), charset)
    assert decoded.text == data.decode(charset)


@given(
    st.text(st.sampled_from("ab \nèß€ж日本한"), max_size=30),
    st.sampled_from(["utf-8", "iso8859-1", "cp1252", "koi8-r", "shift_jis", "euc_kr", "gb18030", "big5"]),
)
def test_each_character_is_written_by_its_bytes(text: str, charset: str) -> None:
    data = text.encode(charset, "ignore").decode("latin-1")
    assert all(
        piece.encode("latin-1") == char.encode(charset) for char, piece in writes(data, decode_charset(data, charset))
    )


@pytest.mark.parametrize(
    ("data", "charset", "offset"),
    [("ab\xe8c", "utf-8", 2), ("a\xe8", "ascii", 1), ("ab\x81", "cp1252", 2), ("ab\x81", "shift_jis", 2)],
)
def test_the_first_byte_that_can_not_be_decoded_is_named(data: str, charset: str, offset: int) -> None:
    with pytest.raises(BadTextError) as caught:
        decode_charset(data, charset)
    assert caught.value.offset == offset


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=20),
    st.sampled_from(["quoted-printable", "8bit", "7bit", ""]),
    st.sampled_from(["utf-8", "iso8859-1", "cp1252"]),
    st.booleans(),
)
def test_a_replacement_reads_as_itself(text: str, encoding: str, charset: str, utf8: bool) -> None:
    written = writer(encoding, charset, utf8=utf8)(text)
    if written is not None:
        assert decode_charset(bytes_of(written, encoding, utf8=utf8).text, charset).text == text


def test_what_can_not_be_written_is_not() -> None:
    assert writer("base64", "utf-8", utf8=True)("a") is None
    assert writer("8bit", "utf-8", utf8=True)("a\nb") is None
    assert writer("7bit", "utf-8", utf8=True)("è") is None
    assert writer("quoted-printable", "ascii", utf8=True)("è") is None
    assert writer("quoted-printable", "utf-8", utf8=True)("è =") == "=C3=A8 =3D"
