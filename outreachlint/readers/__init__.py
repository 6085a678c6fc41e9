"""From a file's bytes to its messages."""

from __future__ import annotations

from collections.abc import Iterator

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers.decode import decode
from outreachlint.readers.facts import Defaults

EXTENSIONS = (".txt", ".md", ".markdown", ".jsonl", ".ndjson")
"""The endings of the files that are drafts."""

__all__ = ["EXTENSIONS", "Defaults", "read"]


def read(path: str, data: bytes, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of one file, in order; an InputError in the place of one that can't be read.

    The ending of `path` decides how: `.md`, `.markdown`, `.jsonl` and `.ndjson` as such, all else as plain text.
    """
    try:
        source = decode(path, data)
    except InputError as error:
        yield error
        return
    ending = path[path.rfind(".") :].lower() if "." in path else ""
    if ending in (".md", ".markdown"):
        from outreachlint.readers import markdown as reader
    elif ending in (".jsonl", ".ndjson"):
        from outreachlint.readers import jsonl as reader  # type: ignore[no-redef]
    else:
        from outreachlint.readers import plain as reader  # type: ignore[no-redef]
    yield from reader.read(source, defaults)
