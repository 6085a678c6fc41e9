"""`.txt` drafts and standard input: optional front matter, an optional subject line, the text; or several of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from outreachlint.document import Document, Fact, Field
from outreachlint.errors import InputError
from outreachlint.readers.drafts import Drafts, Part, front_matter_directives
from outreachlint.readers.facts import Defaults
from outreachlint.readers.front_matter import Entry, FrontMatter, parse, place
from outreachlint.readers.message import front_matter_facts
from outreachlint.records import NamedTuple
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

LABELS = "subject|oggetto|asunto|objet|betreff|assunto"
"""What stands before a subject, in six languages."""
SUBJECT = LazyPattern(rf"(?:{LABELS})[^\S\r\n]*:[^\S\r\n]*(?P<subject>[^\r\n]*)(?:\r?\n|\r|$)", re.I)
"""A line with a subject label."""

_ESCAPE = LazyPattern(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|[^\\]", re.S)


class Piece(NamedTuple):
    """A part of a text: from `start` (where its own words begin) to `end`, its title, and what it states of itself.

    `front` has offsets of the whole text; `facts` is where lines stand that state facts.
    """

    start: int
    end: int
    title: str | None = None
    front: FrontMatter | None = None
    facts: Span | None = None


class Parts(NamedTuple):
    """The pieces of a draft: its subject where it has one (it may be blank), and where the text starts."""

    subject: Field | None
    body: int


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a plain text file; an InputError in the place of one that can't be read."""
    try:
        front = parse(source)
        drafts = Drafts(source, front, defaults)
        yield from documents(drafts, front.end if front else 0, SUBJECT, plain_part)
    except InputError as error:
        yield error


def documents(
    drafts: Drafts, start: int, label: LazyPattern, part: Callable[[Drafts, Piece, bool], Part], *, marked: bool = False
) -> Iterator[Document | InputError]:
    """The Documents of the pieces of a text from an offset on, made of what `part` makes of each.

    `marked`: it is Markdown, where a row of `=` may be the mark of a heading. Raises InputError where the text can't be
    divided.
    """
    text = drafts.source.text
    separator = drafts.defaults.reading.separator
    pieces = [Piece(start, len(text))]
    if separator is not None or _has_rules(text):
        from outreachlint.readers.separators import divide

        pieces = divide(drafts.source, start, separator, label, underlined=marked)
    alone = len(pieces) == 1
    for piece in pieces:
        try:
            yield drafts.document(part(drafts, piece, alone), alone=alone)
        except InputError as error:
            yield error


def plain_part(drafts: Drafts, piece: Piece, alone: bool) -> Part:
    """What a piece of plain text says. Raises InputError."""
    source = drafts.source
    start = skip_blank(source.text, piece.start, piece.end)
    parts = split_subject(drafts, piece, start, SUBJECT, alone=alone)
    body = body_field(source, parts.body, piece.end)
    return Part(
        parts.subject, body, piece_facts(source, piece), {}, piece.title, front_matter_directives(source, piece.front)
    )


def piece_facts(source: Source, piece: Piece) -> dict[str, Fact]:
    """The facts that a piece states of itself. Raises InputError for a wrong one."""
    if piece.facts is not None:
        from outreachlint.readers.fact_lines import line_facts

        return line_facts(source, piece.facts, "front matter")
    return front_matter_facts(source, piece.front) if piece.front else {}


def split_subject(drafts: Drafts, piece: Piece, start: int, label: LazyPattern, *, alone: bool) -> Parts:
    """The subject from the front matter or from a labelled first line of a piece, which starts at a Source offset.

    Raises InputError where both name one, or the front matter's takes several lines. Of several pieces each may have a
    subject of its own in the place of the file's.
    """
    source = drafts.source
    own = piece.front.entries.get("subject") if piece.front else None
    entry = own or drafts.subject
    match = label.get().match(source.text, start, piece.end)
    if match is None:
        return Parts(entry_field(source, entry) if entry else None, start)
    if own is not None or (entry is not None and alone):
        raise InputError("the message has two subjects, here and in the front matter", place(source, start))
    subject = match["subject"].rstrip()
    body = skip_blank(source.text, match.end(), piece.end)
    return Parts(Field("subject", subject, match.start("subject")), body)


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
    from outreachlint.text.slices import SliceBuilder

    slices = SliceBuilder()
    for char, token in zip(entry.raw, tokens):
        slices.decoded(char, at + token.start(), len(token[0]))
    return Field("subject", entry.raw, slices.map())


def body_field(source: Source, start: int, end: int) -> Field:
    """The text from a Source offset to the last character before `end` that is no blank."""
    return Field("text", source.text[start:end].rstrip(), start)


def skip_blank(text: str, at: int, end: int) -> int:
    """The start of the first line from `at` on that is not blank (`end` where there is none before it)."""
    while at < end:
        following = text.find("\n", at, end)
        following = end if following < 0 else following + 1
        if text[at:following].strip():
            return at
        at = following
    return end


def _has_rules(text: str) -> bool:
    """Whether a text may hold a line that divides it."""
    return any(row in text for row in ("===", "---", "***", "___", "~~~", "###"))
