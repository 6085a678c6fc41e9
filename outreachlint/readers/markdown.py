"""`.md` drafts: like plain text, but HTML comments are notes that are not sent, and may hold directives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreachlint.document import Directive, Document, Field
from outreachlint.errors import InputError
from outreachlint.readers.facts import Defaults
from outreachlint.readers.front_matter import parse
from outreachlint.readers.plain import LABELS, assemble, body_field, skip_blank, split_subject
from outreachlint.suppress import COMMENT, comment_directives
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

_SUBJECT = LazyPattern(
    rf"(?P<bold>\*\*|__)?(?:{LABELS})[^\S\r\n]*"
    r"(?(bold)(?::[^\S\r\n]*(?P=bold)|(?P=bold)[^\S\r\n]*:)|:)"
    r"[^\S\r\n]*(?P<subject>[^\r\n]*)(?:\r?\n|\r|$)",
    re.I,
)
_CODE = LazyPattern(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)|\Z)|(?P<tick>`+)[^`\n]+(?P=tick)", re.M | re.S)


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The one message of a Markdown file, or the reason why it can't be read."""
    try:
        front = parse(source)
        comments = _comments(source.text, front.end if front else 0)
        start = _first_words(source.text, front.end if front else 0, comments)
        parts = split_subject(source, start, front, _SUBJECT)
        body = body_field(source, _first_words(source.text, parts.body, comments))
        unsent = tuple(
            Span(comment.start - body_start, min(comment.end - body_start, len(body.text)))
            for body_start in [body.source_offset(0)]
            for comment in comments
            if comment.start >= body_start
        )
        directives: list[Directive] = []
        for comment in comments:
            directives += comment_directives(comment.of(source.text), comment.start)
        yield assemble(source, front, parts, Field("text", body.text, body.offsets, unsent), defaults, directives)
    except InputError as error:
        yield error


def _comments(text: str, start: int) -> list[Span]:
    """The HTML comments from an offset on, but those shown as code."""
    if "<!--" not in text:
        return []
    code = [Span(*match.span()) for match in _CODE.get().finditer(text, start)]
    spans = [Span(*match.span()) for match in COMMENT.finditer(text, start)]
    return [span for span in spans if not any(c.start <= span.start and span.end <= c.end for c in code)]


def _first_words(text: str, at: int, comments: list[Span]) -> int:
    """The first line from `at` on that is neither blank nor inside a comment."""
    at = skip_blank(text, at)
    for comment in comments:
        if comment.start < at or text[at : comment.start].strip():
            continue
        at = comment.end
        at = skip_blank(text, at) if not text[at : text.find("\n", at) + 1 or len(text)].strip() else at
    return at
