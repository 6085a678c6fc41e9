"""Mailbox files: mail by mail, with places in the whole file."""

from __future__ import annotations

import mailbox
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers import Defaults, mbox
from outreachlint.readers.decode import MAX_BYTES
from outreachlint.readers.facts import Reading
from outreachlint.text.source import Span

FROM = b"From mario@acme.example Tue Mar  3 10:00:00 2026\n"
HEAD = b"To: Ann <ann@x.example>\nSubject: Table 3\n"


def items(data: bytes) -> list[Document | InputError]:
    return list(mbox.read_bytes("sent.mbox", BytesIO(data), Defaults()))


def messages(data: bytes) -> list[Document]:
    found = items(data)
    assert all(isinstance(each, Document) for each in found), [str(each) for each in found]
    return [each for each in found if isinstance(each, Document)]


def texts(data: bytes) -> list[str]:
    return [found.fields[-1].text for found in messages(data)]


@pytest.mark.parametrize(
    "line",
    [
        FROM, b"From - Tue Mar  3 10:00:00 2026\n", b"From 178@xxx Tue Mar 03 10:00:00 +0000 2026\r\n",
        b"From MAILER-DAEMON Tue Mar  3 10:00 2026\n",
    ],
)  # fmt: skip
def test_a_mail_begins_with_a_from_line(line: bytes) -> None:
    assert texts(line + HEAD + b"\nOne\n\n" + line + HEAD + b"\nTwo\n") == ["One", "Two"]


@pytest.mark.parametrize("line", [b"From here on\n", b"From Ann at 10:00:\n"])
def test_a_line_of_the_text_is_none(line: bytes) -> None:
    assert texts(FROM + HEAD + b"\nOne\n" + line + b"\nTwo") == ["One\n" + line.decode() + "\nTwo"]
    assert len(texts(FROM + HEAD + b"\nOne\n\nFrom here on\n")) == 1


def test_positions_are_those_in_the_whole_file() -> None:
    data = FROM + HEAD + "\nPerché\n\n".encode() + FROM + HEAD + "\nPerché no\n".encode()
    second = messages(data)[1]
    at = second.text.index("no")
    assert second.position(at) == (11, 8)
    assert data.decode()[second.source.base + second.source_span(Span(at, at + 2)).start :] == "no\n"


def test_escaped_lines_lose_their_mark_and_keep_their_place() -> None:
    found = messages(FROM + HEAD + b"\n>From me\n>>From you\n> From\n>From=20x\n")[0]
    assert found.fields[-1].text == "From me\n>From you\n> From\n>From=20x"
    text = found.source.text
    assert [span.of(found.text) for span in found.unsent()] == [">From you\n> From\n>From=20x"]
    assert found.source_span(Span(found.text.index("From me"), found.text.index(" you"))).of(text) == "From me\n>>From"


def test_an_escaped_line_in_quoted_printable() -> None:
    head = HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n"
    found = messages(FROM + head + b"Hi\n>From =C3=A8 me\n")[0]
    assert found.fields[-1].text == "Hi\nFrom è me"
    at = found.text.index("è")
    assert found.source_span(Span(at, at + 1)).of(found.source.text) == "=C3=A8"


def test_a_broken_mail_does_not_stop_the_others() -> None:
    found = items(FROM + b"\n\n" + FROM + HEAD + b"Content-Type: image/png\n\nx\n\n" + FROM + HEAD + b"\nTwo\n")
    assert [str(each) for each in found[:2]] == [
        "sent.mbox:1:1: what begins here has no headers of a mail",
        "sent.mbox:4:1: the mail has no text",
    ]
    assert isinstance(found[2], Document)


@pytest.mark.parametrize("data", [b"", b"Hello", b"To: x\n\nHello"])
def test_another_file_is_refused(data: bytes) -> None:
    assert [str(each) for each in items(data)] == [
        "sent.mbox:1:1: the file does not begin as a mailbox does (with a line `From …`)"
    ]


