"""`.txt` drafts and standard input: optional front matter, an optional subject line, the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from outreachlint.document import Directive, Document, Field
from outreachlint.errors import InputError
from outreachlint.readers.facts import Defaults, Layers
from outreachlint.readers.front_matter import Entry, FrontMatter, parse, place
from outreachlint.readers.message import build, front_matter_facts, own_directives
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source

LABELS = "subject|oggetto|asunto|objet|betreff|assunto"
_SUBJECT = LazyPattern(rf"(?:{LABELS})[^\S\r\n]*:[^\S\r\n]*(?P<subject>[^\r\n]*)(?:\r?\n|\r|$)", re.I)
_ESCAPE = LazyPattern(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|[^\\]", re.S)


class Parts(NamedTuple):
    """The pieces of a draft: its subject where it has one (it may be blank), and where the text starts."""

    subject: Field | None
    body: int


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The one message of a plain text file, or the reason why it can't be read."""
    try:
        front = parse(source)
        start = skip_blank(source.text, front.end if front else 0)
        parts = split_subject(source, start, front, _SUBJECT)
        yield assemble(source, front, parts, body_field(source, parts.body), defaults)
    except InputError as error:
        yield error


def assemble(
    source: Source,
    front: FrontMatter | None,
    parts: Parts,
    body: Field,
    defaults: Defaults,
    directives: Sequence[Directive] = (),
) -> Document:
    """The Document of a draft with these parts. Raises InputError."""
    own = front_matter_facts(source, front) if front else {}
    found = list(directives)
    entry = front.entries.get("outreachlint") if front else None
    if entry is not None:
        found = own_directives(source, entry.value, entry.span) + found
    fields = [parts.subject, body] if parts.subject is not None and parts.subject.text else [body]
    return build(
        source, fields, own, defaults, Layers(defaults), has_subject=parts.subject is not None, directives=found
    )


def split_subject(source: Source, start: int, front: FrontMatter | None, label: LazyPattern) -> Parts:
    """The subject from the front matter or from a labelled first line that starts at a Source offset.

    Raises InputError where both name one, or the front matter's takes several lines.
    """
    entry = front.entries.get("subject") if front else None
    match = label.get().match(source.text, start)
    if match is None:
        return Parts(entry_field(source, entry) if entry else None, start)
    if entry is not None:
        raise InputError("the message has two subjects, here and in the front matter", place(source, start))
    subject = match["subject"].rstrip()
    return Parts(Field("subject", subject, match.start("subject")), skip_blank(source.text, match.end()))


def entry_field(source: Source, entry: Entry) -> Field:
    """The subject that a front matter's entry holds, with its offsets. Raises InputError for more than one line."""
    written = entry.span.of(source.text)
    if entry.raw is None or "\n" in written.rstrip() or "\r" in written.rstrip() or "\n" in entry.raw:
        raise InputError("subject takes one line of text", place(source, entry.span.start))
    if written[:1] not in ("'", '"'):
        return Field("subject", entry.raw, entry.span.start)
    inner, at = written[1:-1], entry.span.start + 1
    if inner == entry.raw:
        return Field("subject", entry.raw, at)
    tokens = _ESCAPE.get().finditer(inner) if written[0] == '"' else re.finditer("''|[^']", inner)
    offsets = [at + token.start() for token in tokens]
    return Field("subject", entry.raw, [*offsets, at + len(inner)])


def body_field(source: Source, start: int) -> Field:
    """The text from a Source offset to the last character that is no blank."""
    return Field("text", source.text[start:].rstrip(), start)


def skip_blank(text: str, at: int) -> int:
    """The start of the first line from `at` on that is not blank (the text's end where there is none)."""
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        if text[at:end].strip():
            return at
        at = end
    return len(text)
