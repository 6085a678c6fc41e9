"""A message as the signals see it: a Document, the View of its text, and the template that it comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreachlint.document import Document, Field
from outreachlint.errors import InputError, Place
from outreachlint.text.patterns import LazyPattern
from outreachlint.text.source import Span
from outreachlint.text.view import View, build_view

if TYPE_CHECKING:
    from outreachlint.text.slices import SliceBuilder, SliceMap
    from outreachlint.text.template.dialects import Dialect
    from outreachlint.text.template.nodes import Template, TemplateError

_CURLY = LazyPattern(r"\{[%#]|\{\{[~-]?\s*(?:[#^!>/]|els)|@if\(", re.IGNORECASE)
_PERCENT = ("%IF ", "%/IF%", "%ELSE", "%%[")

MOST_OPEN = 200
"""Each brace without a partner is a finding (OL604); more than so many are no slip in a template."""


class Analysis:
    """A Document with its View, made once a message and shared by all rules.

    The Document of a template's variant has a text that a recipient may get; `written` is then the Analysis of the
    message as it is written, else the Analysis itself.
    """

    __slots__ = ("_map", "_template", "_view", "_written", "document")

    def __init__(self, document: Document, written: Analysis | None = None, way_back: SliceMap | None = None) -> None:
        self.document = document
        self._written = written
        self._map = way_back
        self._view: View | None = None
        self._template: Template | None = None

    @property
    def view(self) -> View:
        """The View of the Document's text."""
        if self._view is None:
            document = self.document
            self._view = build_view(
                document.text, subject=document.field_span("subject"), unsent=document.unsent(), lang=document.lang
            )
        return self._view

    @property
    def written(self) -> Analysis:
        """The Analysis of the message as it is written."""
        return self if self._written is None else self._written

    @property
    def declared(self) -> Dialect | None:
        """The dialect that the message's facts name."""
        name = self.document.context.template.value
        if name is None:
            return None
        from outreachlint.text.template.dialects import BY_NAME

        return BY_NAME[name]

    @property
    def dialect(self) -> Dialect | None:
        """The dialect that is declared, else the one that the message as it is written shows."""
        if self._written is not None:
            return self._written.template.dialect
        from outreachlint.text.template.detect import detect

        return self.declared or detect(self.document.text)

    @property
    def template(self) -> Template:
        """The Document's text, parsed. TemplateError where its groups are too deep."""
        if self._template is None:
            from outreachlint.text.template.parse import parse

            document = self.document
            ends, at = [], 0
            for field in document.fields[:-1]:
                ends.append(at + len(field.text))
                at += len(field.text) + 2
            known = self._view.masks if self._view is not None else None
            self._template = parse(document.text, self.dialect, unsent=document.unsent(), breaks=ends, masks=known)
        return self._template

    def to_written(self, span: Span) -> Span:
        """The span of the text as it is written that a span of this text comes from."""
        return span if self._map is None else self._map.span(span)

    def to_written_piece(self, span: Span) -> Span | None:
        """The same where the span is written in one piece, so that it can be replaced; else None."""
        if self._map is None:
            return span
        pieces = self._map.spans(span)
        if not pieces:
            return None if pieces is None else self._map.span(span)
        return pieces[0] if len(pieces) == 1 else None


def analyses_of(document: Document) -> list[Analysis]:
    """The Analyses of the texts that a message may become: one for each variant of a template, else the message's own.

    Raises InputError, with its place, for a template with too many branches or groups too deep, or too many left open.
    """
    if "{" in document.text:
        _refuse_open(document)
    written = Analysis(document)
    if not may_vary(document.text):
        return [written]
    from outreachlint.text.template.nodes import TemplateError
    from outreachlint.text.template.variants import count

    try:
        template = written.template
        if template.is_plain:
            return [written]
        found = [_variant(written, number) for number in range(count(template))]
    except TemplateError as error:
        raise _input_error(document, error) from None
    sent = [each for each in found if any(field.text.strip() for field in each.document.fields)]
    return sent or found[:1]


def _refuse_open(document: Document) -> None:
    """Raise InputError for a message with more than MOST_OPEN braces that are never closed: no template at all."""
    missing = document.text.count("{") - document.text.count("}")
    if missing > MOST_OPEN:
        position = document.position(document.text.index("{"))
        raise InputError(
            f"{missing:,} braces are never closed; with more than {MOST_OPEN} a message is not read as a template",
            Place(document.source_of(Span(0, 0)).path, position.line, position.column),
            "close them, or take them out",
        )


def may_vary(text: str) -> bool:
    """Whether a text may hold groups, commands or comments of a template; a fast answer, no for most messages."""
    if "{" in text and ("|" in text or _CURLY.get().search(text)):
        return True
    return "*|" in text or ("%" in text and any(mark in text for mark in _PERCENT))


def _input_error(document: Document, error: TemplateError) -> InputError:
    position = document.position(error.span.start)
    path = document.source_of(error.span).path
    return InputError(error.message, Place(path, position.line, position.column), error.hint)


def _variant(written: Analysis, number: int) -> Analysis:
    """The Analysis of one of a template's texts."""
    from outreachlint.text.slices import SliceBuilder
    from outreachlint.text.template.variants import emit

    base, builder = written.document, SliceBuilder()
    bounds: list[Span] = []
    at = 0
    for field in base.fields:
        if at:
            builder.written("\n\n", at - 2)
        start = len(builder)
        emit(written.template, number, Span(at, at + len(field.text)), builder)
        bounds.append(Span(start, len(builder)))
        at += len(field.text) + 2
    document = Document(
        base.source,
        _fields(base.fields, builder, bounds),
        base.context,
        base.lang,
        lang_origin=base.lang_origin,
        message_id=base.message_id,
        step=base.step,
        sent=base.sent,
    )
    return Analysis(document, written, builder.map(empty=0))


def _fields(fields: Sequence[Field], builder: SliceBuilder, bounds: Sequence[Span]) -> list[Field]:
    """The fields of a variant: their texts, where each is written, and the links that are left in it."""
    whole, text = builder.map(), builder.text()
    out = []
    begin = 0
    for field, bound in zip(fields, bounds):
        own = whole.part(bound.start, bound.end).within(-begin)
        links = [(moved, address) for span, address in field.links if (moved := _moved(own, span)) is not None]
        out.append(
            field._replace(
                text=bound.of(text), offsets=own.within(field.offsets), unsent=(), links=tuple(links), write=None
            )
        )
        begin += len(field.text) + 2
    return out


def _moved(way_back: SliceMap, span: Span) -> Span | None:
    """Where a span of what is written stands in a variant's field; None where it is cut or left out."""
    slices = way_back.slices
    at = bisect_right(slices, span.start, key=lambda each: each.source) - 1
    if at < 0 or span.end > slices[at].source + slices[at].width:
        return None
    start = slices[at].at + span.start - slices[at].source
    return Span(start, start + span.end - span.start)
