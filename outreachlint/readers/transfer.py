"""How a mail's bytes are written in it (quoted-printable, base64) and what text they are: decoding with places.

Between the two steps a byte is a code point below 256.
"""

from __future__ import annotations

import codecs
import re
from base64 import b64decode
from collections.abc import Callable

from outreachlint.readers.mail_text import Decoded
from outreachlint.text.slices import SliceBuilder

PLAIN = ("", "7bit", "8bit", "binary")
"""Transfer encodings that write bytes as they are."""


class BadTextError(ValueError):
    """Bytes that can't be decoded; `offset` is that of the first in the text that was to be decoded."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


#: Python's codecs that are no charset of a mail, or take more than linear time.
_NO_CHARSETS = frozenset(["idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"])
#: Charsets in which a byte does not mean the same everywhere.
_SWITCHING = ("iso2022", "hz", "utf-7", "utf-16", "utf-32")
_QUOTED = re.compile(
    r"=(?P<byte>[0-9A-Fa-f]{2})|(?P<gone>=[ \t]*(?:\r?\n|\Z)|[ \t]+(?=\r?\n|\Z))"
    r"|[^= \t]+(?:[ \t]+[^= \t\r\n]+)*|[ \t]+|="
)
_QUOTED_WORD = re.compile(r"=(?P<byte>[0-9A-Fa-f]{2})|(?P<blank>_)|[^=_]+|=")
_BASE64 = re.compile("[A-Za-z0-9+/]+|=+")
_CHUNKS = re.compile("[\x00-\x7f]+|[\x80-\xff]+")
_SAFE_QUOTED = re.compile("[ -<>-~]")


def charset_name(charset: str) -> str | None:
    """The name by which Python knows a charset; None where it is none of a text."""
    try:
        codec = codecs.lookup(charset)
    except (LookupError, ValueError):
        return None
    if codec.name.replace("-", "_") in _NO_CHARSETS or not getattr(codec, "_is_text_encoding", True):
        return None
    return codec.name


def undo(text: str, start: int, end: int, encoding: str, *, utf8: bool) -> Decoded:
    """The bytes that a stretch of a mail stands for, by its transfer encoding (lower case).

    A code point outside ASCII is one byte, or where the mail is UTF-8 its bytes. What is no base64 is skipped, as RFC
    2045 wants. KeyError for an unknown encoding.
    """
    if encoding in PLAIN:
        if not utf8 or text[start:end].isascii():
            return Decoded(text[start:end], start)
        builder = SliceBuilder()
        _add_bytes(builder, text[start:end], start, utf8)
        return Decoded(builder.text(), builder.map(start))
    return {"quoted-printable": _unquoted, "base64": _from_base64}[encoding](text, start, end, utf8)


def undo_word(text: str, start: int, end: int, encoding: str, *, utf8: bool) -> Decoded:
    """The bytes of an encoded word of a header: what stands between its last two question marks, by `q` or `b`."""
    if encoding == "b":
        return _from_base64(text, start, end, utf8)
    builder = SliceBuilder()
    for match in _QUOTED_WORD.finditer(text, start, end):
        if match["byte"]:
            builder.decoded(chr(int(match["byte"], 16)), match.start(), 3)
        elif match["blank"]:
            builder.written(" ", match.start())
        else:
            _add_bytes(builder, match[0], match.start(), utf8)
    return Decoded(builder.text(), builder.map(start))


def _unquoted(text: str, start: int, end: int, utf8: bool) -> Decoded:
    builder = SliceBuilder()
    for match in _QUOTED.finditer(text, start, end):
        if match["byte"]:
            builder.decoded(chr(int(match["byte"], 16)), match.start(), 3)
        elif not match["gone"]:
            _add_bytes(builder, match[0], match.start(), utf8)
    return Decoded(builder.text(), builder.map(start))


def _add_bytes(builder: SliceBuilder, text: str, source: int, utf8: bool) -> None:
    """Add text that stands as it is, as bytes."""
    if not utf8 or text.isascii():
        builder.written(text, source)
        return
    for at, char in enumerate(text, source):
        if char.isascii():
            builder.written(char, at)
        else:
            builder.decoded(char.encode("utf-8").decode("latin-1"), at, 1)


def _from_base64(text: str, start: int, end: int, utf8: bool) -> Decoded:
    builder = SliceBuilder()
    waiting: list[int] = []  # where the characters stand that are not enough for three bytes
    for match in _BASE64.finditer(text, start, end):
        at, to = match.span()
        if match[0][0] == "=":
            if len(waiting) > 1:
                break
            continue
        while waiting and len(waiting) < 4 and at < to:
            waiting.append(at)
            at += 1
        if len(waiting) == 4:
            _add_quantum(builder, text, waiting, at)
            waiting = []
        whole = at + (to - at) // 4 * 4
        for quantum in range(at, whole, 4):
            data = b64decode(text[quantum : quantum + 4])
            builder.decoded(data.decode("latin-1"), quantum, 4)
        waiting += range(whole, to)
    if len(waiting) > 1:
        padding = 4 - len(waiting)
        last = waiting[-1] + 1
        _add_quantum(builder, text, waiting, last + padding if text.startswith("=" * padding, last) else last)
    return Decoded(builder.text(), builder.map(start))


def _add_quantum(builder: SliceBuilder, text: str, places: list[int], end: int) -> None:
    """Add the one to three bytes of two to four characters, which may stand apart."""
    data = b64decode("".join(text[at] for at in places) + "=" * (4 - len(places)))
    builder.decoded(data.decode("latin-1"), places[0], end - places[0])


def decode_charset(data: str, charset: str) -> Decoded:
    """The text of bytes by a charset that `charset_name` gave, with the place of each code point in the bytes.

    Raises BadTextError where they are none.
    """
    if data.isascii() and _keeps_ascii(charset):
        return Decoded(data, 0)
    try:
        if charset == "utf-8":
            return _from_utf8(data)
        if _is_single_byte(charset):
            return Decoded(data.encode("latin-1").decode(charset), 0)
    except UnicodeDecodeError as error:
        raise BadTextError(f"byte 0x{ord(data[error.start]):02x} is no {charset}", error.start) from None
    return _step_by_step(data, charset)


def _from_utf8(data: str) -> Decoded:
    data.encode("latin-1").decode("utf-8")  # so that an error has its place
    builder = SliceBuilder()
    for match in _CHUNKS.finditer(data):
        at = match.start()
        if match[0].isascii():
            builder.written(match[0], at)
            continue
        for char in match[0].encode("latin-1").decode("utf-8"):
            width = len(char.encode("utf-8"))
            builder.decoded(char, at, width)
            at += width
    return Decoded(builder.text(), builder.map())


def _step_by_step(data: str, charset: str) -> Decoded:
    """The text of bytes in a charset that takes several to a character, or switches between alphabets."""
    builder = SliceBuilder()
    decoder = codecs.getincrementaldecoder(charset)()
    begun = 0
    try:
        for at, byte in enumerate(data.encode("latin-1")):
            text = decoder.decode(bytes([byte]))
            if text:
                builder.decoded(text, begun, at + 1 - begun)
                begun = at + 1
        builder.decoded(decoder.decode(b"", True), begun, len(data) - begun)
    except UnicodeError:
        raise BadTextError(f"what begins here is no {charset}", begun) from None
    return Decoded(builder.text(), builder.map())


def _keeps_ascii(charset: str) -> bool:
    sample = "".join(map(chr, range(128)))
    try:
        return sample.encode("latin-1").decode(charset) == sample and not charset.startswith(_SWITCHING)
    except UnicodeError:
        return False


def _is_single_byte(charset: str) -> bool:
    return not charset.startswith(("utf", *_SWITCHING)) and len(bytes(range(256)).decode(charset, "replace")) == 256


def _quoted(text: str) -> str:
    """Bytes, each as one code point, in quoted-printable; a blank at the end would be lost where a line ends."""
    out = "".join(char if _SAFE_QUOTED.match(char) else f"={ord(char):02X}" for char in text)
    return f"{out[:-1]}=20" if out.endswith(" ") else out


def writer(encoding: str, charset: str, *, utf8: bool) -> Callable[[str], str | None]:
    """What writes replacement text in a part of such encodings; never in base64, of which no piece stands alone."""
    if encoding == "base64":
        return lambda text: None
    quoted = encoding == "quoted-printable"

    def write(text: str) -> str | None:
        if "\n" in text or "\r" in text:
            return None
        if text.isascii() and not quoted:
            return text if _keeps_ascii(charset) else None
        try:
            data = text.encode(charset)
        except UnicodeError:
            return None
        if quoted:
            return _quoted(data.decode("latin-1"))
        if encoding == "7bit" or (utf8 and charset != "utf-8"):
            return None
        return text if utf8 else data.decode("latin-1")

    return write
