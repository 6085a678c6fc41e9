"""Files for the readers' tests, and proofs that a message's places are those of its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from outreachlint.document import Document, Field
from outreachlint.text.source import Span

FOLDER = Path(__file__).parent.parent / "fixtures" / "readers"


def fixture(name: str) -> str:
    """The text of a fixture, with its own line ends."""
    return (FOLDER / name).read_bytes().decode()


def written(document: Document, quote: str) -> str:
    """What stands in the file for the first place where a message has a quote."""
    at = document.text.index(quote)
    field, start = document.field_at(at)
    source = field.source or document.source
    return field.source_span(Span(start, start + len(quote))).of(source.text)


def replaced(document: Document, quote: str, other: str) -> str:
    """The file with another text in the place of a quote, written as its format wants it."""
    at = document.text.index(quote)
    field, start = document.field_at(at)
    text = (field.source or document.source).text
    span = field.source_span(Span(start, start + len(quote)))
    write: Callable[[str], str | None] | None = field.write
    content = other if write is None else write(other)
    assert content is not None
    return text[: span.start] + content + text[span.end :]


def texts(document: Document) -> dict[str, str]:
    """The fields of a message by name."""
    return {field.name: field.text for field in document.fields}


def body(document: Document) -> Field:
    """The field of the text."""
    return document.fields[-1]
