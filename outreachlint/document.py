"""One message to lint: its fields, their places in the file, and what is known about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from outreachlint.records import NamedTuple
from outreachlint.text.source import Position, Source, Span
from outreachlint.text.template import names

if TYPE_CHECKING:
    from datetime import datetime

    from outreachlint.text.slices import SliceMap

CHANNELS = ("connection-note", "inmail", "message", "group-post", "comment", "email")
RELATIONSHIPS = ("stranger", "connected", "engaged", "customer")
PURPOSES = ("commercial", "recruiting", "research", "personal", "charity", "service")
JURISDICTIONS = ("it", "eu", "uk", "ca", "us")
PLANS = ("free", "paid")
TEMPLATES = names.NAMES
LANGUAGES = ("it", "en", "es", "fr", "de", "pt")
UNKNOWN = "unknown"
GRAINS = ("message", "line", "next-line", "range", "file")
"""What a Directive may hold for."""


class Fact(NamedTuple):
    """One value of the Context and who set it (`front matter`, `command line`, `config FILE`, `default`…)."""

    value: Any
    origin: str


class Context(NamedTuple):
    """What the sender knows about a message; rules are gated by it.

    `touch` counts from 1. `consent` maps a kind (`newsletter`, `group`, `call`, `e-mail`…) to its record.
    `jurisdiction`, `purpose`, `plan` and `template` (the dialect of its merge tags, one of TEMPLATES) are None where
    nobody said. `ready` is true when the draft says that it will be sent as it stands.
    """

    channel: Fact = Fact("message", "default")
    touch: Fact = Fact(1, "default")
    relationship: Fact = Fact("stranger", "default")
    consent: Fact = Fact({}, "default")
    purpose: Fact = Fact(None, "default")
    jurisdiction: Fact = Fact(None, "default")
    plan: Fact = Fact(None, "default")
    ready: Fact = Fact(False, "default")
    template: Fact = Fact(None, "default")

    def values(self) -> dict[str, Any]:
        """The bare values by name."""
        return {name: fact.value for name, fact in zip(self._fields, self, strict=True)}


class Field(NamedTuple):
    """A named part of a message (`subject`, `text`).

    `text` is what the recipient gets to read plus what `unsent` marks (comments that never leave the file, the quoted
    words of others: spans in `text`). `offsets` says where it lies in its Source: one int when it is a plain slice
    that starts there, else a map. `source` is its own Source where that is not the Document's (a cell of a workbook),
    `address` the name of the place in the file where line and column do not say it all (`Sheet1!B12`). `write` gives
    replacement text as it is written at that place (escaped), None where it can't be; without it text stands as it is.
    `links` are spans of text behind which a link stands that the text does not show, with its address (HTML).
    """

    name: str
    text: str
    offsets: int | SliceMap
    unsent: tuple[Span, ...] = ()
    source: Source | None = None
    address: str = ""
    write: Callable[[str], str | None] | None = None
    links: tuple[tuple[Span, str], ...] = ()

    def source_offset(self, offset: int) -> int:
        """The Source offset of an offset in the field's text."""
        if isinstance(self.offsets, int):
            return self.offsets + offset
        return self.offsets.start(offset)

    def source_span(self, span: Span) -> Span:
        """The Source from the first to the last code point of a span of the field's text."""
        if isinstance(self.offsets, int):
            return Span(self.offsets + span.start, self.offsets + span.end)
        return self.offsets.span(span)


class Step(NamedTuple):
    """The place of a message in a campaign.

    `campaign` is the same text for all its steps and no other campaign's; `number` counts from 1; `delay` is the days
    since the step before (0 for the first), None where nobody says; `variant` tells apart messages of one number.
    """

    campaign: str
    number: int
    delay: float | None = None
    variant: str | None = None


class Sent(NamedTuple):
    """What is known of a message that was sent: its conversation, when (None where the file does not say), to whom."""

    thread: str
    when: datetime | None
    to: str


class Directive(NamedTuple):
    """A request to keep a rule silent in this message, or in a part of it.

    `span` is where it stands in the Source; `rule` is a code, name or family prefix as written. A `shared` one holds
    for other messages as well, and so may have nothing to do in this one. `grain` is one of GRAINS; `covers` is the
    part of the Source in which it silences what begins there, None where it holds for the whole message. `closed` is
    the comment that ends a range.
    """

    rule: str
    reason: str
    span: Span
    shared: bool = False
    grain: str = "message"
    covers: Span | None = None
    closed: Span | None = None


