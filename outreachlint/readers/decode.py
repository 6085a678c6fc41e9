"""From a file's bytes to its Source."""

from __future__ import annotations

from outreachlint.errors import InputError, Place
from outreachlint.text.source import Source

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read. 10,000 messages of 100 words are about 8 MB; more is not a file of drafts."""

MAX_MESSAGE = 100_000
"""The longest message in code points. Fifty times an InMail; more is not a message."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(path: str, data: bytes) -> Source:
    """The text of a UTF-8 file, without its byte order mark.

    Raises InputError where the file is too large or not UTF-8 text; the place is that of the first bad byte.
    """
    if len(data) > MAX_BYTES:
        raise too_large(path, len(data))
    if data.startswith(_UTF16):
        raise InputError("the file is UTF-16, not UTF-8", Place(path, 1, 1), "save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _invalid(path, data, error.start) from None
    if text.startswith("\ufeff"):
        text = text[1:]
    at = text.find("\0")
    source = Source(path, text)
    if at >= 0:
        raise InputError("the file holds a NUL character; it is no text", _place(source, at))
    return source


def too_large(path: str, size: int) -> InputError:
    """The error for a file of `size` bytes, for callers that can tell without reading it."""
    return InputError(
        f"the file has {size / 1024 / 1024:.0f} MB; at most {MAX_BYTES // 1024 // 1024} MB are read",
        Place(path),
        "split it, or exclude it",
    )


def too_long(source: Source, offset: int, length: int) -> InputError:
    """The error for a message of `length` code points that starts at `offset`."""
    return InputError(
        f"the message has {length:,} characters; at most {MAX_MESSAGE:,} are linted", _place(source, offset)
    )


def _invalid(path: str, data: bytes, at: int) -> InputError:
    before = Source(path, data[:at].decode("utf-8").removeprefix("\ufeff"))
    place = _place(before, len(before.text))
    return InputError(f"byte 0x{data[at]:02x} is not valid UTF-8", place, "save the file as UTF-8")


def _place(source: Source, offset: int) -> Place:
    position = source.position(offset)
    return Place(source.path, position.line, position.column)
