"""The text of one mail as it was sent, with the way back to its file."""

from __future__ import annotations

import codecs
from io import BytesIO
from typing import BinaryIO

from outreachlint.errors import InputError
from outreachlint.readers.front_matter import place
from outreachlint.records import NamedTuple
from outreachlint.text.slices import SliceBuilder, SliceMap
from outreachlint.text.source import Source

_CHUNK = 1 << 20
_BOM = codecs.BOM_UTF8


class MailText(NamedTuple):
    """`text` is the mail, headers and all; `offsets` leads from it to its Source.

    Where the whole file is UTF-8, so is the mail (`utf8`): a code point is a character. Else it is read as
    ISO 8859-1: a code point is a byte, whatever the charsets of its parts.
    """

    text: str
    source: Source
    offsets: int | SliceMap
    utf8: bool

    def error(self, message: str, offset: int, hint: str | None = None) -> InputError:
        """The error for an offset of the text."""
        at = self.offsets + offset if isinstance(self.offsets, int) else self.offsets.start(offset)
        return InputError(message, place(self.source, at), hint)


class Decoded(NamedTuple):
    """A text, and where each code point of it is written in the text that it was decoded from."""

    text: str
    offsets: int | SliceMap

    def cut(self, start: int, end: int) -> Decoded:
        """A piece of it."""
        if isinstance(self.offsets, int):
            return Decoded(self.text[start:end], self.offsets + start)
        return Decoded(self.text[start:end], self.offsets.part(start, end))

    def within(self, outer: int | SliceMap) -> Decoded:
        """The same, its places those in the text around that text."""
        if not isinstance(self.offsets, int):
            return Decoded(self.text, self.offsets.within(outer))
        if isinstance(outer, int):
            return Decoded(self.text, outer + self.offsets)
        return Decoded(self.text, outer.part(self.offsets, self.offsets + len(self.text)))


def is_utf8(file: BinaryIO) -> bool:
    """Whether all of a file is UTF-8; the file is left at its start, behind a byte order mark."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid = True
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        valid = False
    file.seek(0)
    file.seek(len(_BOM) if valid and file.read(len(_BOM)) == _BOM else 0)
    return valid


def text_of(data: bytes, *, utf8: bool) -> str:
    """The text of a mail's bytes."""
    return data.decode("utf-8" if utf8 else "latin-1")


def splice(builder: SliceBuilder, piece: Decoded) -> None:
    """Add a decoded text to one that is put together, with its places."""
    if isinstance(piece.offsets, int):
        builder.written(piece.text, piece.offsets)
        return
    for each in piece.offsets.slices:
        text = piece.text[each.at : each.at + each.length]
        if each.made:
            builder.made(text, each.source, each.width)
        elif each.length == each.width:
            builder.written(text, each.source)
        else:
            builder.decoded(text, each.source, each.width)


def encoding_of(data: bytes) -> tuple[bytes, str, str]:
    """How a mail file is decoded: its byte order mark (it may be empty), the encoding, what is done about errors."""
    utf8 = is_utf8(BytesIO(data))
    mark = _BOM if utf8 and data.startswith(_BOM) else b""
    return mark, "utf-8" if utf8 else "latin-1", "strict"