class Document:
    """One message.

    `text` joins the fields with a blank line between them; spans of Signals and Diagnostics are offsets in it.
    `lang` is one of LANGUAGES or `unknown`; `lang_origin` says how it is known. `notes` is the cell of a table in which
    the directives stand; the spans of these are then in its text, else in the Source.
    """

    __slots__ = (
        "_file",
        "_starts",
        "context",
        "directives",
        "fields",
        "lang",
        "lang_origin",
        "message_id",
        "sent",
        "source",
        "step",
        "text",
    )

    def __init__(
        self,
        source: Source,
        fields: Sequence[Field],
        context: Context,
        lang: str,
        *,
        lang_origin: str = "detected",
        message_id: str | None = None,
        directives: Sequence[Directive] = (),
        step: Step | None = None,
        sent: Sent | None = None,
        notes: Field | None = None,
    ) -> None:
        self.source = source
        self.fields = tuple(fields)
        self.context = context
        self.lang = lang
        self.lang_origin = lang_origin
        self.message_id = message_id
        self.directives = tuple(directives)
        self.step = step
        self.sent = sent
        self.text = "\n\n".join(field.text for field in self.fields)
        self._file = notes
        self._starts = [0]
        for field in self.fields[:-1]:
            self._starts.append(self._starts[-1] + len(field.text) + 2)

    def field_span(self, name: str) -> Span | None:
        """Where the named field lies in `text`."""
        for field, start in zip(self.fields, self._starts, strict=True):
            if field.name == name:
                return Span(start, start + len(field.text))
        return None

    def field_at(self, offset: int) -> tuple[Field, int]:
        """The field that holds an offset of `text`, and the offset inside that field.

        For an offset of a `file_span`, the field is the whole file, or the cell of the directives.
        """
        if offset > len(self.text):
            if self._file is None:
                self._file = Field("file", self.source.text, 0)
            return self._file, offset - len(self.text) - 1
        index = bisect_right(self._starts, offset) - 1
        field = self.fields[index]
        return field, min(offset - self._starts[index], len(field.text))

    def file_span(self, span: Span) -> Span:
        """The span by which a Diagnostic points at a place of the Source that is outside `text` (a directive).

        Its offsets lie behind the end of `text`; `field_at`, `source_span` and `position` understand them.
        """
        behind = len(self.text) + 1
        return Span(behind + span.start, behind + span.end)

    def unsent(self) -> list[Span]:
        """The spans of `text` that are never sent."""
        return [
            Span(start + span.start, start + span.end)
            for field, start in zip(self.fields, self._starts, strict=True)
            for span in field.unsent
        ]

    def links(self) -> list[tuple[Span, str]]:
        """The spans of `text` that lead to an address which they need not show."""
        return [
            (Span(start + span.start, start + span.end), address)
            for field, start in zip(self.fields, self._starts, strict=True)
            for span, address in field.links
        ]

    def source_of(self, span: Span) -> Source:
        """The Source in which a span of `text` begins."""
        return self.field_at(span.start)[0].source or self.source

    def source_span(self, span: Span) -> Span:
        """Where a span of `text` lies in the Source in which it begins."""
        field, start = self.field_at(span.start)
        if span.end <= span.start:
            first = field.source_offset(start)
            return Span(first, first)
        last, end = self.field_at(span.end - 1)
        if last is field:
            return field.source_span(Span(start, min(end + 1, len(field.text))))
        if last.source is not field.source:  # in two cells: what lies in the first
            return field.source_span(Span(start, len(field.text)))
        first = field.source_span(Span(start, min(start + 1, len(field.text)))).start
        return Span(first, max(first, last.source_span(Span(end, min(end + 1, len(last.text)))).end))

    def shows(self, quote: str, span: Span) -> bool:
        """Whether a span of `text` overlaps the first place where a quote stands in it."""
        at = self.text.find(quote)
        return at >= 0 and span.overlaps(Span(at, at + len(quote)))

    def position(self, offset: int) -> Position:
        """The file position of an offset of `text`."""
        field, inside = self.field_at(offset)
        return (field.source or self.source).position(field.source_offset(inside))
