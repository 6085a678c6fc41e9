"""`.html` drafts: one mail a file, as its reader sees it.

Front matter may stand above the HTML. The subject is the front matter's, else the `<title>`, which in a template for
mail says just that. HTML comments are no text and may hold directives. Markdown is not read inside. The channel is
`email` where nobody says otherwise. What can only be a page of a site is no mail, unless the format is forced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreachlint.comment_directives import comment_directives
from outreachlint.document import Directive, Document, Field
from outreachlint.errors import InputError, NoMessageError
from outreachlint.readers.facts import Defaults, Layers
from outreachlint.readers.front_matter import FrontMatter, parse, place
from outreachlint.readers.html_text import Page, Visible, read_page, replacement
from outreachlint.readers.message import build, front_matter_facts, own_directives
from outreachlint.readers.plain import entry_field
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Source, Span

# What no mail has: navigation, scripts from elsewhere, the roots of applications, and the tags of site generators.
_SITE = LazyPattern(
    r"<(?:nav|main)[\s>]|<script\s[^<>]{0,300}\bsrc\s*=|<div id=[\"']?(?:root|app|__next)[\"'>\s]"
    r"|\{\{-?\s*(?:define|block|partial|range)\s|\{\{-?\s*\.(?:Site|Page|Pages|Content|Permalink|RelPermalink)\b"
    r"|\{\{-?\s*(?:site|page)\.",
    re.I,
)


def read(source: Source, defaults: Defaults) -> Iterator[Document | InputError]:
    """The one message of an HTML file, or the reason why it can't be read."""
    try:
        yield _document(source, defaults)
    except InputError as error:
        yield error


def _document(source: Source, defaults: Defaults) -> Document:
    if defaults.reading.format is None and _SITE.get().search(source.text):
        raise NoMessageError(
            "this is a page of a site, no mail", place(source, 0), "--format html reads it all the same"
        )
    front = parse(source)
    start = front.end if front else 0
    page = _page(source, start)
    if not page.visible.text.strip():
        raise NoMessageError("there is no message text", place(source, start))
    subject = _subject(source, front, page, start)
    body = _field("text", page.visible, start)
    return build(
        source,
        [subject, body] if subject and subject.text else [body],
        front_matter_facts(source, front) if front else {},
        defaults,
        Layers(defaults),
        has_subject=True,
        directives=_directives(source, front, page, body, start),
    )


def _page(source: Source, start: int) -> Page:
    try:
        return read_page(source.text[start:])
    except InputError as error:
        raise InputError(error.message, place(source, start), error.hint) from None


def _subject(source: Source, front: FrontMatter | None, page: Page, start: int) -> Field | None:
    entry = front.entries.get("subject") if front else None
    if entry is not None:
        return entry_field(source, entry)
    return _field("subject", page.title, start) if page.title else None


def _field(name: str, seen: Visible, start: int) -> Field:
    return Field(name, seen.text, seen.offsets.within(start), seen.unsent, write=replacement, links=seen.links)


def _directives(source: Source, front: FrontMatter | None, page: Page, body: Field, start: int) -> list[Directive]:
    entry = front.entries.get("outreachlint") if front else None
    found = own_directives(source, entry.value, entry.span) if entry else []
    if not page.comments:
        return found
    from outreachlint.readers.html_sentences import Sentences

    comments = [Span(start + span.start, start + span.end) for span in page.comments]
    return found + comment_directives(source, comments, Sentences(source, body))
