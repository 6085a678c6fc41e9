"""What the readers' tests share."""

from __future__ import annotations

from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers import Defaults, read


def items(path: str, text: str | bytes, defaults: Defaults | None = None) -> list[Document | InputError]:
    """All that a file yields."""
    data = text if isinstance(text, bytes) else text.encode()
    return list(read(path, data, defaults or Defaults()))


def message(path: str, text: str | bytes, defaults: Defaults | None = None) -> Document:
    """The one message of a file."""
    (found,) = items(path, text, defaults)
    assert isinstance(found, Document), str(found)
    return found


def error(path: str, text: str | bytes) -> str:
    """The one error of a file, as the command line prints it."""
    (found,) = items(path, text)
    assert isinstance(found, InputError)
    return str(found)


def places(document: Document, offset: int) -> str:
    """The character of the file at an offset of the message's text."""
    field, inside = document.field_at(offset)
    return document.source.text[field.source_offset(inside)]
