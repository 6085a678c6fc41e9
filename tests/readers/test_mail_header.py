"""Headers: where they stand and what they say."""

from __future__ import annotations

from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given

from outreachlint.errors import InputError
from outreachlint.readers.mail_header import Content, content_of, decoded_value, headers, plain_value, value_writer
from outreachlint.readers.mail_text import Decoded, MailText
from outreachlint.text.source import Source
from tests.readers.mails import stands_for, words


def value(text: str, *, utf8: bool = True) -> Decoded:
    """The subject of a mail."""
    mail = MailText(text, Source("m.eml", text), 0, utf8)
    return decoded_value(mail, headers(text, 0, len(text)).places["subject"])


def subject(written: str, *, utf8: bool = True) -> str:
    return value(f"Subject: {written}\n\nx", utf8=utf8).text


def test_headers_end_at_the_first_blank_line() -> None:
    text = "A: 1\r\nb : 2\r\n 3\r\nA: 4\r\n\r\nC: 5"
    found = headers(text, 0, len(text))
    assert {name: place.of(text) for name, place in found.places.items()} == {"a": "1", "b": "2\r\n 3"}
    assert text[found.body :] == "C: 5"
    assert plain_value(text, found.places["b"]) == "2 3"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("A: 1\nno header\n", "no header\n"),
        ("\nx", "x"),
        ("A: 1", ""),
        ("A: 1\n--b\n", "--b\n"),
        ("From x 10:00\nA: 1\n\nx", "x"),
    ],
)
def test_or_at_the_first_line_that_is_none(text: str, body: str) -> None:
    assert text[headers(text, 0, len(text)).body :] == body


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Table 3", "Table 3"),
        ("  Table\n 3  ", "Table 3"),
        ("Table\n\t3", "Table\t3"),
        ("=?utf-8?q?Perch=C3=A9_no?=", "Perché no"),
        ("=?UTF-8?B?UGVyY2jDqQ==?=", "Perché"),
        ("Re: =?iso-8859-1?Q?Perch=E9?= no", "Re: Perché no"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?=\n =?utf-8?q?_b?=", "a b"),
        ("=?utf-8?q?a?= =?iso-8859-1?q?b?= c", "ab c"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=A8?=", "è"),
        ("=?utf-8?b?w6g=?= =?utf-8?q?x?=", "èx"),
        ("=?utf-8*it?q?=C3=A8?=", "è"),
        ("=?utf-8?q?a b?=", "a b"),
        ("=?nothing?=", "=?nothing?="),
        ("Perché", "Perché"),
        ("", ""),
    ],
)
def test_a_subject(written: str, text: str) -> None:
    assert subject(written) == text


def test_raw_bytes_are_utf8_where_they_can_be() -> None:
    assert subject("Perch\xc3\xa9", utf8=False) == "Perché"
    assert subject("Perch\xe9", utf8=False) == "Perché"


def test_a_charset_that_is_unknown_or_lies_is_an_error_with_its_place() -> None:
    with pytest.raises(InputError, match="unknown charset `klingon`") as caught:
        subject("a =?klingon?q?b?=")
    assert str(caught.value.place) == "m.eml:1:12"
    with pytest.raises(InputError, match="byte 0xe8 is no utf-8") as caught:
        subject("=?utf-8?q?a=E8b?=")
    assert str(caught.value.place) == "m.eml:1:21"


@given(words)
def test_each_code_point_of_a_subject_is_written_where_the_map_says(text: str) -> None:
    message = EmailMessage(SMTP)
    message["Subject"] = " ".join(text.split()) or "x"
    written = message.as_bytes().decode("latin-1")
    found = value(written, utf8=False)
    assert " ".join(found.text.split()) == " ".join(str(message["Subject"]).split())
    assert not isinstance(found.offsets, int)
    for at, char in enumerate(found.text):
        piece = written[found.offsets.start(at) : found.offsets.end(at)]
        assert stands_for(piece, char, "utf-8", utf8=False)


@given(words)
def test_older_software_writes_the_same(text: str) -> None:
    line = " ".join(text.split()) or "x"
    written = Header(line, "utf-8", header_name="Subject").encode()
    assert subject(written) == line


@pytest.mark.parametrize(
    ("lines", "content"),
    [
        ("Content-Type: text/HTML; charset=UTF-8", Content("text/html", "utf-8", "", False)),
        ("Content-Type: multipart/mixed;\n boundary=\"a b \"", Content("multipart/mixed", None, "a b", False)),
        ("Content-Disposition: attachment", Content(None, None, "", True)),
        ("Content-Type: text/plain; name=a.txt", Content("text/plain", None, "", True)),
        ("Content-Type: text/plain; charset*=utf-8''utf-8", Content("text/plain", "utf-8", "", False)),
        ("Content-Type: nonsense", Content("text/plain", None, "", False)),
        ("Content-Type: text/plain; a*=x; a*0*=y", Content(None, None, "", False)),
        ("X: y", Content(None, None, "", False)),
    ],
)  # fmt: skip
def test_what_a_part_is(lines: str, content: Content) -> None:
    assert content_of(lines, headers(lines, 0, len(lines))) == content


@pytest.mark.parametrize(
    ("written", "replacement", "expected"),
    [
        ("Table", "Chair, 2!", "Chair, 2!"), ("Table", "è", None), ("=?utf-8?q?a?=", "b", "b"), ("=?utf-8?q?a?=", "b c", None),
        ("=?utf-8?q?a?=", "", ""), ("=?utf-8?b?YQ==?=", "", None),
    ],
)  # fmt: skip
def test_a_replacement_is_written_only_where_it_means_itself(
    written: str, replacement: str, expected: str | None
) -> None:
    text = f"Subject: {written}\n\n"
    assert value_writer(text, headers(text, 0, len(text)).places["subject"])(replacement) == expected
