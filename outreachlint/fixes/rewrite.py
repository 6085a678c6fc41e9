"""A file's bytes with edits made, and nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from outreachlint.diagnostics import Edit
from outreachlint.errors import FixError, InputError, Place
from outreachlint.findings import PlacedEdit
from outreachlint.fixes.edits import apply
from outreachlint.readers import Defaults, read
from outreachlint.readers.formats import format_of

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def rewritten(name: str, data: bytes, edits: Mapping[str, Sequence[PlacedEdit]], forced: str | None = None) -> bytes:
    """The bytes of a file called `name` with the edits made, which are by address.

    `forced` is the name of its format where that is not told by the file. A module of a format that is no text has a
    function `rewrite`; all others are decoded, edited and encoded as they were, byte order mark and line ends included.
    """
    module = _module(name, data, forced)
    if hasattr(module, "rewrite"):
        by_address = {
            address: [Edit(edit.span, edit.content) for edit in of_address] for address, of_address in edits.items()
        }
        result: bytes = module.rewrite(data, by_address)
        return result
    if edits.keys() - {""}:
        raise FixError("files of this format can't be written", Place(name))
    mark, encoding, errors = _encoding_of(module, data)
    text = apply(data[len(mark) :].decode(encoding, errors), edits.get("", ()))
    try:
        return mark + text.encode(encoding, errors)
    except UnicodeEncodeError as error:
        raise FixError(f"{encoding} has no {error.object[error.start]!r}", Place(name)) from None


def texts(name: str, data: bytes, defaults: Defaults) -> str | dict[str, str]:
    """The decoded text of a file called `name`; of a format that is no text, the texts of its messages by address."""
    module = _module(name, data, defaults.reading.format)
    if not hasattr(module, "rewrite"):
        mark, encoding, errors = _encoding_of(module, data)
        return data[len(mark) :].decode(encoding, errors)
    documents = [item for item in read(name, data, defaults) if not isinstance(item, InputError)]
    return {field.address: field.source.text for each in documents for field in each.fields if field.source}


def _module(name: str, data: bytes, forced: str | None) -> Any:
    """The module that reads a file."""
    chosen = format_of(name, BytesIO(data), forced)
    return __import__(f"outreachlint.readers.{chosen.module}", fromlist=["read"])


def _encoding_of(module: Any, data: bytes) -> tuple[bytes, str, str]:
    """The byte order mark of a text (it may be empty), its encoding, and how bytes that are no text come through.

    A module that decodes in its own way says so.
    """
    if hasattr(module, "encoding_of"):
        found: tuple[bytes, str, str] = module.encoding_of(data)
        return found
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding, "surrogateescape" if encoding == "utf-8" else "surrogatepass"
    return b"", "utf-8", "surrogateescape"
