"""`.md` drafts: like plain text, but HTML comments are notes that are not sent, and may hold directives.

A file with headings or labels may be a catalogue of messages: `readers.catalogue`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial

from outreachlint.comment_directives import comment_directives, file_directives
from outreachlint.document import Document
from outreachlint.errors import InputError
from outreachlint.readers.drafts import Drafts, Part, front_matter_directives
from outreachlint.readers.facts import Defaults
from outreachlint.readers.front_matter import parse
from outreachlint.readers.plain import LABELS, Piece, body_field, documents, piece_facts, skip_blank, split_subject
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

SUBJECT = LazyPattern(
    rf"(?P<bold>\*\*|__)?(?:{LABELS})[^\S\r\n]*"
    r"(?(bold)(?::[^\S\r\n]*(?P=bold)|(?P=bold)[^\S\r\n]*:)|:)"
    r"[^\S\r\n]*(?P<subject>[^\r\n]*)(?:\r?\n|\r|$)",
    re.I,
)
"""A line with a subject label, in bold or not."""

# A catalogue has headings, or labels and something fenced or quoted below them, or bold lines.
_HEADING = LazyPattern(r"^ {0,3}(?:\#{1,6}[ \t]|=+[ \t]*$)", re.M)
_ENCLOSED = LazyPattern(r"^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:`{3}|~{3}|>)", re.M)
_BOLD_LINE = LazyPattern(r"^[^\w\n*]{0,8}(?:\*\*|__)[^*_\n]{1,80}(?:\*\*|__):?[ \t]*\r?$", re.M)
_LABEL = LazyPattern(rf"^[^\w\n]{{0,8}}(?:\*\*|__)\w|^[^\w\n]{{0,8}}(?:{LABELS})\b", re.M | re.I)


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The messages of a Markdown file; an InputError in the place of one that can't be read."""
    try:
        front = parse(source)
        drafts = Drafts(source, front, defaults)
        start = front.end if front else 0
        hidden = _comments(source.text, start)
        drafts.for_all(file_directives(source, hidden))
        if _may_be_catalogue(source.text, start):
            from outreachlint.readers.catalogue import read_catalogue

            found = read_catalogue(drafts, start, hidden)
            if found is not None:
                yield from found
                return
        yield from documents(drafts, start, SUBJECT, partial(_piece_part, hidden), marked=True)
    except InputError as error:
        yield error


def _may_be_catalogue(text: str, start: int) -> bool:
    if _HEADING.get().search(text, start) or "<summary" in text:
        return True
    bold = _BOLD_LINE.get().search(text, start)
    if bold is not None and _BOLD_LINE.get().search(text, bold.end()):
        return True
    return bool(_ENCLOSED.get().search(text, start) and _LABEL.get().search(text, start))


def _piece_part(hidden: Sequence[Span], drafts: Drafts, piece: Piece, alone: bool) -> Part:
    """What a piece of Markdown says that is no catalogue. Raises InputError."""
    source = drafts.source
    inside = hidden[bisect_left(hidden, (piece.start,)) : bisect_left(hidden, (piece.end,))]
    start = _first_words(source.text, piece.start, piece.end, inside)
    parts = split_subject(drafts, piece, start, SUBJECT, alone=alone)
    body = body_field(source, _first_words(source.text, parts.body, piece.end, inside), piece.end)
    directives = front_matter_directives(source, piece.front) + comment_directives(source, inside)
    body = body._replace(unsent=unsent(inside, body.source_offset(0), len(body.text)))
    return Part(parts.subject, body, piece_facts(source, piece), {}, piece.title, directives)


def unsent(hidden: Sequence[Span], start: int, length: int) -> tuple[Span, ...]:
    """The spans in a text that starts at a Source offset which comments, by their Source offsets in order, take up."""
    end = start + length
    return tuple(
        Span(comment.start - start, min(comment.end - start, length))
        for comment in hidden[bisect_left(hidden, (start,)) : bisect_left(hidden, (end,))]
    )


def _comments(text: str, start: int) -> list[Span]:
    """The HTML comments from an offset on, but those shown as code."""
    if "<!--" not in text:
        return []
    from outreachlint.readers.markdown_blocks import comments

    return comments(text, start)


def _first_words(text: str, at: int, end: int, hidden: Sequence[Span]) -> int:
    """The first line from `at` on, before `end`, that is neither blank nor inside a comment."""
    at = skip_blank(text, at, end)
    for comment in hidden[bisect_left(hidden, (at,)) :]:
        if text[at : comment.start].strip():
            break
        at = comment.end
        line_end = text.find("\n", at, end) + 1 or end
        at = skip_blank(text, at, end) if not text[at:line_end].strip() else at
    return min(at, end)
