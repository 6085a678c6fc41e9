"""Mailbox files (mbox): every mail, one after the other; memory holds one at a time.

A mail begins with a line `From … 10:21:07 2026` (any line that begins with `From ` and holds a time) at the start or
behind a blank line. A line of the text that would look like one has a `>` before it, which is taken away again
(mboxrd). Positions are those in the whole file, read as `mail` reads one.

Where what was sent is asked for, mails that others wrote are passed over; `mail_owner` tells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from outreachlint.document import Document
from outreachlint.errors import InputError, NoMessageError, Place
from outreachlint.readers.decode import MAX_BYTES
from outreachlint.readers.facts import Defaults
from outreachlint.readers.mail import document, values_of
from outreachlint.readers.mail_header import headers
from outreachlint.readers.mail_owner import HEADERS, Mailbox
from outreachlint.readers.mail_text import MailText, encoding_of, is_utf8, text_of
from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceBuilder, SliceMap
from outreachlint.text.source import Source

__all__ = ["encoding_of", "read_bytes"]

_FROM = re.compile(rb"From [^\r\n]{0,300}\b\d\d?:\d\d[^\r\n]{0,100}\r?\n")
_ESCAPED = re.compile(r"^>+From ", re.MULTILINE)
_BLANK = re.compile(rb"\n\r?\n")
_CHUNK = 1 << 16
_CONTINUATION = bytes(range(0x80, 0xC0))


class _Raw(NamedTuple):
    """The bytes of one mail (None where they are too many), the number of its first line, and what is before it."""

    data: bytes | None
    line: int
    base: int
    size: int


def read_bytes(path: str, file: BinaryIO, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a mailbox, in order; an InputError in the place of one that can't be read."""
    utf8 = is_utf8(file)
    if file.read(5) != b"From ":
        yield InputError("the file does not begin as a mailbox does", Place(path, 1, 1), "with a line `From …`")
        return
    file.seek(-5, 1)
    mailbox = _mailbox(file, utf8, defaults.reading.me) if defaults.reading.sent else None
    written = others = 0
    for raw in _split(file, utf8):
        if raw.data is None:
            size = raw.size / 1024 / 1024
            message = f"the mail has {size:.0f} MB; at most {MAX_BYTES // 1024 // 1024} MB are read"
            yield InputError(message, Place(path, raw.line, 1), "delete its attachments")
            continue
        answered = False
        if mailbox is not None:
            values = values_of(_head(raw.data, utf8), HEADERS)
            if not mailbox.is_own(values):
                others += 1
                continue
            answered = mailbox.is_answered(values)
        written += 1
        source = Source(path, text_of(raw.data, utf8=utf8), line=raw.line, base=raw.base)
        try:
            yield document(_unescaped(source, utf8), defaults, answered=answered)
        except InputError as error:
            yield error
    if others and not written:
        hint = "--me ADDRESS says which address is yours"
        yield NoMessageError("all mails in it are from somebody else", Place(path), hint)


def _mailbox(file: BinaryIO, utf8: bool, stated: Sequence[str]) -> Mailbox:
    """What the headers of all mails tell; the file is left where it was."""
    start = file.tell()
    mails = (values_of(_head(raw.data, utf8), HEADERS) for raw in _split(file, utf8) if raw.data is not None)
    mailbox = Mailbox(mails, stated)
    file.seek(start)
    return mailbox


def _head(data: bytes, utf8: bool) -> str:
    """The headers of a mail."""
    blank = _BLANK.search(data)
    return text_of(data[: blank.start()] if blank else data, utf8=utf8)


def _split(file: BinaryIO, utf8: bool) -> Iterator[_Raw]:
    mail = _Collector(1, 0, utf8)
    at_start = blank = True  # of a line; whether the line before is blank
    while chunk := file.readline(_CHUNK):
        if at_start and blank and mail.size and _FROM.match(chunk):
            yield mail.raw()
            mail = _Collector(mail.line + mail.lines, mail.base + mail.points, utf8)
        mail.add(chunk)
        blank = at_start and not chunk.strip(b"\r\n")
        at_start = chunk.endswith(b"\n")
    yield mail.raw()


class _Collector:
    """The bytes of a mail as they come, counted."""

    def __init__(self, line: int, base: int, utf8: bool) -> None:
        self.line = line
        self.base = base
        self.size = self.lines = self.points = 0
        self._utf8 = utf8
        self._pieces: list[bytes] = []
        self._ends_in_return = False

    def add(self, chunk: bytes) -> None:
        """Take in some bytes; past the limit they are only counted."""
        self.size += len(chunk)
        # a line ends at LF, at CRLF, and at a CR alone
        self.lines += chunk.count(b"\n") + chunk.count(b"\r") - chunk.count(b"\r\n")
        self.lines -= self._ends_in_return and chunk.startswith(b"\n")
        self._ends_in_return = chunk.endswith(b"\r")
        self.points += len(chunk.translate(None, _CONTINUATION)) if self._utf8 else len(chunk)
        if self.size <= MAX_BYTES:
            self._pieces.append(chunk)
        else:
            self._pieces.clear()

    def raw(self) -> _Raw:
        """The mail."""
        data = b"".join(self._pieces) if self.size <= MAX_BYTES else None
        return _Raw(data, self.line, self.base, self.size)


def _unescaped(source: Source, utf8: bool) -> MailText:
    """A mail without the `>` that the mailbox put before lines that begin with `From `."""
    text = source.text
    start = headers(text, 0, len(text)).body
    escaped = [match.start() for match in _ESCAPED.finditer(text, start)]
    offsets: int | SliceMap = 0
    if escaped:
        builder = SliceBuilder()
        at = 0
        for mark in escaped:
            builder.written(text[at:mark], at)
            at = mark + 1
        builder.written(text[at:], at)
        text, offsets = builder.text(), builder.map()
    return MailText(text, source, offsets, utf8)
