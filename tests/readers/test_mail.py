"""`.eml` files: what a mail says, and where each code point of it is written."""

from __future__ import annotations

import time
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.readers import Defaults
from outreachlint.readers.decode import MAX_MESSAGE
from outreachlint.readers.mail import encoding_of
from outreachlint.text.source import Span
from tests.readers.mails import (
    CHARSETS,
    ENCODINGS,
    HEAD,
    body,
    document,
    error,
    items,
    pieces,
    stands_for,
    with_text,
    words,
)
from tests.readers.reading import message

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"
SAID = "On Mon, 2 Mar 2026 at 10:00, Ann Lee <ann@x.example> wrote:"


def fields(found: Document) -> list[tuple[str, str]]:
    return [(field.name, field.text) for field in found.fields]


def older(found: Document) -> list[str]:
    return [span.of(found.text) for span in found.unsent()]


def written(found: Document, quote: str) -> str:
    """How the file writes a quote from the message."""
    at = found.text.index(quote)
    return found.source_span(Span(at, at + len(quote))).of(found.source.text)


def test_a_mail_is_its_subject_and_its_text() -> None:
    found = message("draft.eml", HEAD + b"Message-ID: <1@acme.example>\n\n\nHello Ann\n\n")
    assert fields(found) == [("subject", "Table 3"), ("text", "Hello Ann")]
    assert found.position(0) == (3, 10)
    assert found.position(len("Table 3") + 2) == (7, 1)
    assert (found.message_id, found.context.channel.value) == ("1@acme.example", "email")


def test_a_mail_without_a_subject_has_none() -> None:
    assert fields(document(b"To: a@x.example\n\nHello")) == [("text", "Hello")]
    assert fields(document(b"Subject: \nTo: a@x.example\n\nHello")) == [("text", "Hello")]


def test_the_places_of_a_reply() -> None:
    found = message(str(FIXTURES / "reply.eml"), (FIXTURES / "reply.eml").read_bytes())
    assert fields(found)[0] == ("subject", "Il caffè: perché no?")
    assert found.text.count("newsletter") == 2
    assert older(found) == [found.text[found.text.index("Inviato da iPhone") :]]
    assert written(found, "caffè: perché") == "caff=C3=A8=3A?= =?iso-8859-1?q?_perch=E9"
    assert written(found, "già iscritto alla newsletter") == "gi=C3=A0 iscritto alla =\nnewsletter"
    assert written(found, "newsletter \ndi Acme") == "newsletter=20\ndi Acme"
    assert (found.context.relationship.value, found.context.relationship.origin) == ("engaged", "quoted history")
    assert found.sent is not None
    assert (found.sent.thread, found.sent.to) == ("0@acme.example", "ann@x.example")


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (b"", b"Perch\xc3\xa9"),
        (b"Content-Type: text/plain\n", b"Perch\xc3\xa9"),
        (b"Content-Type: text/plain; charset=us-ascii\n", b"Perch\xc3\xa9"),
        (b"Content-Type: text/plain; charset=iso-8859-1\n", b"Perch\xe9"),
        (b"Content-Type: text/plain; charset=\"windows-1252\"\n", b"Perch\xe9"),
        (b"Content-Transfer-Encoding: Quoted-Printable\n", b"Perch=C3=\n=A9"),
        (b"Content-Type: text/plain; charset=cp1252\nContent-Transfer-Encoding: base64 \n", b"UGVy\nY2jp"),
    ],
)  # fmt: skip
def test_charsets_and_transfer_encodings(head: bytes, text: bytes) -> None:
    assert body(HEAD + head + b"\n" + text) == "Perché"


def test_a_file_that_is_not_utf8_counts_bytes() -> None:
    data = HEAD + b"Content-Type: text/plain; charset=iso-8859-1\n\n\xe8\xe8 Perch\xe9\n"
    found = document(data)
    assert found.position(found.text.index("P")) == (6, 4)
    assert encoding_of(data) == (b"", "latin-1", "strict")
    assert encoding_of(b"\xef\xbb\xbf" + HEAD) == (b"\xef\xbb\xbf", "utf-8", "strict")
    assert document(b"\xef\xbb\xbf" + HEAD + b"\nHello").position(0) == (3, 10)