def test_a_mail_that_is_too_long_is_passed_over_and_counted() -> None:
    long = FROM + HEAD + b"\n" + b"\xc3\xa8" * (MAX_BYTES // 2) + b"\r\n\rx\n\n"
    first, second = items(long + FROM + HEAD + b"\nTwo\n")
    assert str(first) == "sent.mbox:1:1: the mail has 20 MB; at most 20 MB are read (delete its attachments)"
    assert isinstance(second, Document)
    assert second.position(0) == (11, 10)
    assert second.source.base == len(long.decode())


class _Endless(RawIOBase):
    """A mailbox that is made as it is read."""

    def __init__(self, mails: int) -> None:
        self._mails = mails
        self._lines = self._made()

    def _made(self) -> Iterator[bytes]:
        for number in range(self._mails):
            yield from (FROM, HEAD.replace(b"3", b"%d" % number), b"\n", b"Hello Ann " * 3_000 + b"\n", b"\n")

    def read(self, size: int = -1) -> bytes:
        return FROM[:size] if size == 5 else b"".join(line for line, _ in zip(self._lines, range(50), strict=False))

    def readline(self, size: int | None = -1) -> bytes:
        return next(self._lines, b"")

    def seek(self, offset: int, whence: int = 0) -> int:
        self._lines = self._made()
        return 0


def test_memory_holds_one_mail_at_a_time() -> None:
    tracemalloc.start()
    numbers = count()
    for _, _item in zip(numbers, mbox.read_bytes("sent.mbox", _Endless(300), Defaults()), strict=False):  # type: ignore[arg-type]
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert next(numbers) > 300
    assert peak < 3_000_000


@given(st.lists(st.text(st.sampled_from("ab \n>Fé"), max_size=20).map("x{}\n".format), min_size=1, max_size=4))
def test_the_standard_librarys_mailboxes_are_read(tmp_path_factory: pytest.TempPathFactory, bodies: list[str]) -> None:
    path: Path = tmp_path_factory.mktemp("mbox") / "sent.mbox"
    box = mailbox.mbox(path)
    for body in bodies:
        box.add(HEAD + b"\n" + body.encode())
    box.close()
    data = path.read_bytes()
    found = messages(data)
    assert [each.fields[-1].text for each in found] == [body.rstrip() for body in bodies]
    text = data.decode()
    for each in found:
        offsets = each.fields[-1].offsets
        assert isinstance(offsets, int)
        assert text.startswith(each.fields[-1].text, each.source.base + offsets)


class TestSent:
    """What was sent is the owner's, whatever else the mailbox holds."""

    OWN = FROM + b"From: Mario <mario@acme.example>\n" + HEAD
    THEIRS = FROM + b"Received: by mx\nFrom: Ann <ann@x.example>\nTo: mario@acme.example\n"

    def sent(self, data: bytes, *me: str) -> list[Document | InputError]:
        defaults = Defaults(reading=Reading(sent=True, me=me))
        return list(mbox.read_bytes("all.mbox", BytesIO(data), defaults))

    def test_mails_of_others_are_passed_over_and_places_stay(self) -> None:
        data = self.THEIRS + b"\nPerch\xc3\xa9\n\n" + self.OWN + b"\nOne\n\n" + self.OWN + b"\nTwo\n"

        found = self.sent(data)

        assert [each.fields[-1].text for each in found if isinstance(each, Document)] == ["One", "Two"]
        assert isinstance(found[0], Document)
        at = found[0].source_span(Span(found[0].text.index("One"), len(found[0].text))).start + found[0].source.base
        assert data.decode()[at : at + 3] == "One"

    def test_of_drafts_all_are_read(self) -> None:
        assert len(items(self.THEIRS + b"\nOne\n\n" + self.OWN + b"\nTwo\n")) == 2

    def test_an_answer_before_makes_the_recipient_engaged(self) -> None:
        first = self.OWN + b"Message-ID: <1@acme>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n\nOne\n\n"
        answer = self.THEIRS + b"References: <1@acme>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\nYes\n\n"
        second = self.OWN + b"References: <1@acme> <2@x>\nDate: Wed, 4 Mar 2026 10:00:00 +0000\n\nTwo\n"

        found = [each for each in self.sent(second + b"\n" + first + answer) if isinstance(each, Document)]

        assert [each.context.relationship.value for each in found] == ["engaged", "stranger"]

    def test_a_mailbox_of_others_only_says_what_to_do(self) -> None:
        [error] = self.sent(self.THEIRS + b"\nOne\n", "mario@acme.example")

        assert (
            str(error) == "all.mbox: all mails in it are from somebody else (--me ADDRESS says which address is yours)"
        )
