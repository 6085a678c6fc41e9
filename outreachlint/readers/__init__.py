"""From a file's bytes to its messages."""

from __future__ import annotations

from collections.abc import Iterator
from os import SEEK_END
from typing import Any, BinaryIO

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers.decode import MAX_BYTES, decode, too_large
from outreachlint.readers.facts import Defaults
from outreachlint.readers.formats import format_of

__all__ = ["Defaults", "read"]


def read(path: str, file: BinaryIO | bytes, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of one file, in order; an InputError in the place of one that can't be read.

    `file` is open for bytes, seekable and at its start, or those bytes. The format is that of `defaults.reading`, else
    the one that the ending of `path` and the file's first bytes tell.
    """
    if isinstance(file, bytes):
        from io import BytesIO

        file = BytesIO(file)
    try:
        chosen = format_of(path, file, defaults.reading.format)
        reader: Any = __import__(f"outreachlint.readers.{chosen.module}", fromlist=["read"])
        if chosen.binary:
            yield from reader.read_bytes(path, file, defaults)
        else:
            size = file.seek(0, SEEK_END)
            if size > MAX_BYTES:
                raise too_large(path, size)
            file.seek(0)
            yield from reader.read(decode(path, file.read()), defaults)
    except InputError as error:
        yield error