@pytest.mark.parametrize(
    ("head", "text", "said"),
    [
        (b"", b"caff\xe8", "m.eml:5:5: byte 0xe8 is no utf-8 (the mail names no charset)"),
        (b"Content-Type: text/plain; charset=utf-8\n", b"caff\xe8",
         "m.eml:6:5: byte 0xe8 is no utf-8 (the mail says that its charset is utf-8)"),
        (b"Content-Transfer-Encoding: quoted-printable\n", b"caff=E8",
         "m.eml:6:5: byte 0xe8 is no utf-8 (the mail names no charset)"),
        (b"Content-Type: text/plain; charset=klingon\n", b"caff\xe8", "m.eml:4:15: unknown charset `klingon`"),
        (b"Content-Transfer-Encoding: x-uuencode\n", b"caff", "m.eml:4:28: unknown transfer encoding `x-uuencode`"),
        (b"", b"a\0b", "m.eml:5:2: the text holds a NUL character"),
        (b"Content-Transfer-Encoding: base64\n", b"!! no base64 $$", "m.eml:6:4: byte 0x9e is no utf-8 (the mail names no charset)"),
        (b"Content-Type: image/png\n", b"png", "m.eml:1:1: the mail has no text"),
        (b"Content-Type: multipart/mixed; boundary=b\n", b"no parts", "m.eml:1:1: the mail has no text"),
        (b"", b" \n", "m.eml:5:1: there is no message text"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_an_error_with_its_place(head: bytes, text: bytes, said: str) -> None:
    assert error(HEAD + head + b"\n" + text) == said


def test_an_unknown_charset_does_no_harm_to_ascii() -> None:
    assert body(HEAD + b"Content-Type: text/plain; charset=klingon\n\nHello") == "Hello"


@pytest.mark.parametrize("data", [b"", b"Hello\nAnn", b"\x89PNG\r\n\x1a\n" + bytes(range(256))])
def test_what_is_no_mail_is_an_error(data: bytes) -> None:
    assert error(data) == "m.eml:1:1: what begins here has no headers of a mail"


def test_html_is_read_as_it_is_seen() -> None:
    html = HEAD + b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    found = document(html + b'<p>Perch=C3=A9 <b>n=\no</b> &amp; s=C3=AC</p><a href=3D"https://t.example">x.example</a>')
    assert found.fields[-1].text == "Perché no & sì\n\nx.example"
    assert written(found, "Perché no & s") == "Perch=C3=A9 <b>n=\no</b> &amp; s"
    assert found.links() == [(Span(found.text.index("x.ex"), len(found.text)), "https://t.example")]


def test_html_says_itself_what_is_quoted() -> None:
    html = f"<div>No.</div><div class=gmail_quote><div>{SAID.replace('<', '&lt;')}</div><blockquote>Buy</blockquote></div><p>Mario"
    found = document(HEAD + b"Content-Type: text/html\n\n" + html.encode())
    assert older(found) == [f"{SAID}\n\nBuy"]
    assert found.context.relationship.value == "engaged"


def test_the_texts_of_several_parts_are_one_text() -> None:
    parts = b"--b\n\nHello\n--b\nContent-Type: image/png\n\npng\n--b\nContent-Type: text/html\n\n<p>Bye &amp; <i>so on</i>\n--b--\n"
    found = document(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts)
    assert found.fields[-1].text == "Hello\n\nBye & so on"
    assert written(found, "Bye & so") == "Bye &amp; <i>so"
    assert found.fields[-1].write is not None
    assert found.fields[-1].write("x") is None


def test_history_is_marked_and_its_words_are_kept() -> None:
    found = document(HEAD + f"\nNo.\n\n{SAID}\n> Buy\n> now\n\nMario".encode())
    assert older(found) == [f"{SAID}\n> Buy\n> now"]


def test_history_that_would_make_a_mail_too_long_is_left_out() -> None:
    quote = b"> buy now\n" * (MAX_MESSAGE // 10)
    assert body(HEAD + b"\nNo.\n\n" + SAID.encode() + b"\n" + quote) == "No."
    assert "at most 100,000 are linted" in error(HEAD + b"\n" + quote + b"No.")


def test_replacements_are_written_as_their_part_is() -> None:
    head = HEAD + b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    found = document(head + b"<p>x")
    writes = [field.write for field in found.fields]
    assert [write("a è & b") if write else None for write in writes] == [None, "a =C3=A8 &amp; b"]


def test_a_template_that_was_never_sent_keeps_its_tags() -> None:
    assert body(HEAD + b"X-Unsent: 1\nContent-Type: text/html\n\n<p>Hi {{first<b>_name</b>}},") == "Hi {{first_name}},"


policies = st.sampled_from(
    [SMTP, default, SMTP.clone(max_line_length=64), default.clone(max_line_length=200), SMTP.clone(utf8=True)]
)


@given(words, st.sampled_from(CHARSETS), st.sampled_from(ENCODINGS), policies, st.booleans())
def test_a_mail_reads_as_the_standard_library_does(
    text: str, charset: str, encoding: str, policy: EmailPolicy, alternative: bool
) -> None:
    made = with_text(text, charset, encoding, policy)
    expected = made.get_content().replace("\r\n", "\n").strip("\n")
    if alternative:
        made.add_alternative("<p>x", subtype="html")
    found = items(b"To: ann@x.example\r\n" + made.as_bytes())[0]
    if expected.strip():
        assert isinstance(found, Document)
        assert found.fields[-1].text.replace("\r\n", "\n").rstrip() == expected.lstrip("\n").rstrip()
    else:
        assert not isinstance(found, Document) or alternative


@given(words, st.sampled_from(CHARSETS), st.sampled_from(ENCODINGS), policies)
def test_each_code_point_is_written_where_the_map_says(
    text: str, charset: str, encoding: str, policy: EmailPolicy
) -> None:
    made = with_text("x" + text, charset, encoding, policy)
    made["Subject"] = " ".join(text.split()) or "x"
    data = made.as_bytes()
    found = document(data)
    utf8 = encoding_of(data)[1] == "utf-8"
    for field in found.fields:
        for char, piece in pieces(found, field):
            used = charset if field.name == "text" else "utf-8"
            assert char in "\r\n" or stands_for(piece, char, used, utf8=utf8)


@given(words, st.sampled_from(ENCODINGS), policies)
def test_so_it_is_in_html(text: str, encoding: str, policy: EmailPolicy) -> None:
    made = EmailMessage(policy)
    made["To"] = "ann@x.example"
    made.set_content("<p>x" + text.replace("&", "and").replace("<", "(") + "</p>", subtype="html", cte=encoding)
    found = document(made.as_bytes())
    for char, piece in pieces(found, found.fields[-1]):
        assert char in " \n" or stands_for(piece, char, "utf-8", utf8=True)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert len(items(HEAD + data)) == 1
    assert (
        len(
            items(
                HEAD + b"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n" + data
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"X-A: " + b"a" * 1_000_000 + b"\n\nhello",
        b"Subject: " + b"=?utf-8?q?a=C3=A8?= " * 50_000 + b"\n\nhello",
        b"Subject: " + b"=?utf-8?q?a=C3=A8?= " * 490 + b"\n\nhello",
        HEAD + b"Cc: " + b'"a" <a@b.c>, (' * 50_000 + b"\n\nhello",
        HEAD + b"References:" + b" <a@b>\n" * 100_000 + b"\nhello",
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"ab\ncd " * 100_000,
        HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * 90_000,
        HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b" " * 1_000_000 + b"x",
        HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=C3=A8" * 16_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"x",
        HEAD + b"\n" + b"x" * 2_000_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nhello\n" * 10_000,
    ],
)
def test_time_is_bounded_whatever_the_mail(data: bytes) -> None:
    began = time.perf_counter()
    assert len(items(data)) == 1
    assert time.perf_counter() - began < 20


def test_config_knows_better_than_headers() -> None:
    answer = HEAD + b"In-Reply-To: <1@x.example>\n\nHello"
    assert document(answer).context.touch == (2, "mail header")
    config = Defaults(config=[("config x", {"touch": 4})])
    assert document(answer, config).context.touch == (4, "config x")
    assert document(answer, Defaults(command_line={"touch": 1})).context.touch == (1, "command line")
